/** Days after which an event counts half. */
export const HALF_LIFE_DAYS = 90;

/** Counts as they weigh at `now` (epoch ms). */
export function decayed(
  tally: { readonly up: number; readonly down: number; readonly at: number },
  now: number,
): { readonly up: number; readonly down: number } {
  const factor = 2 ** (-Math.max(0, now - tally.at) / (HALF_LIFE_DAYS * 86_400_000));
  return { up: tally.up * factor, down: tally.down * factor };
}
