import { OrchestratorError } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { fakeModel } from "../../../test/fake-world.ts";
import { Breakers } from "./breakers.ts";
import { CircuitBreaker, MODEL_RULE } from "./circuit-breaker.ts";

describe("circuit breaker", () => {
  test("opens after five in a row, probes once after 15 s, closes when the probe works", async () => {
    const clock = new FakeClock();
    const breaker = new CircuitBreaker(clock, MODEL_RULE);
    for (let n = 0; n < 5; n += 1) {
      expect(breaker.enter()).toBe(true);
      breaker.fail("503");
    }
    expect(breaker.enter()).toBe(false);
    expect(breaker.state()).toMatchObject({ state: "open", lastError: "503" });
    await clock.advance(14_999);
    expect(breaker.enter()).toBe(false);
    await clock.advance(1);
    expect(breaker.state().state).toBe("half-open");
    expect(breaker.enter()).toBe(true);
    expect(breaker.enter()).toBe(false);
    breaker.succeed();
    expect(breaker.enter()).toBe(true);
    expect(breaker.state()).toEqual({ state: "closed" });
  });

  test("a failed probe opens it anew; a probe that says nothing leaves the next one to probe", async () => {
    const clock = new FakeClock();
    const breaker = new CircuitBreaker(clock, MODEL_RULE);
    for (let n = 0; n < 5; n += 1) breaker.fail("x");
    await clock.advance(15_000);
    expect(breaker.enter()).toBe(true);
    breaker.forget();
    expect(breaker.enter()).toBe(true);
    breaker.fail("x");
    expect(breaker.enter()).toBe(false);
    await clock.advance(15_000);
    expect(breaker.enter()).toBe(true);
  });

  test("opens at half of the last twenty within 30 s, not when they are older", async () => {
    const clock = new FakeClock();
    const flaky = new CircuitBreaker(clock, MODEL_RULE);
    for (let n = 0; n < 20; n += 1) {
      if (n % 2 === 0) flaky.succeed();
      else flaky.fail("x");
    }
    expect(flaky.isPassable).toBe(false);
    const slow = new CircuitBreaker(clock, MODEL_RULE);
    for (let n = 0; n < 40; n += 1) {
      if (n % 2 === 0) slow.succeed();
      else slow.fail("x");
      await clock.advance(2_000);
    }
    expect(slow.isPassable).toBe(true);
  });

  test("never lets more than one call through while half-open, whatever happens", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("enter", "succeed", "fail", "forget", "wait"), { maxLength: 80 }),
        async (moves) => {
          const clock = new FakeClock();
          const breaker = new CircuitBreaker(clock, MODEL_RULE);
          let probes = 0;
          for (const move of moves) {
            const before = breaker.state().state;
            if (move === "enter") {
              const entered = breaker.enter();
              if (before === "open") expect(entered).toBe(false);
              if (before === "half-open" && entered) probes += 1;
            } else if (move === "wait") await clock.advance(5_000);
            else {
              if (move === "fail") breaker.fail("x");
              else breaker[move]();
              probes = 0;
            }
            expect(probes).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("breakers of an engine", () => {
  const dead = new OrchestratorError("server", "500");
  test("a dead model does not take its healthy neighbours down, a dead provider does", () => {
    const clock = new FakeClock();
    const breakers = new Breakers(clock);
    const [a, b] = [fakeModel("openai-a"), fakeModel("openai-b")];
    for (let n = 0; n < 6; n += 1) {
      if (n < 5) breakers.admit(a).fail(dead);
      breakers.admit(b).succeed();
    }
    expect(() => breakers.admit(a)).toThrow(/resting/u);
    breakers.admit(b).succeed();
    const others = new Breakers(clock);
    for (let n = 0; n < 5; n += 1) others.admit(n % 2 === 0 ? a : b).fail(dead);
    expect(() => others.admit(b)).toThrow(/resting/u);
    expect(others.health()).toContainEqual(
      expect.objectContaining({ provider: "openai", state: "open", until: clock.now() + 15_000, lastError: "500" }),
    );
  });

  test("what was last said of it ends as part of another sentence", () => {
    const breakers = new Breakers(new FakeClock());
    const model = fakeModel("openai-a");
    for (let n = 0; n < 5; n += 1)
      breakers.admit(model).fail(new OrchestratorError("bad_response", "It said nothing."));
    expect(() => breakers.admit(model)).toThrow(/ \(It said nothing\)\.$/u);
    expect(breakers.health()).toContainEqual(expect.objectContaining({ lastError: "It said nothing" }));
  });

  test("a refusal is answer enough for a probe", async () => {
    const clock = new FakeClock();
    const breakers = new Breakers(clock);
    const model = fakeModel("openai-a");
    for (let n = 0; n < 5; n += 1) breakers.admit(model).fail(dead);
    await clock.advance(15_000);
    breakers.admit(model).fail(new OrchestratorError("bad_request", "no"));
    expect(breakers.health()).toEqual([{ provider: "openai", state: "closed" }]);
  });

  test("errors that are the caller's say nothing about health", () => {
    const breakers = new Breakers(new FakeClock());
    const model = fakeModel("openai-a");
    for (let n = 0; n < 30; n += 1) breakers.admit(model).fail(new OrchestratorError("bad_request", "no"));
    expect(breakers.isPassable(model)).toBe(true);
  });
});
