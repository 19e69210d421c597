import { describe, expect, it } from "vitest";
import { createReading, readPrompt } from "./extract-features.ts";
import { loadModel } from "./trained-model.ts";

function isStory(prompt: string): boolean {
  return readPrompt(loadModel().space, createReading(), prompt).isWordProblem;
}

describe("isWordProblem", () => {
  it("sees a quantity asked for among quantities told, in digits or words", () => {
    expect(isStory("Mara sold 12 jars of jam at 4 euros each on Saturday. How much money did she take?")).toBe(true);
    expect(
      isStory("Six friends share two pizzas that were cut into eight pieces each. How many pieces are there?"),
    ).toBe(true);
  });

  it("sees none in facts, short sums and stories handed over to be worked on", () => {
    expect(isStory("How many moons does Jupiter have?")).toBe(false);
    expect(isStory("what is 3 + 4")).toBe(false);
    expect(
      isStory("Translate into French: Mara sold 12 jars of jam at 4 euros each. How much money did she take in all?"),
    ).toBe(false);
  });
});
