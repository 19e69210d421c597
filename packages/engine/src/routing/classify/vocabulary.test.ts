import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLexicon } from "./read-lexicon.ts";
import { correctWord, createVocabulary, isOneSlip, wordAt } from "./vocabulary.ts";

const LEXICON = "function|a cent|je suis|the how are";
const vocabulary = createVocabulary(
  "translate summarize weather poem",
  readLexicon(`${LEXICON}|crayon`),
  LEXICON.length,
);

function corrected(word: string): string | undefined {
  const position = correctWord(vocabulary, word, 0, word.length);
  return position < 0 ? undefined : wordAt(vocabulary, position);
}

describe("correctWord", () => {
  it.each([
    ["transalte", "translate"],
    ["tranlate", "translate"],
    ["translaate", "translate"],
    ["trznslate", "translate"],
    ["ranslate", "translate"],
    ["Wheather", "weather"],
    ["peom", "poem"],
    ["fucntion", "function"],
    ["craon", "crayon"],
    ["hwo", "how"],
    ["teh", "the"],
    ["ae", "are"],
  ])("%s means %s", (typed, meant) => {
    expect(corrected(typed)).toBe(meant);
  });

  it("reads a short word as one of the lexicon only where that is certain", () => {
    expect(corrected("went")).toBeUndefined();
    expect(corrected("suit")).toBeUndefined();
  });

  it("leaves words two slips away alone", () => {
    expect(corrected("trnslte")).toBeUndefined();
    expect(corrected("banana")).toBeUndefined();
  });

  it("finds every word from every single slip of a long word", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.constantFrom(..."abcxyz"), (at, letter) => {
        const word = "translate";
        const changed = word.slice(0, at) + letter + word.slice(at + 1);
        expect(corrected(changed) ?? changed).toBe(word);
        expect(corrected(word.slice(0, at) + letter + word.slice(at))).toBe(word);
        expect(corrected(word.slice(0, at) + word.slice(at + 1))).toBe(word);
      }),
    );
  });
});

describe("isOneSlip", () => {
  it("is symmetric", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(isOneSlip(a, b)).toBe(isOneSlip(b, a));
      }),
    );
  });
});
