import { readFileSync } from "node:fs";
import path from "node:path";
import { CLOUD_PROVIDERS, isKnownProvider } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { formatModelTables } from "../../../../tools/build-catalogue/format-model-tables.ts";
import { readInstalledSources } from "../../../../tools/build-catalogue/read-installed-sources.ts";
import { createCatalogue } from "./create-catalogue.ts";
import type { CuratedCatalogue } from "./curated-catalogue.ts";
import curated from "./curated-models.json" with { type: "json" };
import { formatCatalogue } from "./format-catalogue.ts";
import { mergeCatalogue } from "./merge-catalogue.ts";
import { catalogueSchema } from "./model-schema.ts";
import { shippedCatalogue } from "./shipped-catalogue.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const text = readFileSync(path.join(import.meta.dirname, "catalogue.json"), "utf8");
const { models, asOf } = shippedCatalogue;
const catalogue = createCatalogue({ models });

/** Every model name of the original readme: its tables, its samples, its configuration. */
const README_NAMES = [
  ["claude-opus-4.5", "claude-sonnet-4.5", "claude-haiku-4.5"],
  ["gpt-4o", "gpt-4o-mini", "o1", "o1-mini"],
  ["gemini-3-pro", "gemini-3-flash", "gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.0-flash", "gemini-1.5-pro"],
  ["vertex-gemini-3-pro", "vertex-gemini-3-flash", "vertex-gemini-2.5-flash"],
  ["mistral-large", "codestral", "mistral-small"],
  ["groq-llama-3.3-70b", "groq-mixtral-8x7b"],
  ["grok-2", "grok-2-vision"],
  ["perplexity-sonar-pro", "perplexity-sonar", "perplexity-sonar-reasoning-pro"],
  ["deepseek-chat", "deepseek-reasoner"],
  ["kimi-k2-thinking", "kimi-k2"],
  ["mlx-llama-vision-11b", "mlx-qwen3-4b", "mlx-qwen2.5-coder-14b", "mlx-ministral-14b-reasoning"],
  ["gemini-3-flash-preview"],
].flat();

/** Keys and ids of the earlier registry that the readme does not name. */
const EARLIER_NAMES = [
  ["gpt-4.5-preview", "gpt-5-pro", "gpt-5.2", "gpt-5.2-pro", "gpt-5.2-thinking", "o3", "o3-pro", "o4-mini"],
  ["claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001", "claude-opus-4.6"],
  ["gemini-3-pro-preview", "mistral-large-latest", "mistral-large-3", "mistral-small-latest", "codestral-2"],
  ["codestral-latest", "groq-llama-4-scout", "groq-llama-4-maverick", "llama-3.3-70b-versatile"],
  ["mixtral-8x7b-32768", "grok-2-latest", "grok-2-vision-latest", "grok-3", "grok-4", "grok-4-fast", "sonar"],
  ["sonar-pro", "sonar-reasoning-pro", "deepseek-v3.2-exp", "mlx-qwen3-coder-30b", "mlx-qwen3-vl-30b"],
  ["mlx-qwen3-vl-4b", "gpt-5-preview", "gpt-5.2-instant", "perplexity-sonar-reasoning"],
].flat();

describe("the shipped catalogue", () => {
  it("is valid and at most 150 KB", () => {
    expect(catalogueSchema.parse(JSON.parse(text))).toEqual(shippedCatalogue);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(150 * 1024);
  });

  it("is what the installed sources and our own entries give", () => {
    const built = mergeCatalogue(curated as unknown as CuratedCatalogue, readInstalledSources(root));
    expect(formatCatalogue(built)).toBe(text);
    expect(readFileSync(path.join(root, "docs/models.md"), "utf8")).toBe(formatModelTables(built));
  });

  it.each(README_NAMES)("resolves the readme's %s to a model in service", (name) => {
    const { model } = catalogue.resolve(name);
    expect(model.retired === undefined || model.retired > asOf).toBe(true);
  });

  it.each(EARLIER_NAMES)("resolves the earlier registry's %s", (name) => {
    const { model } = catalogue.resolve(name);
    expect(model.retired === undefined || model.retired > asOf).toBe(true);
  });

  it("keeps the readme's keys as entries of their own, with the provider the readme gives", () => {
    expect(
      README_NAMES.filter((name) => name !== "gemini-3-flash-preview" && catalogue.get(name) === undefined),
    ).toEqual([]);
    expect(catalogue.get("vertex-gemini-3-pro")?.provider).toBe("vertex-ai");
    expect(catalogue.get("groq-llama-3.3-70b")?.provider).toBe("groq");
  });

  it("has current models of every provider", () => {
    const living = models.filter((model) => model.retired === undefined || model.retired > asOf);
    for (const provider of [...CLOUD_PROVIDERS, "mlx"]) {
      expect(
        living.filter((model) => model.provider === provider && model.kind === undefined).length,
        provider,
      ).toBeGreaterThanOrEqual(2);
    }
    expect(models.every((model) => isKnownProvider(model.provider))).toBe(true);
  });

  it("names a successor in service for every retired model, and none that retires before it", () => {
    for (const model of models.filter(({ retired }) => retired !== undefined)) {
      const successor = catalogue.get(model.successor ?? "");
      expect(successor, model.key).toBeDefined();
      if (model.retired! <= asOf) expect(catalogue.resolve(model.key).model.key).not.toBe(model.key);
      const end = successor?.retired;
      expect(end === undefined || end > asOf, `${model.key} → ${successor?.key}`).toBe(true);
      expect(end === undefined || end > model.retired!, `${model.key} → ${successor?.key}`).toBe(true);
    }
  });

  it("writes an unknown price as absent, never as 0; only local models are free", () => {
    for (const model of models) {
      const rates = model.prices.flatMap(
        ({ input, output, cacheRead, cacheWrite, reasoning, tiers = [], hours = [] }) => [
          input,
          output,
          cacheRead,
          cacheWrite,
          reasoning,
          ...[...tiers, ...hours].flatMap((part) => [part.input, part.output, part.cacheRead]),
        ],
      );
      if (model.local) expect(model.prices, model.key).toEqual([{ input: 0, output: 0 }]);
      else
        expect(
          rates.filter((rate) => rate === 0),
          model.key,
        ).toEqual([]);
    }
  });

  it("says where each price is from and keeps its spans of days without gap or overlap", () => {
    for (const { key, prices, priceSource } of models) {
      if (prices.length > 0) expect(priceSource, key).toBeTruthy();
      prices.forEach((price, index) => {
        expect(price.from, key).toBe(index === 0 ? undefined : prices[index - 1]?.until);
        expect(price.until !== undefined || index === prices.length - 1, key).toBe(true);
      });
    }
  });

  it("gives no name to two models, but where the platform differs", () => {
    const owners = new Map<string, string>();
    for (const { key, aliases = [] } of models) {
      for (const name of new Set([key, ...aliases].map((each) => each.toLowerCase()))) {
        expect(owners.get(name), name).toBeUndefined();
        owners.set(name, key);
      }
    }
    const ids = Map.groupBy(models, (model) => `${model.provider}/${model.id}`);
    expect([...ids.values()].filter((group) => group.length > 1)).toEqual([]);
  });

  it("flags prices on which the sources disagree", () => {
    expect(catalogue.get("deepseek-v4-pro")?.disputed).toMatch(/^models\.dev .*input 0\.435/);
    expect(catalogue.get("gpt-4o")?.disputed).toBeUndefined();
  });
});
