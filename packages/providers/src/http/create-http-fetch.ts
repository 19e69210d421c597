import { Agent, fetch as undiciFetch } from "undici";

type FetchWithPool = (
  input: Parameters<typeof fetch>[0],
  init?: Omit<RequestInit, "dispatcher"> & { readonly dispatcher: Agent },
) => Promise<Response>;

/** How connections are made. */
export interface HttpFetchOptions {
  /** Longest wait for a TCP and TLS connection, ms; 15 s by default. */
  readonly connectTimeoutMs?: number;
}

/** A fetch with its own connection pool. */
export interface HttpFetch extends AsyncDisposable {
  readonly fetch: typeof fetch;
}

/**
 * A fetch for provider calls. Node's own gives up after five silent minutes, which thinking models exceed;
 * here only connecting is limited, and silence is watched by each provider's own limits.
 */
export function createHttpFetch(options: HttpFetchOptions = {}): HttpFetch {
  const agent = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: options.connectTimeoutMs ?? 15_000 },
    keepAliveTimeout: 30_000,
  });
  // undici's fetch and the global one are the same code; only their type declarations differ.
  const pooled = undiciFetch as unknown as FetchWithPool;
  return {
    fetch: (input, init) => pooled(input, { ...init, dispatcher: agent }),
    async [Symbol.asyncDispose]() {
      await agent.close();
    },
  };
}
