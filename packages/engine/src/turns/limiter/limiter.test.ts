import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { ProviderLimiter } from "./provider-limiter.ts";

const NEVER = new AbortController().signal;

describe("provider limiter", () => {
  test("lets a full minute's worth through at once, then one every refill, first come first served", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ requestsPerMinute: 60 });
    const went: [number, number][] = [];
    const all = Promise.all(
      Array.from({ length: 70 }, (_value, index) =>
        limiter.acquire({ tokens: 1, signal: NEVER }).then(() => went.push([index, clock.monotonic()])),
      ),
    );
    await clock.drive(all);
    expect(went.map(([index]) => index)).toEqual(Array.from({ length: 70 }, (_value, index) => index));
    expect(went.slice(0, 60).every(([, at]) => at === 0)).toBe(true);
    expect(went.slice(60).map(([, at]) => at)).toEqual(
      Array.from({ length: 10 }, (_value, index) => (index + 1) * 1_000),
    );
  });

  test("a request larger than the bucket waits for a full bucket, then goes", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ tokensPerMinute: 1_000 });
    await limiter.acquire({ tokens: 600, signal: NEVER });
    const waits: number[] = [];
    await clock.drive(limiter.acquire({ tokens: 50_000, signal: NEVER, onWait: (ms) => waits.push(ms) }));
    expect(clock.monotonic()).toBe(36_000);
    expect(waits).toHaveLength(1);
  });

  test("usage below the estimate is given back, above it is owed", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ tokensPerMinute: 6_000 });
    const permit = await limiter.acquire({ tokens: 6_000, signal: NEVER });
    permit.correct(0);
    permit.correct(0);
    const second = await limiter.acquire({ tokens: 6_000, signal: NEVER });
    expect(clock.monotonic()).toBe(0);
    second.correct(12_000);
    await clock.drive(limiter.acquire({ tokens: 100, signal: NEVER }));
    expect(clock.monotonic()).toBe(61_000);
  });

  test("a cancelled waiter leaves at once and those behind it move up", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ tokensPerMinute: 60_000 });
    await limiter.acquire({ tokens: 60_000, signal: NEVER });
    const controller = new AbortController();
    const big = limiter.acquire({ tokens: 60_000, signal: controller.signal });
    const small = limiter.acquire({ tokens: 1_000, signal: NEVER });
    await clock.advance(500);
    controller.abort(new Error("gone"));
    await expect(big).rejects.toThrow("gone");
    await clock.drive(small);
    expect(clock.monotonic()).toBe(1_000);
    expect(limiter.queued).toBe(0);
  });

  test("a smaller rest said by the provider counts, a larger one does not", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ requestsPerMinute: 60 });
    limiter.observe({ requests: 0 });
    limiter.observe({ requests: 1_000 });
    await clock.drive(limiter.acquire({ tokens: 0, signal: NEVER }));
    expect(clock.monotonic()).toBe(1_000);
  });

  test("lifting the limit frees the queue", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ requestsPerMinute: 1 });
    await limiter.acquire({ tokens: 0, signal: NEVER });
    const waiting = limiter.acquire({ tokens: 0, signal: NEVER });
    await clock.advance(10);
    limiter.configure({});
    await clock.drive(waiting);
    expect(clock.monotonic()).toBe(10);
  });

  test("any mix of arrivals, sizes, corrections and cancellations: nobody is lost, nobody overtakes, no window is exceeded", async () => {
    const job = fc.record({
      at: fc.nat(120_000),
      tokens: fc.integer({ min: 0, max: 3_000 }),
      actual: fc.nat(3_000),
      cancelAfter: fc.option(fc.nat(60_000)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 100, max: 2_000 }),
        async (jobs, requestsPerMinute, tokensPerMinute) => {
          const clock = new FakeClock();
          const limiter = new ProviderLimiter(clock);
          limiter.configure({ requestsPerMinute, tokensPerMinute });
          const granted: { readonly order: number; readonly at: number; readonly charged: number }[] = [];
          let arrivals = 0;
          const run = async (one: (typeof jobs)[number]): Promise<"granted" | "cancelled"> => {
            await clock.sleep(one.at);
            const controller = new AbortController();
            if (one.cancelAfter !== null)
              void clock.sleep(one.cancelAfter).then(() => controller.abort(new Error("gone")));
            const order = arrivals++;
            try {
              const permit = await limiter.acquire({ tokens: one.tokens, signal: controller.signal });
              granted.push({ order, at: clock.monotonic(), charged: one.tokens });
              permit.correct(one.tokens);
              return "granted";
            } catch {
              return "cancelled";
            }
          };
          const results = await clock.drive(Promise.all(jobs.map(run)));
          expect(results).toHaveLength(jobs.length);
          expect(results.filter((result) => result === "granted")).toHaveLength(granted.length);
          expect(granted.map(({ order }) => order)).toEqual(
            granted.map(({ order }) => order).toSorted((a, b) => a - b),
          );
          for (const [index, { at }] of granted.entries()) {
            const before = granted.slice(0, index + 1).filter((other) => other.at > at - 60_000);
            expect(before.length).toBeLessThanOrEqual(2 * requestsPerMinute + 1);
            const all = granted.slice(0, index).reduce((sum, other) => sum + other.charged, 0);
            expect(all).toBeLessThanOrEqual(tokensPerMinute + (at / 60_000) * tokensPerMinute + 1e-3);
          }
          expect(limiter.queued).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
