import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { mulberry } from "../../../test/fake-world.ts";
import { BACKOFF_CAP_MS, backoffMs, retryDelayMs } from "./backoff.ts";
import { RetryBudget } from "./retry-budget.ts";

describe("backoff", () => {
  test("is uniform below min(20 s, 0.5 s · 2ⁿ)", () => {
    const random = mulberry(7);
    for (const retry of [0, 1, 2, 5, 9]) {
      const ceiling = Math.min(BACKOFF_CAP_MS, 500 * 2 ** retry);
      const delays = Array.from({ length: 2_000 }, () => backoffMs(retry, random));
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...delays)).toBeLessThan(ceiling);
      const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
      expect(mean / ceiling).toBeGreaterThan(0.45);
      expect(mean / ceiling).toBeLessThan(0.55);
    }
  });

  test("spreads 100 simultaneous retries: no 10 ms holds more than ten, with and without a wish of the provider", () => {
    for (const retryAfterMs of [undefined, 1_000, 30_000]) {
      for (let seed = 0; seed < 50; seed += 1) {
        const random = mulberry(seed);
        const buckets = new Map<number, number>();
        for (let n = 0; n < 100; n += 1) {
          const bucket = Math.floor(retryDelayMs({ retry: 0, retryAfterMs, random }) / 10);
          buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
        }
        expect(Math.max(...buckets.values())).toBeLessThanOrEqual(10);
      }
    }
  });

  test("never comes back before the provider's wish", () => {
    const random = mulberry(3);
    for (let n = 0; n < 500; n += 1)
      expect(retryDelayMs({ retry: 1, retryAfterMs: 2_000, random })).toBeGreaterThanOrEqual(2_000);
  });
});

describe("retry budget", () => {
  test("allows ten a minute plus a tenth of the calls, per provider", async () => {
    const clock = new FakeClock();
    const budget = new RetryBudget(clock);
    const limits = { share: 0.1, perMinute: 10 };
    const takeAll = (provider: string): number => {
      let taken = 0;
      while (budget.take(provider, limits)) taken += 1;
      return taken;
    };
    expect(takeAll("a")).toBe(10);
    for (let n = 0; n < 51; n += 1) budget.earn("a", limits);
    expect(takeAll("a")).toBe(5);
    expect(takeAll("b")).toBe(10);
    await clock.advance(30_000);
    expect(takeAll("a")).toBe(5);
    await clock.advance(600_000);
    expect(takeAll("a")).toBe(10);
  });
});
