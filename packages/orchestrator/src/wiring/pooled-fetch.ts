import type { HttpFetch, HttpFetchOptions, Send } from "@ai-orchestrator/providers";
import { lazy } from "./lazy.ts";

/** How provider calls or downloads are sent. */
export interface PooledFetch extends AsyncDisposable {
  readonly fetch: typeof fetch;
  /** The pool's own cheaper way; none past a fetch of the caller's. */
  readonly send: Send | undefined;
}

/** The fetch for provider calls or downloads, its connection pool made with the first call; or the caller's own. */
export function pooledFetch(own: typeof fetch | undefined, options: HttpFetchOptions): PooledFetch {
  let made: HttpFetch | undefined;
  const pool = lazy(async () => (made = (await import("@ai-orchestrator/providers")).createHttpFetch(options)));
  return {
    fetch: own ?? (async (input, init) => (await pool.get()).fetch(input, init)),
    send:
      own === undefined ? (request) => made?.send(request) ?? pool.get().then((http) => http.send(request)) : undefined,
    [Symbol.asyncDispose]: async () => {
      await (await pool.peek())?.[Symbol.asyncDispose]();
    },
  };
}
