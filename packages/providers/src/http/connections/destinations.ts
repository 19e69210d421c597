import { ConnectionPool } from "./connection-pool.ts";
import { proxyOf } from "./proxy-of.ts";

/** An address, taken apart. */
export interface Destination {
  readonly pool: ConnectionPool;
  /** Path and query, as they stand in a request line. */
  readonly path: string;
  /** The path as others go on below it: no slash at its end, no query. */
  readonly base: string;
  readonly hostLine: string;
  /** What every request says besides. */
  readonly lines: string;
}

/** Addresses by their text, and a pool for each origin. */
export interface Destinations extends Disposable {
  /** Throws for an address that is none, or that no proxy of ours leads to. */
  of(address: string): Destination;
}

/** What is kept to. */
export interface DestinationOptions {
  readonly connectMs: number;
  /** Where proxies are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const MOST_CONNECTIONS = 2_048;
/** No server is known to hang up sooner on a connection it did not say it would close. Under load none is idle for so long. */
const CHECK_AFTER_MS = 100;
/** Addresses that are remembered. Some name a model, or a file. */
const MOST_KNOWN = 1_000;

/** Nothing is opened before it is asked for. */
export function createDestinations({ connectMs, env }: DestinationOptions): Destinations {
  const pools = new Map<string, ConnectionPool>();
  const known = new Map<string, Destination>();
  let isDisposed = false;
  const limits = { connections: MOST_CONNECTIONS, connectMs, checkAfterMs: CHECK_AFTER_MS };
  const learn = (address: string): Destination => {
    const url = new URL(address);
    if (url.protocol !== "http:" && url.protocol !== "https:") throw new TypeError(`${url.protocol} is not spoken.`);
    const isSecure = url.protocol === "https:";
    const endpoint = {
      isSecure,
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
    };
    const proxy = proxyOf(url, env);
    let pool = pools.get(url.origin);
    if (pool === undefined) {
      // A tunnel where nobody on the way may read along; what anybody may read is handed to the proxy itself.
      const target = proxy === undefined ? endpoint : isSecure ? { ...endpoint, tunnel: proxy } : proxy;
      pool = new ConnectionPool(target, limits);
      pools.set(url.origin, pool);
      if (isDisposed) pool[Symbol.dispose]();
    }
    const isHanded = proxy !== undefined && !isSecure;
    const start = isHanded ? url.origin : "";
    const destination: Destination = {
      pool,
      path: `${start}${url.pathname}${url.search}`,
      base: `${start}${url.pathname.replace(/\/$/, "")}`,
      hostLine: `host: ${url.host}\r\n`,
      lines: `connection: keep-alive\r\n${isHanded ? proxy.authorization : ""}`,
    };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(address, destination);
    return destination;
  };
  return {
    of: (address) => known.get(address) ?? learn(address),
    [Symbol.dispose]: () => {
      isDisposed = true;
      for (const pool of pools.values()) pool[Symbol.dispose]();
    },
  };
}
