import { calcPrice } from "@pydantic/genai-prices";
import { NO_USAGE, type Model, type Price, type Usage } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceUsage } from "./price-usage.ts";
import { shippedCatalogue } from "./shipped-catalogue.ts";
import { SOURCE_PROVIDERS } from "./source-models.ts";

const NOON = Date.parse("2026-11-25T12:00:00Z");
const some = (usage: Partial<Usage>): Usage => ({ ...NO_USAGE, ...usage });
const priced = (...prices: Price[]): Model => ({ ...shippedCatalogue.models[0]!, prices });

/** What genai-prices says a call of `model` costs; undefined where it does not know the model. */
function referenceCost(model: Model, usage: Usage, at: number): number | undefined {
  const provider = SOURCE_PROVIDERS[model.provider]?.genai;
  if (provider === undefined) return undefined;
  const tokens = {
    input_tokens: usage.inputTokens,
    cache_read_tokens: usage.cacheReadTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    output_tokens: usage.outputTokens,
    output_reasoning_tokens: usage.reasoningTokens,
    // An image model's output is images.
    ...(model.kind === "image" ? { output_image_tokens: usage.outputTokens } : {}),
  };
  return calcPrice(tokens, model.id, { providerId: provider, timestamp: new Date(at) })?.total_price;
}

describe("priceUsage agrees with genai-prices", () => {
  const both = shippedCatalogue.models.filter(
    (model) => referenceCost(model, some({ inputTokens: 1 }), NOON) !== undefined,
  );
  const days = [
    "2024-06-01T03:30:00Z",
    "2025-06-10T00:00:00Z",
    "2026-08-16T23:59:59Z",
    "2026-08-17T02:00:00Z",
    "2026-11-25T05:00:00Z",
    "2026-12-31T09:59:59Z",
    "2027-01-01T00:00:00Z",
  ];

  it("knows most models of the catalogue in common with it", () => {
    expect(both.length).toBeGreaterThan(100);
  });

  it.each(both.map((model) => [model.key, model] as const))("%s", (_key, model) => {
    const image = model.kind === "image";
    for (const day of days) {
      for (const inputTokens of [0, 1000, 128_001, 199_999, 200_000, 200_001, 271_999, 272_000, 272_001, 900_000]) {
        const cached = Math.floor(inputTokens / 3);
        const usage = some({
          inputTokens,
          cacheReadTokens: cached,
          cacheWriteTokens: Math.floor(inputTokens / 7),
          outputTokens: 777,
          reasoningTokens: image ? 0 : 333,
        });
        const at = Date.parse(day);
        expect(priceUsage(model, usage, at).usd, `${day}, ${inputTokens} tokens`).toBeCloseTo(
          referenceCost(model, usage, at)!,
          9,
        );
      }
    }
  });

  it("for any usage at any time", () => {
    const usages = fc
      .record({
        inputTokens: fc.nat(1_200_000),
        outputTokens: fc.nat(200_000),
        read: fc.double({ min: 0, max: 1, noNaN: true }),
        write: fc.double({ min: 0, max: 1, noNaN: true }),
        think: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ inputTokens, outputTokens, read, write, think }) => {
        const cacheReadTokens = Math.floor(inputTokens * read);
        return {
          inputTokens,
          outputTokens,
          cacheReadTokens,
          cacheWriteTokens: Math.floor((inputTokens - cacheReadTokens) * write),
          reasoningTokens: Math.floor(outputTokens * think),
        };
      });
    const chat = both.filter((model) => model.kind === undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...chat),
        usages,
        fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2028-01-01") }),
        (model, usage, at) => {
          const reference = referenceCost(model, usage, at)!;
          expect(Math.abs(priceUsage(model, usage, at).usd! - reference)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, reference),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe("priceUsage", () => {
  const usage = some({ inputTokens: 1_000_000, outputTokens: 1_000_000 });

  it("says unknown, not free, where a rate is missing", () => {
    expect(priceUsage(priced(), usage, NOON)).toEqual({ usd: null });
    expect(priceUsage(priced({ input: 1 }), usage, NOON)).toEqual({ usd: null });
    expect(priceUsage(priced({ output: 1 }), usage, NOON)).toEqual({ usd: null });
    expect(priceUsage(priced({ until: "2026-01-01", input: 1, output: 1 }), usage, NOON)).toEqual({ usd: null });
  });

  it("knows free from unknown", () => {
    expect(priceUsage(priced({ input: 0, output: 0 }), usage, NOON)).toEqual({ usd: 0 });
  });

  it("does not need the rate of what was not used", () => {
    expect(priceUsage(priced({ input: 2 }), some({ inputTokens: 500_000 }), NOON)).toEqual({ usd: 1 });
  });

  it("changes the price at midnight UTC", () => {
    const model = priced({ until: "2026-12-01", input: 2, output: 10 }, { from: "2026-12-01", input: 4, output: 20 });
    expect(priceUsage(model, usage, Date.parse("2026-11-30T23:59:59.999Z")).usd).toBe(12);
    expect(priceUsage(model, usage, Date.parse("2026-12-01T00:00:00Z")).usd).toBe(24);
  });

  it("moves the whole request to the tier its input reaches", () => {
    const model = priced({
      input: 1,
      output: 1,
      cacheRead: 0.5,
      tiers: [
        { above: 100, input: 2, output: 3, cacheRead: 1 },
        { above: 200, input: 10, output: 10 },
      ],
    });
    const cost = (inputTokens: number): number =>
      priceUsage(model, some({ inputTokens, outputTokens: 10 }), NOON).usd! * 1e6;
    expect([cost(100), cost(101), cost(200), cost(201)].map(Math.round)).toEqual([110, 232, 430, 2110]);
  });

  it("keeps peak hours, over midnight too", () => {
    const model = priced({ input: 1, output: 1, hours: [{ start: "22:30", end: "01:00", input: 2, output: 2 }] });
    const at = (time: string): number =>
      priceUsage(model, some({ inputTokens: 1_000_000 }), Date.parse(`2026-11-25T${time}Z`)).usd!;
    expect([at("22:29:59"), at("22:30:00"), at("00:59:59"), at("01:00:00")]).toEqual([1, 2, 2, 1]);
  });

  it("bills reasoning apart only where it has its own rate", () => {
    const answer = some({ outputTokens: 1_000_000, reasoningTokens: 400_000 });
    expect(priceUsage(priced({ input: 1, output: 10 }), answer, NOON).usd).toBe(10);
    expect(priceUsage(priced({ input: 1, output: 10, reasoning: 5 }), answer, NOON).usd).toBe(8);
  });

  it("marks the cost as estimated where tokens were counted by us or a cache rate is unknown", () => {
    expect(
      priceUsage(priced({ input: 1, output: 1 }), some({ inputTokens: 10, estimated: true }), NOON).estimated,
    ).toBe(true);
    expect(
      priceUsage(priced({ input: 1, output: 1 }), some({ inputTokens: 1_000_000, cacheReadTokens: 500_000 }), NOON),
    ).toEqual({ usd: 1, estimated: true });
    expect(
      priceUsage(priced({ input: 1, output: 1, cacheRead: 0.1 }), some({ inputTokens: 10, cacheReadTokens: 5 }), NOON)
        .estimated,
    ).toBeUndefined();
  });

  it("survives a provider's impossible counts", () => {
    const model = priced({ input: 1, output: 1, cacheRead: 0.1 });
    const cost = priceUsage(
      model,
      some({ inputTokens: 10, cacheReadTokens: 50, cacheWriteTokens: 50, outputTokens: 5, reasoningTokens: 50 }),
      NOON,
    );
    expect(cost.usd).toBeGreaterThanOrEqual(0);
  });

  it("adds the fee of a request", () => {
    expect(priceUsage(priced({ input: 1, output: 1, requestsPer1k: 12 }), NO_USAGE, NOON).usd).toBe(0.012);
  });
});
