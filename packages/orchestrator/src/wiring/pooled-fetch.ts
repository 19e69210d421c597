import type { HttpFetch, HttpFetchOptions } from "@ai-orchestrator/providers";
import { lazy } from "./lazy.ts";

/** A fetch for downloads, or for what provider clients cannot send over plain connections. */
export interface PooledFetch extends AsyncDisposable {
  readonly fetch: typeof fetch;
}

/** A fetch whose connection pool is made with the first call; or the caller's own. */
export function pooledFetch(own: typeof fetch | undefined, options: HttpFetchOptions): PooledFetch {
  const pool = lazy(async (): Promise<HttpFetch> =>
    (await import("@ai-orchestrator/providers")).createHttpFetch(options),
  );
  return {
    fetch: own ?? (async (input, init) => (await pool.get()).fetch(input, init)),
    [Symbol.asyncDispose]: async () => {
      await (await pool.peek())?.[Symbol.asyncDispose]();
    },
  };
}
