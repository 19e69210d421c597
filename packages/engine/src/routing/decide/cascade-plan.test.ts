import { describe, expect, it } from "vitest";
import { classified, inputFor, type Situation } from "../testing/routing-world.ts";
import { decide } from "./decide.ts";

const decided = (situation: Situation) =>
  decide(
    inputFor({
      prompt: "Describe how the water cycle works and why it matters for farmers in dry regions of the world today.",
      as: classified("knowledge", { difficulty: 0.3 }),
      ...situation,
      request: { cascade: true, ...situation.request },
    }),
  );

describe("a cascade", () => {
  it("is planned only where it is wanted", () => {
    expect(decided({ request: { cascade: false }, config: { cascade: true } }).cascade).toBeUndefined();
    expect(decide(inputFor({})).cascade).toBeUndefined();
    expect(decide(inputFor({ config: { cascade: true }, policy: { dial: "best" } })).cascade).toEqual({});
  });

  it("has what economy would choose answer first, and the turn's own choice next", () => {
    const plain = decided({ policy: { dial: "best" }, request: { cascade: false } });
    const economy = decided({ policy: { dial: "economy" }, request: { cascade: false } });
    const cascade = decided({ policy: { dial: "best" } });
    expect(cascade).toMatchObject({ cascade: {}, model: economy.model, decidedBy: "plan" });
    expect(cascade.fallbacks[0]).toBe(plain.model);
    expect(cascade.estimatedCost.usd).toBeCloseTo((plain.expected.cost.usd ?? 0) + (economy.expected.cost.usd ?? 0), 6);
    expect(cascade.reasons[0]?.text).toContain(`${economy.model} answers first`);
  });

  it.each<[string, Situation]>([
    ["a pinned model", { request: { model: "gpt-5.6-terra" } }],
    ["tools", { request: { tools: [{ name: "f", inputSchema: { type: "object" } }] } }],
    ["web search", { as: classified("websearch") }],
    ["a list of the user's", { config: { taskRouting: { knowledge: ["claude-opus-5.5"] } } }],
    ["a budget that both would exceed", { policy: { dial: "best", maxCostUsd: 0.001 } }],
    ["one model only", { policy: { allowedModels: ["gpt-5.6-terra"] } }],
  ])("leaves %s alone", (_what, situation) => expect(decided(situation).cascade).toBeUndefined());

  it("does not try a cheap model on what is likely beyond it, and says so", () => {
    const decision = decided({
      prompt: "Prove that √2 is irrational, step by step.",
      as: classified("math", { difficulty: 0.9 }),
    });
    expect(decision.cascade).toBeUndefined();
    expect(decision.reasons.map((reason) => reason.text).join("\n")).toContain("no cheap model is tried first");
  });

  it("names a judge that may see the turn, with its price; another is told about", () => {
    const best = { policy: { dial: "best" } } as const;
    const plain = decided(best);
    const judged = decided({ ...best, config: { cascadeJudge: "mistral-small" } });
    expect(judged.cascade).toEqual({ judge: "mistral-small" });
    expect(judged.estimatedCost.usd ?? 0).toBeGreaterThan(plain.estimatedCost.usd ?? 0);
    const denied = decided({
      policy: { dial: "best", deniedProviders: ["mistral"] },
      config: { cascadeJudge: "mistral-small" },
    });
    expect(denied.cascade).toEqual({});
    expect(denied.reasons.map((reason) => reason.text)).toContainEqual(expect.stringContaining("nobody judges"));
  });

  it("never leaves this machine under local-only", () => {
    const decision = decided({ usable: ["ollama", "openai", "deepseek"], policy: { localOnly: true, dial: "best" } });
    expect([decision.model, ...decision.fallbacks].every((key) => key.startsWith("ollama"))).toBe(true);
  });
});
