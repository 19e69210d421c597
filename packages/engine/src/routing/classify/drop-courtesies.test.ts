import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { createReading, readPrompt } from "./extract-features.ts";
import { loadModel } from "./trained-model.ts";

function bodyOf(prompt: string): string {
  return readPrompt(loadModel().space, createReading(), prompt).scan.text;
}

describe("findBody", () => {
  it.each([
    ["Hi! Could you please draw a cat?", "draw a cat?"],
    ["Please, translate this: see you at noon", "translate this: see you at noon"],
    ["who wrote Faust thx", "who wrote Faust"],
    ["Sort these words, thanks a lot!", "Sort these words"],
    ['Hello, "to be or not to be" is from which play?', '"to be or not to be" is from which play?'],
    ["Hey there! 3 + 4 = ?", "3 + 4 = ?"],
    ["Thank you so much", "Thank you so much"],
  ])("%s", (prompt, body) => {
    expect(bodyOf(prompt)).toBe(body);
  });

  it("makes courtesies change nothing, difficulty included", () => {
    const prompt = "A train leaves at 9 and travels 240 km at 80 km an hour. When does it arrive?";
    const plain = classify(prompt);
    const polite = classify(`Hello, could you please help me with the following? ${prompt} Many thanks in advance!`);
    expect(polite.tasks).toEqual(plain.tasks);
    expect(polite.difficulty).toBe(plain.difficulty);
  });

  it("keeps positions in the prompt as it was given", () => {
    const prompt = "Hi! Please translate the menu into Greek. Thanks!";
    const { instruction, cues } = classify(prompt);
    expect(prompt.slice(instruction[0]!.start, instruction[0]!.end)).toBe("translate the menu into Greek");
    for (const { span, text } of cues) if (span !== undefined) expect(prompt.slice(span.start, span.end)).toBe(text);
  });
});
