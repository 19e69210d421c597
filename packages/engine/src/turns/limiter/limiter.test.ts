import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { WINDOW_MS } from "./rate-window.ts";
import { ProviderLimiter } from "./provider-limiter.ts";

const NEVER = new AbortController().signal;

describe("provider limiter", () => {
  test("lets a minute's worth through, the rest as the minute moves on, first come first served", async () => {
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
    expect(went.slice(60).every(([, at]) => at === WINDOW_MS)).toBe(true);
  });

  test("a request larger than a whole minute waits for an empty one, then goes", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ tokensPerMinute: 1_000 });
    await limiter.acquire({ tokens: 600, signal: NEVER });
    const waits: (number | undefined)[] = [];
    await clock.drive(limiter.acquire({ tokens: 50_000, signal: NEVER, onWait: (ms) => waits.push(ms) }));
    expect(clock.monotonic()).toBe(WINDOW_MS);
    expect(waits[0]).toBeGreaterThanOrEqual(WINDOW_MS);
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
    second.giveBack();
    await clock.drive(limiter.acquire({ tokens: 100, signal: NEVER }));
    expect(clock.monotonic()).toBe(WINDOW_MS);
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
    expect(clock.monotonic()).toBe(WINDOW_MS);
    expect(limiter.queued).toBe(0);
  });

  test("a smaller rest said by the provider counts, a larger one does not", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ requestsPerMinute: 60 });
    limiter.observe({ requests: { units: 0, ms: 1_000 } });
    limiter.observe({ requests: { units: 1_000, ms: 1_000 } });
    await clock.drive(limiter.acquire({ tokens: 0, signal: NEVER }));
    expect(clock.monotonic()).toBe(1_000);
  });

  test("only so many calls at once: the next goes the moment one ends, however it ends", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ maxConcurrent: 2 });
    const first = await limiter.acquire({ tokens: 0, signal: NEVER });
    const second = await limiter.acquire({ tokens: 0, signal: NEVER });
    const waits: (number | undefined)[] = [];
    const third = limiter.acquire({ tokens: 0, signal: NEVER, onWait: (ms) => waits.push(ms) });
    const fourth = limiter.acquire({ tokens: 0, signal: NEVER });
    expect(limiter.take({ tokens: 0 })).toBeUndefined();
    await clock.advance(5_000);
    expect({ queued: limiter.queued, running: limiter.running, waits }).toEqual({
      queued: 2,
      running: 2,
      waits: [undefined],
    });
    second.correct(10);
    second.giveBack();
    (await third).giveBack();
    first.giveBack();
    await fourth;
    expect({ queued: limiter.queued, running: limiter.running }).toEqual({ queued: 0, running: 1 });
    expect(clock.monotonic()).toBe(5_000);
  });

  test("a waiter for a place can be cancelled, and more places let more in at once", async () => {
    const clock = new FakeClock();
    const limiter = new ProviderLimiter(clock);
    limiter.configure({ maxConcurrent: 1 });
    await limiter.acquire({ tokens: 0, signal: NEVER });
    const controller = new AbortController();
    const leaving = limiter.acquire({ tokens: 0, signal: controller.signal });
    const staying = limiter.acquire({ tokens: 0, signal: NEVER });
    controller.abort(new Error("gone"));
    await expect(leaving).rejects.toThrow("gone");
    expect(limiter.queued).toBe(1);
    limiter.configure({ maxConcurrent: 2 });
    await staying;
    expect(limiter.running).toBe(2);
    expect(clock.pending).toBe(0);
  });

  test("a call that takes no place passes where all are taken", async () => {
    const limiter = new ProviderLimiter(new FakeClock());
    limiter.configure({ maxConcurrent: 1 });
    await limiter.acquire({ tokens: 0, signal: NEVER });
    const free = limiter.take({ tokens: 0, takesPlace: false });
    expect(limiter.running).toBe(1);
    free?.giveBack();
    expect(limiter.running).toBe(1);
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
        fc.integer({ min: 1, max: 6 }),
        async (jobs, requestsPerMinute, tokensPerMinute, maxConcurrent) => {
          const clock = new FakeClock();
          const limiter = new ProviderLimiter(clock);
          limiter.configure({ requestsPerMinute, tokensPerMinute, maxConcurrent });
          let running = 0;
          const granted: { readonly order: number; readonly at: number; readonly used: number }[] = [];
          let arrivals = 0;
          const run = async (one: (typeof jobs)[number]): Promise<"granted" | "cancelled"> => {
            await clock.sleep(one.at);
            const controller = new AbortController();
            if (one.cancelAfter !== null)
              void clock.sleep(one.cancelAfter).then(() => controller.abort(new Error("gone")));
            const order = arrivals++;
            try {
              const permit = await limiter.acquire({ tokens: one.tokens, signal: controller.signal });
              const used = Math.min(one.actual, one.tokens);
              granted.push({ order, at: clock.monotonic(), used });
              running += 1;
              expect(running).toBeLessThanOrEqual(maxConcurrent);
              await clock.sleep(one.actual);
              running -= 1;
              permit.correct(used);
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
            const minute = granted.slice(0, index + 1).filter((other) => other.at > at - 60_000);
            expect(minute.length).toBeLessThanOrEqual(requestsPerMinute);
            const tokens = minute.reduce((sum, other) => sum + other.used, 0);
            // Only a request that is larger than the limit by itself goes over it, and then alone.
            if (tokens > tokensPerMinute) expect(minute.filter((other) => other.used > 0)).toHaveLength(1);
          }
          expect({ queued: limiter.queued, running: limiter.running }).toEqual({ queued: 0, running: 0 });
        },
      ),
      { numRuns: 150 },
    );
  });
});
