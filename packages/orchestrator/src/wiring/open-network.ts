import { createConnections, type ProviderConnections } from "@ai-orchestrator/providers/connections";
import type { Foundation } from "./foundation.ts";
import { pooledFetch, type PooledFetch } from "./pooled-fetch.ts";

/** The ways out of this process. */
export interface Network extends AsyncDisposable {
  /** For what provider clients and runtimes do not send over connections. */
  readonly http: PooledFetch;
  /** The fetch for large files. */
  readonly downloads: typeof fetch;
  /** What calls to providers go over, translated or relayed. */
  readonly connections: ProviderConnections;
  /** The same for clients; none where the caller brought a fetch: nothing is sent past it. */
  readonly clientConnections: ProviderConnections | undefined;
}

/** Nothing is opened yet. */
export function openNetwork({ env, options }: Pick<Foundation, "env" | "options">): Network {
  const http = pooledFetch(options.fetch, { env });
  const downloads = pooledFetch(options.fetch, { env, http1: true });
  const connections = createConnections({ env, fetch: http.fetch });
  return {
    http,
    downloads: downloads.fetch,
    connections,
    clientConnections: options.fetch === undefined ? connections : undefined,
    [Symbol.asyncDispose]: async () => {
      connections[Symbol.dispose]();
      await http[Symbol.asyncDispose]();
      await downloads[Symbol.asyncDispose]();
    },
  };
}
