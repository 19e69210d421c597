import { TASKS, type Model } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { FIXTURE, localModel, shippedModels } from "../testing/routing-world.ts";
import { capabilityOf, publicResultsOf } from "./capability-table.ts";
import { familyVersion, versionsBehind } from "./family-version.ts";
import { BENCHMARKS, PUBLIC_RESULTS } from "./public-results.ts";
import { PRIOR_SIGMA } from "./tier-priors.ts";

const at = (task: (typeof TASKS)[number]): number => TASKS.indexOf(task);
const fixture = (key: string): Model => FIXTURE.find((model) => model.key === key)!;

describe("capabilityOf", () => {
  it("needs no code for a model it has never heard of", () => {
    const capability = capabilityOf(
      localModel("totally-new-9b", { tier: "large", local: false, provider: "somebody" }),
    );
    expect([...capability.mean].every(Number.isFinite)).toBe(true);
    expect([...capability.sigma]).toEqual(TASKS.map(() => PRIOR_SIGMA));
  });

  it("ranks tiers", () => {
    const means = (["small", "medium", "large", "frontier"] as const).map(
      (tier) => capabilityOf(localModel("m", { tier, local: false, openWeights: false })).general,
    );
    expect(means).toEqual(means.toSorted((a, b) => a - b));
  });

  it("knows what a model is made for", () => {
    const codestral = capabilityOf(fixture("codestral"));
    expect(codestral.mean[at("code")]).toBeGreaterThan(codestral.mean[at("writing")]!);
    expect(capabilityOf(fixture("gpt-image-2")).mean[at("image_gen")]).toBeGreaterThan(
      capabilityOf(fixture("gpt-5.2")).mean[at("image_gen")]!,
    );
    expect(capabilityOf(fixture("perplexity-sonar-pro")).mean[at("websearch")]).toBeGreaterThan(
      capabilityOf(fixture("mistral-large")).mean[at("websearch")]!,
    );
  });

  it("is surer, and moved, where results were published", () => {
    const known = capabilityOf(fixture("claude-haiku-4.5"));
    expect(known.sigma[at("code")]).toBeLessThan(PRIOR_SIGMA);
    expect(known.sigma[at("roleplay")]).toBe(PRIOR_SIGMA);
    expect(known.mean[at("code")]).toBeGreaterThan(
      capabilityOf({ ...fixture("claude-haiku-4.5"), key: "x", id: "x", released: "2025-10-15" }).mean[at("code")]!,
    );
  });

  it("an older version of a line is worth a little less", () => {
    expect(capabilityOf(fixture("claude-opus-4.5"), 3).general).toBeLessThan(
      capabilityOf(fixture("claude-opus-4.5")).general,
    );
  });
});

describe("public results", () => {
  it("never lift a model above its tier's standing for a full score, nor sink it without end for an empty one", () => {
    const model = fixture("claude-opus-4.5");
    const { mean } = capabilityOf({ ...model, key: "no-family", id: "no-family" });
    const known = capabilityOf(model).mean;
    known.forEach((value, t) => expect(Math.abs(value - (mean[t] ?? 0))).toBeLessThan(1));
  });

  it("name a source and a score that a benchmark can have", () => {
    for (const result of PUBLIC_RESULTS) {
      expect(result.source.length).toBeGreaterThan(5);
      expect(result.score).toBeGreaterThan(0);
      expect(result.score).toBeLessThanOrEqual(1);
      expect(["cited", "estimate"]).toContain(result.evidence);
      expect(BENCHMARKS[result.benchmark]).toBeDefined();
    }
  });

  it.each([
    ["gpt-4o", "gpt-4o"],
    ["gpt-5-mini", undefined],
    ["gpt-5.2", "gpt-5.2"],
    ["gpt-5", "gpt-5"],
    ["vertex-gemini-3-flash", "gemini-3-flash"],
    ["groq-gpt-oss-120b", "gpt-oss-120b"],
    ["kimi-k2-thinking", "kimi-k2-thinking"],
    ["kimi-k2.6", undefined],
    ["groq-llama-3.3-70b", "llama-3.3-70b"],
  ])("%s is of the family %s", (key, family) => {
    expect(publicResultsOf(fixture(key))[0]?.family).toBe(family);
  });
});

describe("families", () => {
  it.each([
    ["claude-opus-4.8", "anthropic claude-opus", 4.8],
    ["gpt-5.6-sol", "openai gpt-sol", 5.6],
    ["kimi-k2.6", "moonshot kimi-k", 2.6],
  ])("%s", (key, line, version) => {
    const provider = line.split(" ")[0]!;
    expect(familyVersion({ key, provider })).toEqual({ line, version });
  });

  it("sizes are no versions", () => {
    expect(familyVersion({ key: "groq-gpt-oss-120b", provider: "groq" })).toBeUndefined();
  });

  it("every shipped chat model has a capability, and lines have one newest", () => {
    const models = shippedModels().filter((model) => (model.kind ?? "chat") === "chat");
    const behind = versionsBehind(models);
    for (const model of models) expect(Number.isFinite(capabilityOf(model, behind.get(model.key)).general)).toBe(true);
    expect([...behind.values()].filter((count) => count === 0).length).toBeGreaterThan(10);
  });
});
