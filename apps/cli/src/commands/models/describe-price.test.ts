import { expect, it } from "vitest";
import { describePrice } from "./describe-price.ts";

it("says a price in words, with its tiers, hours and days", () => {
  expect(describePrice({ input: 5, output: 30, cacheRead: 0.5 })).toEqual([
    "$5 in, $30 out, $0.5 cached a million tokens",
  ]);
  expect(
    describePrice({
      from: "2026-01-01",
      until: "2026-07-01",
      input: 1,
      output: 2,
      requestsPer1k: 5,
      tiers: [{ above: 271_999, input: 2 }],
      hours: [{ start: "01:00", end: "04:00", output: 4 }],
    }),
  ).toEqual([
    "$1 in, $2 out a million tokens (from 2026-01-01 until 2026-07-01)",
    "$5 a thousand requests",
    "above 271,999 tokens in: $2 in",
    "01:00–04:00 UTC: $4 out",
  ]);
});
