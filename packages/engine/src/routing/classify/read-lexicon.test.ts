import { describe, expect, it } from "vitest";
import { COURTESIES, CUE_GROUPS } from "./lexicon/index.ts";
import { readLexicon } from "./read-lexicon.ts";
import { createScan, scanPrompt } from "./scan-prompt.ts";

describe("readLexicon", () => {
  const texts = [
    ...CUE_GROUPS.map(({ name, phrases }) => ({ name, phrases })),
    { name: "courtesies", phrases: COURTESIES },
  ];

  it.each(texts)("reads $name as the scanner of prompts does", ({ phrases: text }) => {
    const tokens = readLexicon(text);
    const scan = createScan();
    let n = 0;
    for (const phrase of text.split("|")) {
      scanPrompt(scan, phrase);
      for (let i = 0; i < scan.tokens; i++, n++) {
        expect(text.slice(tokens.start[n], tokens.end[n])).toBe(phrase.slice(scan.start[i], scan.end[i]));
        expect([tokens.hash[n], tokens.kind[n], tokens.startsPhrase[n]]).toEqual([
          scan.hash[i],
          scan.kind[i],
          i === 0 ? 1 : 0,
        ]);
      }
    }
    expect(tokens.count).toBe(n);
  });
});
