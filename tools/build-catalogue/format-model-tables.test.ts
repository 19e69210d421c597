import type { Model } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { formatModelTables } from "./format-model-tables.ts";
import { listUncovered } from "./list-uncovered.ts";

const model = (more: Partial<Model>): Model => ({
  key: "m",
  name: "M",
  provider: "openai",
  id: "m",
  contextWindow: 1_050_000,
  maxOutput: 4096,
  input: ["text", "image"],
  output: ["text"],
  tools: true,
  reasoning: false,
  webSearch: false,
  openWeights: false,
  local: false,
  tier: "small",
  prices: [{ input: 1, output: 2, cacheRead: 0.1 }],
  asOf: "2026-11-25",
  ...more,
});
const tables = (...models: Model[]): string =>
  formatModelTables({ version: 1, asOf: "2026-11-25", sources: ["a", "b"], models });

describe("formatModelTables", () => {
  it("writes one row a model in service, with names, sizes, price and abilities", () => {
    expect(tables(model({ aliases: ["x"], id: "m-1", bestFor: "Tests" }))).toContain(
      "| `m` | `m-1` `x` | 1.05M | 4K | 1 / 2 (0.1) | image, tools | Tests |",
    );
  });

  it("tells unknown from free, and marks what the sources dispute", () => {
    expect(tables(model({ prices: [] }))).toContain("| ? |");
    expect(tables(model({ local: true, provider: "mlx", prices: [{ input: 0, output: 0 }] }))).toContain("| local |");
    expect(tables(model({ disputed: "b: input 3" }))).toContain("| 1 / 2 (0.1) ≠ |");
    expect(tables(model({ kind: "embedding", prices: [{ input: 1 }] }))).toContain("| 1 / - |");
  });

  it("moves retired names to their own table and announces coming retirements", () => {
    const text = tables(
      model({ key: "old", retired: "2026-11-25", successor: "m" }),
      model({ retired: "2026-11-26", successor: "n" }),
    );
    expect(text).toContain("| `old` | 2026-11-25 | `m` |");
    expect(text).toContain("| until 2026-11-26, then `n` |");
    expect(text.match(/^\| `old`/gm)).toHaveLength(1);
  });
});

describe("listUncovered", () => {
  it("names ids that no entry and no skipped family covers", () => {
    const listed = ["m", "m-latest", "tts-9", "new"].map((id) => ({ id }));
    const lines = listUncovered(
      { version: 1, asOf: "2026-11-25", sources: [], models: [model({ aliases: ["m-latest"] })] },
      { asOf: "2026-11-25", families: [{ provider: "openai", match: "tts", skip: true }], models: [] },
      {
        modelsDev: { label: "", date: "2026-11-25", providers: new Map([["openai", listed]]) },
        genai: { label: "", date: "2026-11-25", providers: new Map() },
      },
    );
    expect(lines).toEqual(["not named: openai: new"]);
  });
});
