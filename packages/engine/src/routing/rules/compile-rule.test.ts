import { describe, expect, it } from "vitest";
import { testCatalogue } from "../testing/test-catalogue.ts";
import { MODELS, classified } from "../testing/routing-world.ts";
import { compileRule } from "./compile-rule.ts";
import type { Rule, RuleEffect, RuleMatch } from "./rule.ts";
import { testRules } from "./test-rules.ts";

const catalogue = testCatalogue(MODELS, "2026-11-25");
const LOCAL: RuleEffect = { type: "local-only" };

function compiled(sentence: string): Rule {
  const result = compileRule(sentence, { catalogue, endpoints: ["work"] });
  if (!result.ok) throw new Error(`${sentence}: ${result.problem}`);
  return result.rule;
}

const UNDERSTOOD: readonly (readonly [string, RuleMatch, RuleEffect])[] = [
  ["contracts never leave this machine", { keywords: ["contracts", "contract"] }, LOCAL],
  ["Contracts must never leave my laptop.", { keywords: ["contracts", "contract"] }, LOCAL],
  ["salaries must not go to the cloud", { keywords: ["salaries", "salary"] }, LOCAL],
  ["volcanoes never leave this machine", { keywords: ["volcanoes", "volcano", "volcanoe"] }, LOCAL],
  ["never send patient records to the cloud", { keywords: ["patient records", "patient record"] }, LOCAL],
  ["keep my tax documents local", { keywords: ["tax documents", "tax document"] }, LOCAL],
  ["medical questions stay offline", { keywords: ["medical", "medicals"] }, LOCAL],
  ["use local models for roleplay", { tasks: ["roleplay"] }, LOCAL],
  ["PDFs -> local", { attachments: ["pdf"] }, LOCAL],
  ["no cloud for screenshots", { attachments: ["image"] }, LOCAL],
  ["anything mentioning “project falcon” never leaves this machine", { keywords: ["project falcon"] }, LOCAL],
  ["SQL → codestral", { keywords: ["sql"] }, { type: "use", models: ["codestral"] }],
  [
    "use claude for code reviews",
    { tasks: ["code"], keywords: ["review", "reviews", "reviewing", "reviewed"] },
    { type: "use", models: ["anthropic/*"] },
  ],
  ["SQL → work/Tiny", { keywords: ["sql"] }, { type: "use", models: ["work/Tiny"] }],
  ["SQL → ollama/not-pulled-yet:4b", { keywords: ["sql"] }, { type: "use", models: ["ollama/not-pulled-yet:4b"] }],
  ["never use work/tiny", {}, { type: "avoid", models: ["work/tiny"] }],
  ["use work for code", { tasks: ["code"] }, { type: "use", models: ["work/*"] }],
  ["never use xai", {}, { type: "avoid", models: ["xai/*"] }],
  ["never use grok for math", { tasks: ["math"] }, { type: "avoid", models: ["xai/*"] }],
  [
    "translations to german → mistral",
    {
      tasks: ["translation"],
      keywords: ["german", "deutsch", "alemán", "allemand", "alemão", "德语", "德文", "ドイツ語", "जर्मन"],
    },
    { type: "use", models: ["mistral/*"] },
  ],
  ["german prompts → mistral-large", { language: "de" }, { type: "use", models: ["mistral-large"] }],
  [
    "for math and reasoning use kimi-k2-thinking",
    { tasks: ["math", "reasoning"] },
    { type: "use", models: ["kimi-k2-thinking"] },
  ],
  [
    "code: never deepseek".replace(": never", " → never"),
    { tasks: ["code"] },
    { type: "avoid", models: ["deepseek/*"] },
  ],
  ["use the cheapest model for summaries", { tasks: ["summarization"] }, { type: "dial", dial: "economy" }],
  ["legal → best", { keywords: ["legal", "legals"] }, { type: "dial", dial: "best" }],
  ["send images to gemini", { attachments: ["image"] }, { type: "use", models: ["vertex-ai/*", "google/*"] }],
  ["always use gpt-5.6-sol", {}, { type: "use", models: ["gpt-5.6-sol"] }],
  [
    "kubernetes → claude-opus-5.5, then gpt-5.6-sol",
    { keywords: ["kubernetes", "kubernete"] },
    { type: "use", models: ["claude-opus-5.5", "gpt-5.6-sol"] },
  ],
  ["use sonar-pro for web search", { tasks: ["websearch"] }, { type: "use", models: ["sonar-pro"] }],
  ["contracts never go to openai", { keywords: ["contracts", "contract"] }, { type: "avoid", models: ["openai/*"] }],
  ["use not claude for code", { tasks: ["code"] }, { type: "avoid", models: ["anthropic/*"] }],
  ["合同 → 本地", { keywords: ["合同"] }, LOCAL],
];

describe("compileRule", () => {
  it.each(UNDERSTOOD)("%s", (sentence, match, effect) => {
    const rule = compiled(sentence);
    expect(rule.match).toEqual(match);
    expect(rule.effect).toEqual(effect);
    expect(rule.text).toBe(sentence);
  });

  it.each([
    ["", "empty"],
    ["contracts", "does not say what to do"],
    ["claude is good", "does not say what to do"],
    ["contracts need not stay local", "need not"],
    ["contracts don't need to stay local", "don't need"],
    ["use claude unless it is expensive", "unless"],
    ["never use xai and use claude for code", "two things"],
    ["SQL → frobnicator", "frobnicator"],
    ["SQL and code → codestral", "different kinds"],
    ["use flash for poems", "could be"],
    ["contracts never stay on this machine", "opposite"],
    ["contracts stay local if they are German", "does not say"],
    ["the long story of how my grandfather met her → claude", "too long"],
    ["x".repeat(400), "too long"],
  ])("refuses %j, saying why", (sentence, problem) => {
    const result = compileRule(sentence, { catalogue });
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.problem).toContain(problem);
      expect(result.suggestion.length).toBeGreaterThan(10);
    }
  });

  it("gives the same sentence the same id", () => {
    expect(compiled("never use xai").id).toBe(compiled("never use xai").id);
    expect(compiled("never use xai").id).not.toBe(compiled("never use openai").id);
  });
});

describe("testRules", () => {
  it("says for each rule whether a prompt triggers it and why", () => {
    const rules = ["contracts never leave this machine", "SQL → codestral", "translations to german → mistral"].map(
      compiled,
    );
    const tests = testRules(rules, "Translate this contract to German: …", {
      classification: classified("translation"),
    });
    expect(tests.map((test) => test.matches)).toEqual([true, false, true]);
    expect(tests[0]?.because).toBe("the text mentions “contract”");
    expect(tests[2]?.reading).toContain("use mistral/*");
  });

  it("matches whole words only", () => {
    const [rule] = [compiled("contracts never leave this machine")];
    const matches = (prompt: string): boolean =>
      testRules([rule], prompt, { classification: classified("knowledge") })[0]!.matches;
    expect(matches("What does a subcontractor do?")).toBe(false);
    expect(matches("Read the Contract, please.")).toBe(true);
  });
});
