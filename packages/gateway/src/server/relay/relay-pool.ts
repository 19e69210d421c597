import type { ResponseHandler, Sending } from "../upstream/connection.ts";
import { ConnectionPool } from "../upstream/connection-pool.ts";
import type { RequestHeaders } from "../upstream/request-headers.ts";
import { createRounds, type Rounds } from "./rounds.ts";

/** Pooled connections to providers. */
export interface RelayPool extends Disposable {
  /** Sends a POST; the handler gets what comes back, errors included. Throws for an address or a path that is none. */
  send(
    request: {
      readonly baseUrl: string;
      /** And query, below the base; encoded. */
      readonly path: string;
      readonly headers: RequestHeaders;
      readonly body: Buffer;
    },
    handler: ResponseHandler,
  ): Sending;
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

const MOST_CONNECTIONS = 2_048;
/** No server is known to hang up sooner on a connection it did not say it would close. Under load none is idle for so long. */
const CHECK_AFTER_MS = 100;

/** An upstream's address, taken apart. */
interface Base {
  readonly pool: ConnectionPool;
  readonly path: string;
  readonly hostLine: string;
}

/** A pool: an origin keeps its connections open between requests. Redirects are not followed: a key goes nowhere but to its origin. */
export function createRelayPool(timeouts: RelayTimeouts): RelayPool {
  const { connectMs, headersMs, idleMs } = timeouts;
  const pools = new Map<string, ConnectionPool>();
  const bases = new Map<string, Base>();
  const baseOf = (baseUrl: string): Base => {
    const url = new URL(baseUrl);
    if (url.protocol !== "http:" && url.protocol !== "https:") throw new TypeError(`${url.protocol} is not spoken.`);
    let pool = pools.get(url.origin);
    if (pool === undefined) {
      const isSecure = url.protocol === "https:";
      const hostname = url.hostname.replace(/^\[|\]$/g, "");
      const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
      const limits = { connections: MOST_CONNECTIONS, connectMs, checkAfterMs: CHECK_AFTER_MS };
      pool = new ConnectionPool({ isSecure, hostname, port }, limits);
      pools.set(url.origin, pool);
    }
    const base: Base = { pool, path: url.pathname.replace(/\/$/, ""), hostLine: `host: ${url.host}\r\n` };
    bases.set(baseUrl, base);
    return base;
  };
  return {
    timeouts,
    watch: createRounds(Math.min(headersMs, idleMs) / 8),
    send: ({ baseUrl, path, headers, body }, handler) => {
      const base = bases.get(baseUrl) ?? baseOf(baseUrl);
      if (!/^[\x21-\x7E]*$/.test(path)) throw new TypeError("The path holds what none may.");
      const host = headers.namesHost ? "" : base.hostLine;
      const head = `POST ${base.path}${path} HTTP/1.1\r\n${host}connection: keep-alive\r\n${headers.lines}content-length: ${body.length}\r\n\r\n`;
      return base.pool.send({ head, body }, handler);
    },
    [Symbol.dispose]: () => {
      for (const pool of pools.values()) pool[Symbol.dispose]();
    },
  };
}
