import type { Model, ProviderClient } from "@ai-orchestrator/contract";
import type { MlxRuntime } from "./mlx-runtime.ts";

/** What an MLX client is made of. */
export interface MlxClientParts {
  readonly runtime: MlxRuntime;
  /** A client of the OpenAI-compatible server at a base URL. */
  readonly clientAt: (baseUrl: string) => Promise<ProviderClient>;
  /** Catalogue entries that lend their keys to models found on disk. */
  readonly known: readonly Model[];
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * The provider `mlx`: finds or starts the server, says so while that takes time, then passes the stream on. The
 * server stays busy for this call until the stream ends, is aborted or is abandoned.
 */
export function createMlxClient({ runtime, clientAt, known, now }: MlxClientParts): ProviderClient {
  return {
    provider: "mlx",
    async *stream(call, { signal }) {
      const lease = yield* runtime.lease(call.model, signal);
      try {
        const client = await clientAt(lease.baseUrl);
        yield* client.stream({ ...call, model: { ...call.model, id: lease.modelId } }, { signal });
      } finally {
        lease.release();
      }
    },
    listModels: () => runtime.listModels(known, new Date(now()).toISOString().slice(0, "2026-01-01".length)),
    verify: () => runtime.verify(),
  };
}
