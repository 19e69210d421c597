import type { HttpFetch, HttpFetchOptions } from "@ai-orchestrator/providers";
import { lazy } from "./lazy.ts";

/** The fetch for provider calls or downloads, its connection pool made with the first call; or the caller's own. */
export function pooledFetch(own: typeof fetch | undefined, options: HttpFetchOptions): HttpFetch {
  const pool = lazy(async () => (await import("@ai-orchestrator/providers")).createHttpFetch(options));
  return {
    fetch: own ?? (async (input, init) => (await pool.get()).fetch(input, init)),
    [Symbol.asyncDispose]: async () => {
      await (await pool.peek())?.[Symbol.asyncDispose]();
    },
  };
}
