import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type Dispatcher } from "undici";
import type { Send } from "./http-answer.ts";
import { proxiesOf } from "./proxies-of.ts";
import { sendPlain } from "./send-plain.ts";

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

/** A fetch with its own connection pool, and the cheaper way through the pool that our own exchanges take. Disposing it breaks off what is still under way. */
export interface HttpFetch extends AsyncDisposable {
  readonly fetch: typeof fetch;
  readonly send: Send;
}

/**
 * A fetch for provider calls. Node's own gives up after five silent minutes, which thinking models exceed;
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
  const proxies = proxiesOf(options.env ?? {});
  const agent = proxies === undefined ? new Agent(settings) : new EnvHttpProxyAgent({ ...settings, ...proxies });
  // undici's fetch and the global one are the same code; only their type declarations differ.
  const pooled = undiciFetch as unknown as FetchWithPool;
  return {
    fetch: (input, init) => pooled(input, { ...init, dispatcher: agent }),
    send: (request) => sendPlain(agent, request),
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}
