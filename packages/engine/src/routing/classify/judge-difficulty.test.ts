import { TASKS, type Task } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { examScore, readLevel } from "./judge-difficulty.ts";
import { loadModel } from "./trained-model.ts";

function difficulty(prompt: string): number {
  return classify(prompt).difficulty;
}

describe("difficulty", () => {
  it("rises with the steps a word problem takes", () => {
    const short = "Lena picks 14 apples on Monday and sells 9 apples on Tuesday. How many apples does Lena have now?";
    const long =
      "Lena picks 14 apples on Monday and three times as many on Tuesday. She gives half of them to her brother, eats two, and sells each of the remaining apples for 20 cents, but 10% of them are rotten. How much more money would she earn if she sold all of them?";
    expect(difficulty(long)).toBeGreaterThan(difficulty(short));
  });

  it("asks more for calculation and programs than for facts, and least for talk and texts", () => {
    const problem = difficulty("A shop sells 3 pens for 2 euros. How much do 18 pens cost if there is a 10% discount?");
    const program = difficulty("Implement a thread-safe LRU cache in C++ with tests");
    const fact = difficulty("What is the capital of Australia?");
    const text = difficulty("Write a short poem about the sea");
    const talk = difficulty("hi, how are you today?");
    expect(Math.min(problem, program)).toBeGreaterThan(fact);
    expect(fact).toBeGreaterThan(text);
    expect(text).toBeGreaterThan(talk);
  });

  it("takes a problem with other than four options for what it asks for", () => {
    const problem = "A shop sells 3 pens for 2 euros. How much do 18 pens cost if there is a 10% discount?";
    const offered = (n: number): string =>
      `${problem}\n${Array.from({ length: n }, (_, i) => `${String.fromCharCode(65 + i)}. ${9 + i} euros`).join("\n")}`;
    expect(difficulty(offered(5))).toBeGreaterThan(difficulty(offered(4)));
    expect(difficulty(offered(5))).toBeGreaterThan(0.5);
  });
});

describe("examScore", () => {
  it("leaves the general score alone where the exam model is unsure, and follows the exam model beyond", () => {
    const unsure = [-0.2, 0.1] as const;
    expect(examScore(-0.2, 1, unsure)).toBe(examScore(0.1, 1, unsure));
    expect(examScore(0, 2, unsure)).toBeGreaterThan(examScore(0, 1, unsure));
    expect(examScore(1.1, 0, unsure)).toBeCloseTo(1, 10);
    expect(examScore(-1.2, 0, unsure)).toBeCloseTo(-1, 10);
  });
});

describe("readLevel", () => {
  const { calibration } = loadModel();
  const between = (share: number): Float64Array =>
    Float64Array.from(TASKS, (task) => (task === "knowledge" ? share : task === "chat" ? 1 - share : 0));
  const level = (task: Task | number): number =>
    readLevel(calibration, 0.3, {
      kind: "general",
      posterior: typeof task === "number" ? between(task) : Float64Array.from(TASKS, (t) => (t === task ? 1 : 0)),
    }).value;

  it("moves steadily from one task's level to another's as the prompt becomes likelier to ask for it", () => {
    expect(level(0)).toBeCloseTo(level("chat"), 10);
    expect(level(1)).toBeCloseTo(level("knowledge"), 10);
    expect(level(0.5)).toBeCloseTo((level("chat") + level("knowledge")) / 2, 10);
  });

  it("never falls as a score rises", () => {
    const scores = Array.from({ length: 200 }, (_, i) => -3 + i / 10);
    for (const kind of ["exam", "math", "code", "general"] as const) {
      const values = scores.map((score) => readLevel(calibration, score, { kind, posterior: between(0.4) }).value);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
  });
});
