import { expect, test } from "vitest";
import { packWeights } from "../../../../../tools/train-security/pack-weights.ts";
import { unpackWeights } from "./unpack-weights.ts";

test("weights come back as they were packed, long gaps and the last byte included", () => {
  let state = 7;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (const share of [0.5, 0.08, 0.005, 0.0005, 0]) {
    for (let length = 5_000; length < 5_020; length++) {
      const weights = Int8Array.from({ length }, () => (random() < share ? Math.floor(random() * 17) - 8 : 0));
      expect(unpackWeights(packWeights(weights), length)).toEqual(weights);
    }
  }
});
