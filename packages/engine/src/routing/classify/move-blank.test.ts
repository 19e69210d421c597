import { describe, expect, it } from "vitest";
import { createReading, readPrompt } from "./extract-features.ts";
import { loadModel } from "./trained-model.ts";
import { wordAt } from "./vocabulary.ts";

function wordsRead(prompt: string): string {
  const { space } = loadModel();
  const { scan, wordOf } = readPrompt(space, createReading(), prompt);
  return Array.from({ length: scan.tokens }, (_, i) =>
    wordOf[i]! < 0 ? "?" : wordAt(space.vocabulary, wordOf[i]!),
  ).join(" ");
}

describe("moveBlank", () => {
  it.each([
    ["Yo uare a professo rof history", "you are a professor of history"],
    ["howt o write  ap oem", "how to write a poem"],
  ])("%s", (typed, read) => {
    expect(wordsRead(typed)).toBe(read);
  });

  it("leaves known words and line breaks alone", () => {
    expect(wordsRead("write a poem")).toBe("write a poem");
    expect(wordsRead("you are\na teacher")).toBe("you are a teacher");
  });
});
