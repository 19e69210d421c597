import { describe, expect, it } from "vitest";
import { buildIndex } from "./build-index.ts";
import { lexiconIndex, packIndex, unpackIndex } from "./lexicon-index.ts";

describe("lexiconIndex", () => {
  it("is the lexicon's: else run tools/train-security/build-lexicon.ts", () => {
    const built = buildIndex();
    expect(built.words.size).toBeGreaterThan(1000);
    expect(lexiconIndex()).toEqual(built);
  });

  it("comes out of packing as it went in", () => {
    const built = buildIndex();
    const { numbers, stems } = packIndex(built);
    expect(unpackIndex(numbers, stems)).toEqual(built);
  });
});
