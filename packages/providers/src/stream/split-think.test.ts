import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createThinkSplitter } from "./split-think.ts";

function split(deltas: readonly string[]): { reasoning: string; text: string } {
  const splitter = createThinkSplitter();
  const pieces = [...deltas.flatMap((delta) => splitter.push(delta)), ...splitter.end()];
  const of = (kind: "reasoning" | "text"): string =>
    pieces.flatMap((piece) => (piece.kind === kind ? [piece.text] : [])).join("");
  return { reasoning: of("reasoning"), text: of("text") };
}

/** The text cut at random places. */
const cutText = (text: fc.Arbitrary<string>): fc.Arbitrary<{ whole: string; deltas: string[] }> =>
  fc.tuple(text, fc.array(fc.nat(400))).map(([whole, cuts]) => {
    const places = [
      0,
      ...cuts.map((cut) => (whole.length === 0 ? 0 : cut % whole.length)).toSorted((a, b) => a - b),
      whole.length,
    ];
    return { whole, deltas: places.slice(1).map((place, index) => whole.slice(places[index], place)) };
  });

describe("createThinkSplitter", () => {
  it.each([
    ["<think>why</think>because", "why", "because"],
    ["  \n<think>\nwhy\n</think>\n\nbecause", "why\n", "because"],
    ["<think></think>because", "", "because"],
    ["<think>never closed", "never closed", ""],
    ["plain <think>not at the start</think>", "", "plain <think>not at the start</think>"],
    ["<thinking>other tag</thinking>", "", "<thinking>other tag</thinking>"],
    ["<think>a</think>b<think>c</think>", "a", "b<think>c</think>"],
    ["", "", ""],
    ["<thi", "", "<thi"],
    ["  indented answer", "", "  indented answer"],
  ])("%j", (whole, reasoning, text) => {
    expect(split([whole])).toEqual({ reasoning, text });
  });

  it("says the same wherever the text is cut", () => {
    const pieces = fc.constantFrom(
      "<think>",
      "</think>",
      "<",
      "think",
      ">",
      "/",
      "\n",
      " ",
      "word",
      "é",
      "</thi",
      "<th",
    );
    fc.assert(
      fc.property(cutText(fc.array(pieces, { maxLength: 14 }).map((all) => all.join(""))), ({ whole, deltas }) => {
        expect(split(deltas)).toEqual(split([whole]));
      }),
      { numRuns: 2000 },
    );
  });

  it("loses nothing of a text without a leading block", () => {
    fc.assert(
      fc.property(
        cutText(fc.string().filter((text) => !text.trimStart().startsWith("<think>"))),
        ({ whole, deltas }) => {
          expect(split(deltas)).toEqual({ reasoning: "", text: whole });
        },
      ),
    );
  });

  it("holds back no more than a tag's length while it streams", () => {
    const splitter = createThinkSplitter();
    splitter.push("<think>");
    let out = 0;
    for (let at = 0; at < 1000; at += 1) {
      out += splitter.push("</think").reduce((sum, piece) => sum + piece.text.length, 0);
      expect((at + 1) * 7 - out).toBeLessThan(8);
    }
  });
});
