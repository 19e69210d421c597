const DAY_MS = 86_400_000;
let last = Number.NaN;
let day = "";

/** The day (UTC) of a moment (epoch ms), as `2026-01-31`. Written out once a day: every price and every name asks. */
export function dayOf(at: number): string {
  const number = Math.floor(at / DAY_MS);
  if (number !== last) {
    day = new Date(at).toISOString().slice(0, "2026-01-31".length);
    last = number;
  }
  return day;
}
