import { describe, expect, it } from "vitest";
import { priceFromModelsDev } from "./price-from-models-dev.ts";
import { pricesFromGenai } from "./prices-from-genai.ts";

describe("pricesFromGenai", () => {
  it("makes one price of a flat one, with fees and reasoning", () => {
    expect(
      pricesFromGenai({
        input_mtok: 2,
        output_mtok: 8,
        output_reasoning_mtok: 3,
        requests_kcount: 14,
        web_searches_kcount: 5,
      }),
    ).toEqual([{ input: 2, output: 8, reasoning: 3, requestsPer1k: 14 }]);
  });

  it("keeps an empty price unknown", () => {
    expect(pricesFromGenai({})).toEqual([]);
    expect(pricesFromGenai({ audio_hours: 0.36 })).toEqual([]);
  });

  it("joins tiers that start at different tokens", () => {
    expect(
      pricesFromGenai({
        input_mtok: { base: 1, tiers: [{ start: 100, price: 2 }] },
        output_mtok: { base: 5, tiers: [{ start: 200, price: 9 }] },
      }),
    ).toEqual([
      {
        input: 1,
        output: 5,
        tiers: [
          { above: 100, input: 2, output: 5 },
          { above: 200, input: 2, output: 9 },
        ],
      },
    ]);
  });

  it("splits days and keeps hours inside them, the later entry winning", () => {
    const base = { prices: { input_mtok: 1 } };
    const night = { constraint: { start_time: "23:00:00+08:00", end_time: "01:30:00Z" }, prices: { input_mtok: 9 } };
    const later = { constraint: { start_date: "2026-08-17" }, prices: { input_mtok: 2 } };
    expect(pricesFromGenai([base, night, later])).toEqual([
      { until: "2026-08-17", input: 1, hours: [{ start: "15:00", end: "01:30", input: 9 }] },
      { from: "2026-08-17", input: 2 },
    ]);
    expect(pricesFromGenai([base, later, night])[1]).toMatchObject({
      from: "2026-08-17",
      input: 2,
      hours: [{ start: "15:00" }],
    });
  });

  it("prices an image model's output as images", () => {
    expect(pricesFromGenai({ input_mtok: 2, output_mtok: 12, output_image_mtok: 120 }, "image")).toEqual([
      { input: 2, output: 120 },
    ]);
    expect(pricesFromGenai({ input_mtok: 2, output_mtok: 12, output_image_mtok: 120 })).toEqual([
      { input: 2, output: 12 },
    ]);
  });
});

describe("priceFromModelsDev", () => {
  it("reads both notations of tiers", () => {
    expect(priceFromModelsDev({ input: 1, output: 2, context_over_200k: { input: 3, output: 4 } })).toEqual({
      input: 1,
      output: 2,
      tiers: [{ above: 200_000, input: 3, output: 4 }],
    });
    expect(
      priceFromModelsDev({
        input: 1,
        output: 2,
        tiers: [
          { input: 5, tier: { size: 300 } },
          { input: 3, tier: { size: 100 } },
        ],
      }),
    ).toEqual({
      input: 1,
      output: 2,
      tiers: [
        { above: 100, input: 3 },
        { above: 300, input: 5 },
      ],
    });
  });

  it("reads 0 as not said", () => {
    expect(priceFromModelsDev({ input: 0, output: 0 })).toBeUndefined();
    expect(priceFromModelsDev({ input: 0.1, output: 0, cache_read: 0 })).toEqual({ input: 0.1 });
    expect(priceFromModelsDev(undefined)).toBeUndefined();
  });
});
