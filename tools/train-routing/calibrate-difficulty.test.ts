import { describe, expect, it } from "vitest";
import { TASKS } from "@ai-orchestrator/contract";
import { readCurve } from "../../packages/engine/src/routing/classify/judge-difficulty.ts";
import { loadModel } from "../../packages/engine/src/routing/classify/trained-model.ts";
import { calibrateDifficulty, type ScoredRows } from "./calibrate-difficulty.ts";
import { LEVEL_PRIORS } from "./level-priors.ts";
import { createRandom } from "./random.ts";
import type { OutcomeRow } from "./read-rows.ts";
import { trainDifficulty } from "./train-difficulty.ts";
import { quantizeDifficulty } from "./write-weights.ts";

/** Two sets of calculation: in each a higher score means failure, but the harder set has the lower scores. */
function twoSets(): ScoredRows {
  const random = createRandom(2);
  const rows: OutcomeRow[] = [];
  const scores: number[] = [];
  for (const [subject, centre, failing] of [
    ["easy set", 3, 0.2],
    ["hard set", 0, 0.8],
  ] as const) {
    for (let i = 0; i < 300; i++) {
      const deviation = random.next() - 0.5;
      scores.push(centre + deviation);
      const weak = random.next() < failing + 0.4 * deviation ? 0 : 1;
      rows.push({ prompt: "", strong: 1, weak, source: "ulab-llmrouter", subject });
    }
  }
  return { rows, keys: rows.map(() => "math"), scores: Float64Array.from(scores) };
}

describe("calibrateDifficulty", () => {
  const curves = calibrateDifficulty(twoSets(), new Map([["math", 5]]));

  it("takes the shape from within the sets, not from how they differ", () => {
    const { probabilities } = curves["math"]!;
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => a - b));
    expect(probabilities.at(-1)! - probabilities[0]!).toBeGreaterThan(0.15);
  });

  it("stands at the mean of the sets and the expected level, at the score of a usual prompt", () => {
    const expected = (0.2 + 0.8 + LEVEL_PRIORS.math) / 3;
    expect(Math.abs(readCurve(curves["math"]!, 5) - expected)).toBeLessThan(0.08);
  });

  it("gives every task a curve, without rows where nothing was measured", () => {
    for (const task of TASKS) expect(curves[task]!.rows).toBe(task === "math" ? 600 : 0);
  });
});

describe("trainDifficulty", () => {
  it("gives the same bytes twice", () => {
    const rows: OutcomeRow[] = [
      ["routellm-mmlu-1500", "anatomy", "Which nerve serves the larynx?\nA. Vagus\nB. Optic\nC. Facial\nD. Ulnar"],
      ["routellm-mmlu-1500", "virology", "Which virus has RNA?\nA. Herpes\nB. Influenza\nC. Pox\nD. Adeno"],
      ["ulab-llmrouter", "mbpp", "Write a function to sort a list of tuples."],
      ["ulab-llmrouter", "mbpp", "Write a function to find the nth prime number."],
      ["ulab-llmrouter", "gsm8k", "Ann has 3 apples and buys 4 more. How many apples does she have?"],
      ["ulab-llmrouter", "gsm8k", "Each of 7 boxes holds 12 pens and half are red. How many pens are red?"],
      ["ulab-llmrouter", "trivia_qa", "Which sea lies between Italy and Croatia?"],
    ].map(([source, subject, prompt], i) => ({
      prompt: prompt!,
      source: source!,
      subject: subject!,
      strong: 1,
      weak: i % 2,
    }));
    const once = (): string => JSON.stringify(quantizeDifficulty(trainDifficulty(loadModel().space, rows), {}));
    expect(once()).toBe(once());
  });
});
