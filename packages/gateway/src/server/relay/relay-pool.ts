import { Agent, type Dispatcher } from "undici";

/** Pooled connections to providers. */
export interface RelayPool extends AsyncDisposable {
  request(
    url: URL,
    options: { readonly headers: Record<string, string>; readonly body: Buffer; readonly signal: AbortSignal },
  ): Promise<Dispatcher.ResponseData>;
}

/** A pool: an origin keeps its connections open between requests. Redirects are not followed: a key goes nowhere but to its origin. */
export function createRelayPool(): RelayPool {
  const agent = new Agent({
    connections: 256,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: 600_000,
    bodyTimeout: 300_000,
    connect: { timeout: 15_000 },
  });
  return {
    request: (url, { headers, body, signal }) =>
      agent.request({ origin: url.origin, path: url.pathname + url.search, method: "POST", headers, body, signal }),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}
