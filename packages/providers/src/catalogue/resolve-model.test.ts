import { OrchestratorError, type Model } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCatalogue } from "./create-catalogue.ts";
import { shippedCatalogue } from "./shipped-catalogue.ts";

const { models } = shippedCatalogue;
const catalogue = createCatalogue({ models });
const withVertex = (provider: string): boolean => provider === "vertex-ai";
const template = models.find((model) => model.key === "gpt-4o")!;
const model = (key: string, more: Partial<Model> = {}): Model => {
  const { retired: _retired, successor: _successor, deprecated: _deprecated, aliases: _aliases, ...rest } = template;
  return { ...rest, key, id: key, asOf: "2026-11-25", ...more };
};

describe("resolve", () => {
  it("finds every model in service by key, alias, id and provider/name, in any case", () => {
    for (const each of models.filter(({ retired }) => retired === undefined || retired > "2026-11-25")) {
      if (each.key.startsWith("gemini-3-flash")) continue; // the two names that prefer a platform have their own test
      for (const name of [each.key, ...(each.aliases ?? [])]) {
        expect(catalogue.resolve(name).model.key, name).toBe(each.key);
        expect(catalogue.resolve(` ${name.toUpperCase()} `).model.key, name).toBe(each.key);
      }
      for (const name of [each.key, each.id, ...(each.aliases ?? [])]) {
        expect(catalogue.resolve(`${each.provider}/${name}`).model.key, name).toBe(each.key);
      }
      const byId = catalogue.resolve(each.id);
      expect(
        [byId.model, ...byId.alternatives].map(({ key }) => key),
        each.id,
      ).toContain(each.key);
    }
  });

  it("prefers Vertex for Gemini 3 where Vertex is usable, and offers Google next", () => {
    for (const name of ["gemini-3-flash", "gemini-3-flash-preview"]) {
      const both = catalogue.resolve(name, withVertex);
      expect(both.model.key).toBe("vertex-gemini-3-flash");
      expect(both.alternatives.map(({ key }) => key)).toEqual(["gemini-3-flash"]);
      expect(catalogue.resolve(name).model.provider).toBe("google");
      expect(catalogue.resolve(name, () => true).model.provider).toBe("vertex-ai");
      expect(catalogue.resolve(name, (provider) => provider === "google").model.provider).toBe("google");
    }
    const pro = catalogue.resolve("gemini-3-pro", withVertex);
    expect(pro.model).toMatchObject({ provider: "vertex-ai", key: "vertex-gemini-3.1-pro" });
    expect(pro.alternatives.map(({ key }) => key)).toEqual(["gemini-3.1-pro"]);
    expect(catalogue.resolve("gemini-3-pro").model.key).toBe("gemini-3.1-pro");
  });

  it("lets a person select Google explicitly", () => {
    expect(catalogue.resolve("google/gemini-3-pro", () => true).model).toMatchObject({
      provider: "google",
      key: "gemini-3.1-pro",
    });
    expect(catalogue.resolve("google/gemini-3-flash", () => true).model.key).toBe("gemini-3-flash");
    expect(catalogue.resolve("vertex-ai/gemini-3-flash", () => false).model.key).toBe("vertex-gemini-3-flash");
    expect(catalogue.resolve("vertex-gemini-3-pro", () => false).model.provider).toBe("vertex-ai");
  });

  it("resolves a retired model to its successor, with a notice", () => {
    expect(catalogue.resolve("gpt-4.5-preview")).toMatchObject({
      model: { key: "gpt-5.5" },
      notice: "gpt-4.5-preview is retired since 2025-07-14; using gpt-5.5.",
    });
    expect(catalogue.resolve("kimi-k2-thinking").notice).toMatch(
      /kimi-k2-thinking is retired since 2026-05-25; using kimi-k2\.6/,
    );
    expect(catalogue.resolve("gpt-4o").notice).toBeUndefined();
  });

  it("retires a model on its day, by the clock it is given", () => {
    const on = (day: string) =>
      createCatalogue({ models, now: () => Date.parse(day) }).resolve("claude-sonnet-4.5").model.key;
    expect(on("2026-11-29T23:59:59Z")).toBe("claude-sonnet-4.5");
    expect(on("2026-11-30T00:00:00Z")).toBe("claude-sonnet-5.5");
  });

  it("follows chains of successors and ends circles", () => {
    const chained = createCatalogue({
      models: [
        model("a", { retired: "2026-01-01", successor: "b" }),
        model("b", { retired: "2026-02-01", successor: "c" }),
        model("c"),
        model("x", { retired: "2026-01-01", successor: "y" }),
        model("y", { retired: "2026-01-01", successor: "x" }),
        model("z", { retired: "2026-01-01", successor: "nothing" }),
      ],
    });
    expect(chained.resolve("a")).toMatchObject({
      model: { key: "c" },
      notice: "a is retired since 2026-01-01; using c.",
    });
    for (const name of ["x", "z"])
      expect(() => chained.resolve(name)).toThrow(/retired since 2026-01-01 and nothing replaces it/);
  });

  it("puts keys before aliases before ids, and usable providers first among equals", () => {
    const mixed = createCatalogue({
      models: [
        model("one", { aliases: ["two"], provider: "openai" }),
        model("two", { provider: "openai" }),
        model("three", { id: "shared", provider: "openai" }),
        model("four", { id: "shared", provider: "groq" }),
      ],
    });
    expect(mixed.resolve("two").model.key).toBe("two");
    expect(mixed.resolve("shared").model.key).toBe("three");
    expect(mixed.resolve("shared", (provider) => provider === "groq")).toMatchObject({
      model: { key: "four" },
      alternatives: [{ key: "three" }],
    });
  });

  it("prefers a discovered model over a shipped one of the same key", () => {
    const found = model("gpt-4o", { contextWindow: 5 });
    const both = createCatalogue({ models, discovered: [found] });
    expect(both.get("gpt-4o")).toBe(found);
    expect(both.all().filter(({ key }) => key === "gpt-4o")).toHaveLength(1);
  });

  it.each([
    ["claude-sonet-4.5", "claude-sonnet-4.5"],
    ["gtp-4o", "gpt-4o"],
    ["gemini3pro", "gemini-3-pro"],
    ["sonnet 5.5", "claude-sonnet-5.5"],
    ["kimi-k3.1", "kimi-k3.1-pro"],
    ["openai/gpt-40", "gpt-4o"],
  ])("suggests for %s", (typed, meant) => {
    try {
      catalogue.resolve(typed);
      expect.unreachable();
    } catch (thrown) {
      const error = thrown as OrchestratorError;
      expect(error.code).toBe("unknown_model");
      expect(error.details?.["nearest"]).toContain(meant);
      expect(error.suggestion).toMatch(/^Did you mean /);
    }
  });

  it("answers any text with a model or with unknown_model on one line", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 300 }),
          fc.constantFrom("", " ", "__proto__", "constructor", "/", "google/", "toString"),
        ),
        (name) => {
          try {
            expect(catalogue.resolve(name).model.key).toBeTruthy();
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(OrchestratorError);
            expect((thrown as OrchestratorError).code).toBe("unknown_model");
            expect((thrown as OrchestratorError).message).not.toMatch(/[\n\r\u001b]/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
