import { NO_USAGE, OrchestratorError, type TurnEvent } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { answer, collect, fakeDecision, fakeModel, fakeProvider, fakeWorld } from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";
import { isPermitted, mergePolicy } from "./merge-policy.ts";

const a = fakeModel("openai-a");
const b = fakeModel("groq-b");
const home = fakeModel("ollama-l", { local: true });

function last(events: readonly TurnEvent[]): TurnEvent | undefined {
  expectWellFormed(events);
  return events.at(-1);
}

describe("money", () => {
  test("usage the provider does not say is estimated and marked; an unknown price stays unknown", async () => {
    const clock = new FakeClock();
    const priceless = fakeModel("groq-b", { prices: [] });
    const providers = ["openai", "groq"].map((id) =>
      fakeProvider(id, clock, () => answer(["x".repeat(400)], NO_USAGE)),
    );
    const world = fakeWorld({ clock, models: [a, priceless], providers });
    const engine = createEngine(world.deps);
    expect(last(await collect(clock, engine.stream({ prompt: "q", model: "openai-a" })))).toMatchObject({
      usage: { outputTokens: 100, estimated: true },
      cost: { estimated: true },
    });
    expect(last(await collect(clock, engine.stream({ prompt: "q", model: "groq-b" })))).toMatchObject({
      cost: { usd: null },
    });
  });

  test("a tool call that breaks off is paid for as far as it came", async () => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () => [
      { type: "tool-call-start", id: "t", name: "f" },
      { type: "tool-call-delta", id: "t", json: "x".repeat(399) },
      { fail: new OrchestratorError("bad_response", "cut off", { retryable: false }) },
    ]);
    const world = fakeWorld({ clock, models: [a], providers: [provider] });
    await collect(clock, createEngine(world.deps).stream({ prompt: "q" }));
    expect(world.ledger.records).toMatchObject([{ usage: { outputTokens: 100, estimated: true } }]);
  });

  test("the router's cost and every call of a turn are in its sum and in the ledger", async () => {
    const clock = new FakeClock();
    const world = fakeWorld({
      clock,
      models: [a],
      providers: [fakeProvider("openai", clock, () => answer(["x"]))],
      decide: () => fakeDecision(a, [], { routerCost: { usd: 0.5 } }),
    });
    const end = last(await collect(clock, createEngine(world.deps).stream({ prompt: "q" })));
    expect(end).toMatchObject({ cost: { usd: 0.5 + 20e-6 } });
    expect(world.ledger.records.map((record) => record.cost.usd)).toEqual([20e-6, 0.5]);
  });

  test("budgets hold with many turns at once: reserved before, settled after, nothing left open", async () => {
    const clock = new FakeClock();
    const usage = { ...NO_USAGE, inputTokens: 0, outputTokens: 5_000 };
    const provider = fakeProvider("openai", clock, () => [{ wait: 100 }, ...answer(["x"], usage)]);
    const world = fakeWorld({
      clock,
      models: [a],
      providers: [provider],
      decide: () => fakeDecision(a, [], { estimatedCost: { usd: 0.01 } }),
      deps: { budgets: () => [{ scope: "user", period: "day", limitUsd: 0.1 }] },
    });
    const engine = createEngine(world.deps);
    const outcomes = await clock.drive(
      Promise.all(Array.from({ length: 50 }, async () => await Array.fromAsync(engine.stream({ prompt: "q" })))),
    );
    const done = outcomes.filter((events) => events.at(-1)?.type === "turn-end");
    expect(done).toHaveLength(10);
    for (const events of outcomes)
      if (!done.includes(events)) expect(events.at(-1)).toMatchObject({ error: { code: "budget_exceeded" } });
    expect(world.ledger.records.reduce((sum, record) => sum + (record.cost.usd ?? 0), 0)).toBeCloseTo(0.1);
    expect(world.ledger.open.size).toBe(0);
    expect(provider.calls).toHaveLength(10);
  });

  test("maxCostUsd shortens the answer to what can be paid, and refuses what cannot", async () => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () => answer(["x"]));
    const world = fakeWorld({
      clock,
      models: [a],
      providers: [provider],
      decide: () => fakeDecision(a, [], { estimatedCost: { usd: 0.0001 } }),
    });
    const engine = createEngine(world.deps);
    await collect(clock, engine.stream({ prompt: "q", policy: { maxCostUsd: 0.002 } }));
    const allowed = provider.calls[0]?.call.maxOutputTokens ?? 0;
    expect(allowed).toBeGreaterThan(900);
    expect(allowed * 2e-6).toBeLessThanOrEqual(0.002);
    expect(
      last(await collect(clock, engine.stream({ prompt: "x".repeat(40_000), policy: { maxCostUsd: 0.002 } }))),
    ).toMatchObject({ error: { code: "budget_exceeded" } });
    expect(last(await collect(clock, engine.stream({ prompt: "q", policy: { maxCostUsd: 0.00001 } })))).toMatchObject({
      error: { code: "budget_exceeded" },
    });
    expect(provider.calls).toHaveLength(1);
    expect(world.ledger.open.size).toBe(0);
  });

  test("a reservation is given back when nothing was used", async () => {
    const clock = new FakeClock();
    const world = fakeWorld({
      clock,
      models: [a],
      providers: [fakeProvider("openai", clock, () => [{ fail: new OrchestratorError("bad_request", "no") }])],
    });
    await collect(clock, createEngine(world.deps).stream({ prompt: "q" }));
    expect(world.ledger.open.size).toBe(0);
    expect(world.ledger.records).toEqual([]);
    expect(world.audits).toMatchObject([{ outcome: "bad_request", model: "openai-a", attempts: 1 }]);
  });

  test("books that cannot be written do not cost the answer", async () => {
    const clock = new FakeClock();
    const broken = (): never => {
      throw new OrchestratorError("storage", "disk full");
    };
    const world = fakeWorld({
      clock,
      models: [a],
      providers: [fakeProvider("openai", clock, () => answer(["x"]))],
      deps: { audit: { append: broken, flush: broken } },
    });
    expect(last(await collect(clock, createEngine(world.deps).stream({ prompt: "q" })))).toMatchObject({
      type: "turn-end",
    });
  });
});

describe("policy", () => {
  test("local-only is enforced below the decision: a cloud model that was chosen anyway is not called", async () => {
    const clock = new FakeClock();
    const providers = ["openai", "groq", "ollama"].map((id) => fakeProvider(id, clock, () => answer([id])));
    for (const [decided, type] of [
      [fakeDecision(a, [b]), "turn-error"],
      [fakeDecision(a, [home]), "turn-end"],
    ] as const) {
      const world = fakeWorld({
        clock,
        models: [a, b, home],
        providers,
        decide: () => decided,
        settings: { policy: { localOnly: true } },
      });
      const events = await collect(
        clock,
        createEngine(world.deps).stream({ prompt: "q", policy: { localOnly: false } }),
      );
      expect(last(events)).toMatchObject({ type });
    }
    expect(providers[0]?.calls).toHaveLength(0);
    expect(providers[1]?.calls).toHaveLength(0);
    expect(providers[2]?.calls).toHaveLength(1);
  });

  test("hard parts only tighten, soft parts are the request's", () => {
    const merged = mergePolicy(
      { localOnly: true, maxCostUsd: 1, deniedProviders: ["xai"], dial: "best", allowedModels: ["openai/*"] },
      {
        localOnly: false,
        maxCostUsd: 5,
        deniedProviders: ["groq"],
        dial: "economy",
        allowedModels: ["openai-a", "groq-b"],
      },
      () => [a, b, home],
    );
    expect(merged).toEqual({
      localOnly: true,
      maxCostUsd: 1,
      deniedProviders: ["xai", "groq"],
      dial: "economy",
      allowedModels: ["openai-a"],
    });
    expect(isPermitted(a, { allowedModels: ["openai/*"] })).toBe(true);
    expect(isPermitted(b, { allowedModels: ["openai/*"] })).toBe(false);
    expect(isPermitted(a, { deniedProviders: ["openai"] })).toBe(false);
  });

  test("a blocked question goes nowhere; an alert is shown", async () => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () => answer(["say ALERT"]));
    const world = fakeWorld({ clock, models: [a], providers: [provider] });
    const engine = createEngine(world.deps);
    expect(last(await collect(clock, engine.stream({ prompt: "BLOCK" })))).toMatchObject({
      error: { code: "blocked_by_policy" },
    });
    expect(world.facts).toHaveLength(0);
    const events = await collect(clock, engine.stream({ prompt: "fine" }));
    expect(events).toContainEqual(
      expect.objectContaining({ type: "alert", alert: expect.objectContaining({ source: "response" }) }),
    );
    expect(last(await collect(clock, engine.stream({ prompt: "  " })))).toMatchObject({
      error: { code: "invalid_input" },
    });
    expect(world.audits.map((entry) => entry.outcome)).toEqual(["blocked_by_policy", "ok", "invalid_input"]);
  });
});
