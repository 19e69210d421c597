/** First step of the exponential backoff, ms. */
export const BACKOFF_BASE_MS = 500;
/** Ceiling of the backoff, ms. */
export const BACKOFF_CAP_MS = 20_000;

/** Full jitter: uniform in [0, min(20 s, 0.5 s · 2ⁿ)) for retry number n = 0, 1, 2 … (AWS Architecture Blog, "Exponential Backoff and Jitter"). */
export function backoffMs(retry: number, random: () => number): number {
  return Math.floor(random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** retry));
}

/**
 * Ms to wait before the retry. What the provider asks for wins, with a little jitter on top so that
 * those who were told the same do not come back together.
 */
export function retryDelayMs(options: {
  readonly retry: number;
  readonly retryAfterMs: number | undefined;
  readonly random: () => number;
}): number {
  const { retry, retryAfterMs, random } = options;
  if (retryAfterMs === undefined) return backoffMs(retry, random);
  return retryAfterMs + Math.floor(random() * Math.min(1_000, BACKOFF_BASE_MS + retryAfterMs / 10));
}
