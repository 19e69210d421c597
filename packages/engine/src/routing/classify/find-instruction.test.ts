import { describe, expect, it } from "vitest";
import { createReading, readPrompt } from "./extract-features.ts";
import { loadModel } from "./trained-model.ts";

function instructionOf(prompt: string): string {
  const { scan, spans } = readPrompt(loadModel().space, createReading(), prompt);
  const words: string[] = [];
  for (let i = 0; i < scan.tokens; i++)
    if (spans.isInstruction[i] === 1) words.push(scan.text.slice(scan.start[i], scan.end[i]));
  return words.join(" ");
}

describe("findInstruction", () => {
  it.each([
    ["Hi there! Could you please draw a cat? Thanks in advance!", "draw a cat"],
    ["Translate into French: I would like to see the manager now.", "Translate into French"],
    ['Explain "to be or not to be, that is the question" to a child', "Explain to a child"],
    ["Why does this fail?\n```\nfoo(bar)\n```", "Why does this fail"],
    ["Hello!", "Hello"],
    ["Thank you so much", "Thank you so much"],
    ["Context: none\nQuestion: who wrote Faust?", "Question who wrote Faust"],
    ["Por favor, traduce al inglés: me gusta el café. Gracias", "traduce al inglés"],
  ])("%s", (prompt, instruction) => {
    expect(instructionOf(prompt)).toBe(instruction);
  });

  const letter =
    "My dear Ruth, you will have heard that I have sold the boat. I mean to spend the money on a decent stove. The dog is well and sleeps on the tide table. Come at Easter if you can stand an old man who wakes at five and talks to the kettle.";

  it.each([
    [`${letter}\n\nAnswer her, warm and a little teasing.`, "Answer her warm and a little teasing"],
    [`Which words would a child not know?\n\n${letter}`, "Which words would a child not know"],
    [`This came today.\n\n${letter}\n\nIn Polish, please.`, "This came today In Polish"],
  ])("a short paragraph beside a long one is the request, cue or not: %#", (prompt, instruction) => {
    expect(instructionOf(prompt)).toBe(instruction);
  });

  it("keeps a long word problem's question", () => {
    const story = "Ana has 12 boxes. Each box holds 6 jars. ".repeat(8);
    expect(instructionOf(`${story}How many jars are there?`)).toContain("How many jars are there");
  });

  it("uses a bounded number of words", () => {
    expect(instructionOf("word ".repeat(5000)).split(" ").length).toBeLessThanOrEqual(90);
  });
});
