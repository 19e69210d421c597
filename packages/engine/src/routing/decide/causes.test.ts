import type { Decision } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { classify } from "../classify/index.ts";
import { compileRule } from "../rules/compile-rule.ts";
import { MODELS, classified, inputFor, type Situation } from "../testing/routing-world.ts";
import { testCatalogue } from "../testing/test-catalogue.ts";
import { choose } from "./choose.ts";
import { decide } from "./decide.ts";
import { choiceContext, prepareDecision } from "./prepare-decision.ts";
import { utility, type Weighed } from "./weigh.ts";

/** Reasons must be the causes: each test takes the named cause away and looks at what moves, and where to. */

function weighed(situation: Situation, key: string): Weighed {
  const input = inputFor(situation);
  const found = prepareDecision(input, input.classification!).field.all.weighed.find(
    (candidate) => candidate.row.key === key,
  );
  if (found === undefined) throw new Error(`${key} is no candidate`);
  return found;
}

function utilityOf(situation: Situation, key: string): number {
  const input = inputFor(situation);
  return utility(weighed(situation, key), input.config.dials[prepareDecision(input, input.classification!).dial]);
}

function rule(sentence: string): NonNullable<Situation["config"]> {
  const compiled = compileRule(sentence, { catalogue: testCatalogue(MODELS, "2026-11-25") });
  if (!compiled.ok) throw new Error(compiled.problem);
  return { rules: [compiled.rule] };
}

const reasonsOf = (decision: Decision, stage: Decision["decidedBy"]): readonly string[] =>
  decision.reasons.filter((reason) => reason.stage === stage).map((reason) => reason.text);

describe("preferences", () => {
  it.each<[string, Situation, string]>([
    ["a subscription model", { config: { preferSubscriptionModels: ["gpt-5.6-terra"] } }, "gpt-5.6-terra"],
    [
      "a subscription provider",
      { config: { preferSubscriptionProviders: ["anthropic"] }, usable: ["anthropic"] },
      "claude-opus-5.5",
    ],
    [
      "a priority above 50",
      { config: { models: { "claude-opus-5.5": { priority: 90 } } }, usable: ["anthropic"] },
      "claude-opus-5.5",
    ],
    [
      "a priority below 50",
      { config: { models: { "claude-opus-5.5": { priority: 10 } } }, usable: ["anthropic"] },
      "claude-opus-5.5",
    ],
    [
      "preferLocal",
      { config: { preferLocal: true }, as: classified("chat", { difficulty: 0.1 }), usable: ["anthropic", "ollama"] },
      "ollama-qwen3-8b",
    ],
    ["the local provider", { config: { localProvider: "ollama" }, usable: ["ollama"] }, "ollama-qwen3-8b"],
    ["privacy words", { prompt: "Offline only, please.", usable: ["anthropic", "ollama"] }, "ollama-qwen3-8b"],
    ["--think", { request: { think: true }, usable: ["anthropic"] }, "claude-opus-5.5"],
  ])("%s moves the score by what it says, in the direction it says", (_name, situation, key) => {
    const { row, turnPreferences } = weighed(situation, key);
    const named = [...row.preferences, ...turnPreferences];
    expect(named).toHaveLength(1);
    const { config: _config, ...bare } = situation;
    const { think: _think, ...request } = situation.request ?? {};
    const without: Situation =
      situation.config === undefined ? { ...bare, request, prompt: "Tell me a joke, please." } : bare;
    const moved = utilityOf(situation, key) - utilityOf(without, key);
    expect(Math.sign(moved)).toBe(Math.sign(named[0]!.amount));
    expect(moved).toBeCloseTo(named[0]!.amount, 1);
  });

  it("are named for the chosen model only if they hold for it", () => {
    const decision = decide(
      inputFor({ config: { preferSubscriptionModels: ["gpt-5.6-terra"] }, request: { model: "claude-opus-5.5" } }),
    );
    expect(reasonsOf(decision, "preference")).toEqual([]);
  });
});

describe("stages", () => {
  it.each<[Decision["decidedBy"], Situation, Situation]>([
    ["pinned", { request: { model: "claude-opus-5.5" } }, {}],
    ["rule", { prompt: "SQL please", config: rule("SQL → codestral") }, { prompt: "SQL please" }],
    ["task-routing", { config: { taskRouting: { general: ["codestral"] } } }, {}],
    ["plan", { as: classified("websearch") }, { as: classified("websearch"), config: { plans: [] } }],
    ["stay", { input: { conversation: { lastModel: "claude-sonnet-5.5", cachedTokens: 20_000 } } }, {}],
    [
      "gate",
      { usable: ["anthropic", "mistral", "deepseek"], as: classified("writing") },
      { usable: ["anthropic", "mistral", "deepseek"], as: classified("writing"), config: { margin: -0.05 } },
    ],
  ])("%s: without its cause another model answers, or another stage decides", (stage, situation, without) => {
    const decision = decide(inputFor(situation));
    expect(decision.decidedBy).toBe(stage);
    expect(reasonsOf(decision, stage)).not.toEqual([]);
    const other = decide(inputFor(without));
    expect([other.model, other.decidedBy]).not.toEqual([decision.model, decision.decidedBy]);
  });

  it("a score reason names a gain above the margin, a gate reason one below", () => {
    const situation: Situation = {
      usable: ["openai", "ollama"],
      policy: { dial: "balanced" },
      as: classified("code", { difficulty: 0.59 }),
      prompt: "Fix it.",
    };
    const input = inputFor(situation);
    const prepared = prepareDecision(input, input.classification!);
    const choice = choose(choiceContext(prepared, prepared.field.all.ranking!), "balanced");
    expect(choice.decidedBy).toBe("score");
    const numbers = choice
      .reasons()[0]!
      .text.match(/[\d.]+(?= points)/gu)!
      .map(Number);
    expect(numbers[0]).toBeGreaterThan(numbers[1]!);
    const stricter = choose(
      { ...choiceContext(prepared, prepared.field.all.ranking!), config: { ...input.config, margin: 0.9 } },
      "balanced",
    );
    expect(stricter.chosen).not.toBe(choice.chosen);
    expect(stricter.reasons().some((reason) => reason.stage === "gate")).toBe(true);
  });

  it("a simple or advanced prompt is one because of what is named", () => {
    const advanced = decide(inputFor({ prompt: "Prove that there is no largest prime.", as: classified("math") }));
    expect(reasonsOf(advanced, "plan").join()).toContain("“prove”");
    const plain = decide(inputFor({ prompt: "Tell me whether there is a largest prime.", as: classified("math") }));
    expect(plain.model).not.toBe(advanced.model);
  });

  it("the other settings of the dial are what they say", () => {
    const decision = decide(inputFor({ usable: ["openai", "anthropic"] }));
    for (const dial of ["economy", "best"] as const) {
      expect(decide(inputFor({ usable: ["openai", "anthropic"], policy: { dial } })).model).toBe(
        decision.counterfactual?.[dial],
      );
    }
    expect(new Set([decision.model, ...Object.values(decision.counterfactual ?? {})]).size).toBe(3);
  });

  it("runners-up have the quality, cost and utility that lost", () => {
    const decision = decide(inputFor({ usable: ["openai", "anthropic"], as: classified("code") }));
    const utilities = decision.runnersUp.map((scored) => scored.utility);
    expect(utilities).toEqual(utilities.toSorted((a, b) => b - a));
    expect(decision.runnersUp.map((scored) => scored.model)).not.toContain(decision.model);
  });
});

describe("cues", () => {
  it.each([
    "Write a Python function that sorts a list of numbers.",
    "Translate this sentence into French for me.",
    "Who won the football match yesterday? Latest news please.",
  ])("%s: without the strongest word its task is less likely", (prompt) => {
    const { cues } = decide(inputFor({ prompt, input: { classification: undefined } }));
    const cue = cues.find((candidate) => candidate.weight > 0 && prompt.includes(candidate.text));
    expect(cue).toBeDefined();
    const before = classify(prompt).tasks[cue!.task];
    expect(classify(prompt.replace(cue!.text, "")).tasks[cue!.task]).toBeLessThan(before);
  });
});
