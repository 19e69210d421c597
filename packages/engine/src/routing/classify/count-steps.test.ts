import { describe, expect, it } from "vitest";
import { countSteps } from "./count-steps.ts";
import { createReading, readPrompt } from "./extract-features.ts";
import { loadModel } from "./trained-model.ts";

function steps(prompt: string): number {
  return countSteps(readPrompt(loadModel().space, createReading(), prompt));
}

describe("countSteps", () => {
  it("counts quantities in digits and in words, and a percentage as one more", () => {
    expect(steps("Mara has 12 jars and buys seven jars")).toBe(2);
    expect(steps("Mara sells 40 jars and 5% break")).toBe(3);
  });

  it("counts relations, rates, conditions and what is referred back to", () => {
    expect(steps("Tom walks to school")).toBe(0);
    expect(steps("Tom walks twice to school")).toBe(1);
    expect(steps("Tom walks to school every day unless it rains")).toBe(3);
    expect(steps("Tom is older than his sister")).toBe(3);
  });

  it("grows with each sentence added to a problem", () => {
    const told = [
      "Lena picks 14 apples on Monday.",
      "On Tuesday she picks three times as many.",
      "She gives half of them to her brother.",
      "Each remaining apple is sold for 20 cents, but 10% are rotten.",
    ];
    const counts = told.map((_, n) => steps(`${told.slice(0, n + 1).join(" ")} How much does Lena earn?`));
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBe(counts.length);
  });

  it("knows steps in other languages", () => {
    for (const prompt of [
      "Cada niño recibe el doble de manzanas si tiene tres hermanos",
      "Chaque enfant reçoit trois pommes, mais moins quand il pleut",
      "Jedes Kind bekommt drei Äpfel, wenn es mehr als zwei Geschwister hat",
      "Cada criança recebe três maçãs, mas menos quando chove",
    ])
      expect(steps(prompt)).toBeGreaterThanOrEqual(3);
  });
});
