import type { Reading } from "./model/each-feature.ts";

/** Words of a reading as UTF-16 offsets into the whole text; `base` is where the part read begins. */
export function placeInText(
  { tokens }: Reading,
  from: number,
  to: number,
  base: number,
): { readonly start: number; readonly end: number } {
  const last = Math.max(from, Math.min(to, tokens.count) - 1);
  const start = tokens.text.at[tokens.start[from] ?? 0] ?? 0;
  const end = (tokens.text.at[Math.max(0, (tokens.end[last] ?? 1) - 1)] ?? 0) + 1;
  return { start: base + start, end: base + end };
}
