import { Agent, type Dispatcher } from "undici";
import { createRounds, type Rounds } from "./rounds.ts";

/** Pooled connections to providers. */
export interface RelayPool extends AsyncDisposable {
  /** Sends a POST; the handler gets what comes back, errors included. `headers` are names and values in turn. */
  send(
    request: {
      readonly baseUrl: string;
      readonly path: string;
      readonly headers: readonly string[];
      readonly body: Buffer;
    },
    handler: Dispatcher.DispatchHandler,
  ): void;
  /** Upstreams that must not be silent for too long. */
  readonly watch: Rounds;
  readonly timeouts: RelayTimeouts;
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
export function createRelayPool(timeouts: RelayTimeouts): RelayPool {
  const { connectMs, headersMs, idleMs } = timeouts;
  const agent = new Agent({
    connections: 2048,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // Silence is watched by us: two different limits make undici set and drop three timers a request.
    headersTimeout: 0,
    bodyTimeout: 0,
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
    timeouts,
    watch: createRounds(Math.min(headersMs, idleMs) / 8),
    send: ({ baseUrl, path, headers, body }, handler) => {
      const base = baseOf(baseUrl);
      agent.dispatch(
        { origin: base.origin, path: base.path + path, method: "POST", headers: headers as string[], body },
        handler,
      );
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}
