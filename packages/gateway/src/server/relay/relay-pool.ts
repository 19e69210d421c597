import { Agent, type Dispatcher } from "undici";

/** Pooled connections to providers. */
export interface RelayPool extends AsyncDisposable {
  request(
    baseUrl: string,
    path: string,
    options: { readonly headers: Record<string, string>; readonly body: Buffer; readonly signal: AbortSignal },
  ): Promise<Dispatcher.ResponseData>;
}

/** Limits on how long an upstream may be silent, ms. */
export interface RelayTimeouts {
  readonly connectMs: number;
  /** Until the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
}

/** A pool: an origin keeps its connections open between requests. Redirects are not followed: a key goes nowhere but to its origin. */
export function createRelayPool({ connectMs, headersMs, idleMs }: RelayTimeouts): RelayPool {
  const agent = new Agent({
    connections: 2048,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: headersMs,
    bodyTimeout: idleMs,
    maxHeaderSize: 65_536,
    connect: { timeout: connectMs },
  });
  const bases = new Map<string, { readonly origin: string; readonly path: string }>();
  const baseOf = (baseUrl: string): { readonly origin: string; readonly path: string } => {
    let base = bases.get(baseUrl);
    if (base === undefined) {
      const url = new URL(baseUrl);
      base = { origin: url.origin, path: url.pathname.replace(/\/$/, "") };
      bases.set(baseUrl, base);
    }
    return base;
  };
  return {
    request: (baseUrl, path, options) => {
      const base = baseOf(baseUrl);
      return agent.request({ origin: base.origin, path: base.path + path, method: "POST", ...options });
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}
