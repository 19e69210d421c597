import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { markQuestions } from "./mark-questions.ts";
import { createScan, ENDING, scanPrompt } from "./scan-prompt.ts";

function endingsOf(prompt: string): number[] {
  const scan = scanPrompt(createScan(), prompt);
  markQuestions(scan);
  return [...scan.ending.subarray(0, scan.segments)].filter((_, s) => scan.endToken[s]! > scan.firstToken[s]!);
}

describe("markQuestions", () => {
  it("makes a question of a sentence that begins like one, and of no other", () => {
    expect(endingsOf("how do bees find home")).toEqual([ENDING.question]);
    expect(endingsOf("Bees fly. Where do they go. They come back.")).toEqual([
      ENDING.stop,
      ENDING.question,
      ENDING.stop,
    ]);
    expect(endingsOf("What to buy: milk")[0]).toBe(ENDING.colon);
  });

  it("makes the mark decide nothing where the words do", () => {
    for (const question of ["who painted the ceiling", "wie hoch ist der Eiffelturm", "¿dónde está el río más largo"])
      expect(classify(question).tasks).toEqual(classify(`${question}?`).tasks);
  });
});
