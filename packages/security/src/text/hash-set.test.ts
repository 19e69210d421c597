import { expect, it } from "vitest";
import { createHashSet, holdsHash } from "./hash-set.ts";

/** Numbers that look like hashes, each another. */
const hashes = (count: number): Int32Array => Int32Array.from({ length: count }, (_, n) => Math.imul(n, 0x2c1b3c6d));

it.each([0, 1, 9, 160_000])("holds %i hashes, 0 among them, and no others", (count) => {
  const all = hashes(count + 1_000);
  const set = createHashSet(all, count);
  expect(all.subarray(0, count).every((hash) => holdsHash(set, hash))).toBe(true);
  expect(all.subarray(count).some((hash) => holdsHash(set, hash))).toBe(false);
});

it.each([20_000, 100_000, 160_000])("spreads %i hashes over all of its places", (count) => {
  let [run, longest] = [0, 0];
  for (const slot of createHashSet(hashes(count)).slots) {
    run = slot === 0 ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  expect(longest).toBeLessThan(64);
});
