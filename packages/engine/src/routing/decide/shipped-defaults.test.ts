import type { Task } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import {
  ALL_CLOUD,
  classified,
  inputFor,
  localModel,
  shippedModels,
  type Situation,
} from "../testing/routing-world.ts";
import { decide } from "./decide.ts";
import { DEFAULT_PLANS, DEFAULT_RECIPES } from "./default-plans.ts";
import { snapshotOf } from "./snapshot.ts";

/** The readme's defaults over the catalogue as it ships today: names must still lead somewhere after each refresh. */
const models = [...shippedModels(), localModel("ollama-qwen3-8b")];
const chosen = (situation: Situation, task: Task): string =>
  decide(inputFor({ ...situation, models, as: situation.as ?? classified(task) })).model;

describe("the shipped catalogue", () => {
  const input = inputFor({ models, usable: ALL_CLOUD });
  const snapshot = snapshotOf(input, input.now);
  const names = [
    ...DEFAULT_PLANS.flatMap((plan) => plan.use),
    ...DEFAULT_RECIPES.flatMap((recipe) => recipe.steps.flatMap((step) => step.prefer ?? [])),
  ];

  it.each([...new Set(names.filter((name) => !name.startsWith("$")))])(
    "knows %s, or what replaced it, among living models",
    (name) => {
      const rows = snapshot.rowsNamed(name);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0]!.retiredAt).toBeGreaterThan(input.now);
    },
  );

  it("keeps the readme's defaults", () => {
    expect(chosen({}, "websearch")).toBe("perplexity-sonar-pro");
    expect(chosen({ request: { think: true } }, "websearch")).toBe("perplexity-sonar-reasoning-pro");
    expect(chosen({ prompt: "Prove that √2 is irrational." }, "math")).toMatch(/^kimi-/u);
    expect(chosen({ input: { contextTokens: 200_000 } }, "summarization")).toMatch(/^vertex-gemini-3.*pro/u);
    expect(chosen({ prompt: "hello", usable: [...ALL_CLOUD, "ollama"] }, "chat")).toBe("ollama-qwen3-8b");
    expect(chosen({ usable: ["google"], prompt: "hello" }, "chat")).toMatch(/flash/u);
    expect(chosen({}, "image_gen")).toMatch(/image/u);
  });

  it("has an answer for every single provider", () => {
    for (const provider of ALL_CLOUD) {
      for (const task of ["code", "math", "chat", "websearch", "image_gen"] as const) {
        expect(decide(inputFor({ models, usable: [provider], as: classified(task) })).provider).toBe(provider);
      }
    }
  });

  it("gives no model most of the traffic at every setting of the dial", () => {
    const shares = (["economy", "balanced", "best"] as const).map((dial) => {
      const counts = new Map<string, number>();
      for (const task of ["code", "math", "writing", "knowledge", "chat", "translation"] as const) {
        for (const difficulty of [0.1, 0.3, 0.6]) {
          const key = chosen({ policy: { dial }, as: classified(task, { difficulty }) }, task);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
      return counts;
    });
    for (const key of shares[0]!.keys())
      expect(Math.min(...shares.map((counts) => counts.get(key) ?? 0))).toBeLessThan(9);
  });
});
