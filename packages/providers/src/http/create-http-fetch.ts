import { Agent, fetch as undiciFetch, ProxyAgent, type Dispatcher } from "undici";
import { proxyFor } from "./proxies-of.ts";

type FetchWithPool = (
  input: Parameters<typeof fetch>[0],
  init?: Omit<RequestInit, "dispatcher"> & { readonly dispatcher: Dispatcher },
) => Promise<Response>;

/** How connections are made. */
export interface HttpFetchOptions {
  /** Longest wait for a TCP and TLS connection, ms; 15 s by default. */
  readonly connectTimeoutMs?: number;
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names) are read; no proxy without it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Never HTTP/2: undici's windows there are fixed and hold a large download to a few MB/s on a long line. */
  readonly http1?: boolean;
}

/** A fetch with its own connection pool. Disposing it breaks off what is still under way. */
export interface HttpFetch extends AsyncDisposable {
  readonly fetch: typeof fetch;
}

/**
 * A fetch for what needs one: downloads, and whatever the SDK asks for itself. Node's own gives up after five silent minutes, which thinking models exceed;
 * here only connecting is limited, and silence is watched by each provider's own limits.
 */
export function createHttpFetch(options: HttpFetchOptions = {}): HttpFetch {
  const settings = {
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: options.connectTimeoutMs ?? 15_000 },
    keepAliveTimeout: 30_000,
    ...(options.http1 === true ? { allowH2: false } : {}),
  };
  const direct = new Agent(settings);
  const proxies = new Map<string, ProxyAgent>();
  const dispatcherFor = (address: URL): Dispatcher => {
    const uri = proxyFor(address, options.env ?? {})?.href;
    if (uri === undefined) return direct;
    const known = proxies.get(uri) ?? new ProxyAgent({ ...settings, uri });
    proxies.set(uri, known);
    return known;
  };
  // undici's fetch and the global one are the same code; only their type declarations differ.
  const pooled = undiciFetch as unknown as FetchWithPool;
  return {
    fetch: async (input, init) => {
      const address = new URL(input instanceof Request ? input.url : input);
      return pooled(input, { ...init, dispatcher: dispatcherFor(address) });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([direct, ...proxies.values()].map((one) => one.destroy()));
    },
  };
}
