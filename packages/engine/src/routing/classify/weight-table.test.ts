import { describe, expect, it } from "vitest";
import { addWeights, advantageOf, coarsePair, decodeWeightTable } from "./weight-table.ts";
import { ALPHABET, encodeWeights } from "./weight-text.ts";

/** One fine row of 0 to 11, one coarse row of scale 60 whose first two levels are 4 and -4. */
const table = decodeWeightTable(
  encodeWeights(Array.from({ length: 12 }, (_, k) => k)),
  [60, coarsePair(4, -4), ...Array.from({ length: 5 }, () => coarsePair(0, 0))].map((i) => ALPHABET[i]).join(""),
  Array.from({ length: 12 }, () => 0.5),
);

function scoresOf(feature: number, value: number): Float64Array {
  const scores = new Float64Array(12);
  addWeights(table, feature, value, scores);
  return scores;
}

describe("weight table", () => {
  it("adds fine rows", () => {
    expect([...scoresOf(0, 2)]).toEqual(Array.from({ length: 12 }, (_, k) => k));
  });

  it("adds coarse rows", () => {
    const [first, second, ...others] = scoresOf(1, 1);
    expect(first).toBeCloseTo(4 * 0.0008 * 1.08 ** 60, 6);
    expect(second).toBe(-first!);
    expect(others).toEqual(Array.from({ length: 10 }, () => 0));
  });

  it("says what a feature adds beyond the average task", () => {
    expect(advantageOf(table, 0, 11)).toBeCloseTo(5.5 - 2.75, 6);
  });
});
