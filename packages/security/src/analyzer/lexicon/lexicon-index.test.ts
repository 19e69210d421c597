import { describe, expect, it } from "vitest";
import { buildIndex } from "./build-index.ts";
import { conceptAt, conceptCount, firstOf, lexiconIndex, openIndex, packIndex } from "./lexicon-index.ts";

describe("lexiconIndex", () => {
  it("is the lexicon's: else run tools/train-security/build-lexicon.ts", () => {
    const built = buildIndex();
    expect(built.words.size).toBeGreaterThan(1000);
    const { numbers, stems } = packIndex(built);
    expect(lexiconIndex()).toEqual(openIndex(numbers, stems));
  });

  it("finds every word and phrase that was packed", () => {
    const built = buildIndex();
    const { numbers, stems } = packIndex(built);
    const index = openIndex(numbers, stems);
    for (const [hash, ideas] of built.words) {
      const value = index.words.values[firstOf(index.words, hash)] ?? 0;
      expect(Array.from({ length: conceptCount(value) }, (_, i) => conceptAt(value, i))).toEqual(ideas);
    }
    for (const [hash, phrases] of built.phrases) {
      const first = firstOf(index.phrases, hash);
      expect(Array.from(index.phrases.hashes.subarray(first, first + phrases.length))).toEqual(phrases.map(() => hash));
    }
    expect(firstOf(index.words, 1)).toBe(-1);
  });
});
