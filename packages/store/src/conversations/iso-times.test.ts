import fc from "fast-check";
import { expect, test } from "vitest";
import { isoTimes } from "./iso-times.ts";

test("writes what Date writes, for any time a Date can hold", () => {
  const time = isoTimes();
  fc.assert(
    fc.property(fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }), (at) => {
      expect(time(at)).toBe(new Date(at).toISOString());
    }),
    { numRuns: 1_000 },
  );
  for (const at of [0, -1, 86_399_999, 86_400_000, Date.UTC(2026, 10, 28, 14, 15)])
    expect(time(at)).toBe(new Date(at).toISOString());
});
