import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScan, ENDING, scanPrompt, SEGMENT } from "./scan-prompt.ts";

function segments(text: string): string[] {
  const scan = scanPrompt(createScan(), text);
  return Array.from({ length: scan.segments }, (_, s) => {
    const first = scan.firstToken[s]!;
    const end = scan.endToken[s]!;
    return end > first ? text.slice(scan.start[first], scan.end[end - 1]) : "";
  }).filter((segment) => segment !== "");
}

describe("scanPrompt", () => {
  it("splits sentences, lines and lead-ins, not decimals, times or list marks", () => {
    expect(segments("Add 3.5 at 10:30. Then stop! Why?\nA. one\nText: two")).toEqual([
      "Add 3.5 at 10:30",
      "Then stop",
      "Why",
      "A. one",
      "Text",
      "two",
    ]);
  });

  it("sets long quotations and fences apart", () => {
    const scan = scanPrompt(
      createScan(),
      'Fix "the sentence that I have written here" and\n```\nlet x = 1;\n```\nthanks',
    );
    const flags = Array.from({ length: scan.segments }, (_, s) => scan.flags[s]!);
    expect(flags.some((flag) => (flag & SEGMENT.quoted) !== 0)).toBe(true);
    expect(flags.some((flag) => (flag & SEGMENT.fenced) !== 0)).toBe(true);
    expect(flags.at(-1)! & SEGMENT.fenced).toBe(0);
  });

  it("reads a character of a script without spaces as a word", () => {
    expect(scanPrompt(createScan(), "画一只猫").tokens).toBe(4);
    expect(scanPrompt(createScan(), "मौसम कैसा है").tokens).toBe(3);
  });

  it("keeps tokens in order, inside the text, and segments whole", () => {
    const scan = createScan();
    fc.assert(
      fc.property(fc.string({ maxLength: 600, unit: "binary" }), (text) => {
        scanPrompt(scan, text);
        let last = 0;
        for (let i = 0; i < scan.tokens; i++) {
          expect(scan.start[i]!).toBeGreaterThanOrEqual(last);
          expect(scan.end[i]!).toBeGreaterThan(scan.start[i]!);
          last = scan.end[i]!;
        }
        expect(last).toBeLessThanOrEqual(text.length);
        expect(scan.endToken[scan.segments - 1]).toBe(scan.tokens);
        for (let s = 0; s < scan.segments; s++) expect(scan.ending[s]!).toBeLessThanOrEqual(ENDING.newline);
      }),
      { numRuns: 300 },
    );
  });
});
