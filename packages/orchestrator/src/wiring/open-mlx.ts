import { homedir } from "node:os";
import type { ProviderClient } from "@ai-orchestrator/contract";
import type { ProviderDeps } from "@ai-orchestrator/providers";
import type { ProviderAccessOptions } from "./provider-access.ts";
import { withoutKeys } from "./without-keys.ts";

/** The MLX client with the server it may have started. */
export type MlxAccess = ProviderClient & AsyncDisposable;

/** MLX: the user's own server, or on Apple Silicon one that is started for a model on disk and ends with us. */
export async function openMlx({
  options,
  deps,
}: {
  readonly options: ProviderAccessOptions;
  readonly deps: ProviderDeps;
}): Promise<MlxAccess> {
  const { createMlxClient, createProviderClient, MlxRuntime } = await import("@ai-orchestrator/providers");
  const { baseUrl } = deps.settings("mlx");
  const runtime = new MlxRuntime({
    home: homedir(),
    env: withoutKeys(options.env),
    fetch: options.network.http.fetch,
    platform: process.platform,
    arch: process.arch,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  const client = createMlxClient({
    runtime,
    clientAt: (address) =>
      createProviderClient("mlx", {
        ...deps,
        settings: (provider) => ({ ...deps.settings(provider), baseUrl: address }),
      }),
    known: options.known(),
    now: options.now,
  });
  return { ...client, [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose]() };
}
