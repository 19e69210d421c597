import { NO_USAGE, OrchestratorError, type Budget, type ProviderClient } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { fakeModel, fakeProvider, fakeWorld } from "../../../test/fake-world.ts";
import { createEngine } from "../../create-engine.ts";

const a = fakeModel("openai-e", { kind: "embedding" });
const home = fakeModel("ollama-e", { kind: "embedding", local: true });

const unpriced = fakeModel("openai-u", { kind: "embedding", prices: [] });

function setUp(fail: (call: number) => OrchestratorError | undefined, budgets: readonly Omit<Budget, "scope">[] = []) {
  const clock = new FakeClock();
  let calls = 0;
  const client: ProviderClient = {
    ...fakeProvider("openai", clock, () => []),
    embed: async ({ texts }) => {
      const error = fail(calls++);
      if (error !== undefined) throw error;
      return { vectors: texts.map((_text, index) => [index]), usage: { ...NO_USAGE, inputTokens: 1_000 } };
    },
    generateImages: async () => {
      const error = fail(calls++);
      if (error !== undefined) throw error;
      return { images: [{ mediaType: "image/png", data: "AA==" }] };
    },
  };
  const world = fakeWorld({ clock, models: [a, home, unpriced], providers: [client] });
  const deps = { ...world.deps, budgets: () => budgets.map((budget) => ({ ...budget, scope: "k" })) };
  return { clock, world, engine: createEngine(deps), calls: () => calls };
}

describe("operations that are not turns", () => {
  test("are retried, priced, booked and audited like turns", async () => {
    const { clock, world, engine, calls } = setUp((call) =>
      call === 0 ? new OrchestratorError("server", "500") : undefined,
    );
    const result = await clock.drive(engine.embed({ models: [a.key], texts: ["x", "y"], keyId: "k" }));
    expect(result).toMatchObject({ vectors: [[0], [1]], model: a.key });
    expect(calls()).toBe(2);
    expect(world.ledger.records).toMatchObject([{ model: a.key, keyId: "k", cost: { usd: 0.001 } }]);
    expect(world.audits).toMatchObject([{ outcome: "ok", attempts: 2 }]);
    expect(clock.pending).toBe(0);
    expect(await clock.drive(engine.generateImages({ models: [a.key], prompt: "a cat" }))).toMatchObject({
      images: [{ mediaType: "image/png" }],
    });
    await expect(clock.drive(engine.generateImages({ models: [a.key], prompt: "BLOCK" }))).rejects.toMatchObject({
      code: "blocked_by_policy",
    });
  });

  test("set aside what they may cost, and refuse what has no price where a budget must hold", async () => {
    const { clock, engine, calls } = setUp(() => undefined, [{ period: "day", limitUsd: 0.02 }]);
    const paint = (count: number) => clock.drive(engine.generateImages({ models: [a.key], prompt: "a cat", count }));
    await expect(paint(4)).rejects.toMatchObject({ code: "budget_exceeded" });
    expect(calls()).toBe(0);
    expect((await paint(2)).images).toHaveLength(1);
    await expect(clock.drive(engine.embed({ models: [unpriced.key], texts: ["x"] }))).rejects.toMatchObject({
      code: "budget_exceeded",
      message: "openai-u has no known price, so the budget cannot be kept.",
    });
    expect(calls()).toBe(1);
  });

  test("obey policy, deadline and cancel, and give their reservation back", async () => {
    const { clock, world, engine, calls } = setUp(() => new OrchestratorError("bad_request", "no"));
    await expect(
      clock.drive(engine.embed({ models: [a.key], texts: ["x"], policy: { localOnly: true } })),
    ).rejects.toMatchObject({ code: "no_usable_provider" });
    expect(calls()).toBe(0);
    await expect(clock.drive(engine.embed({ models: [a.key], texts: ["x"] }))).rejects.toMatchObject({
      code: "bad_request",
    });
    await expect(
      clock.drive(engine.embed({ models: [a.key], texts: ["x"] }, { signal: AbortSignal.abort() })),
    ).rejects.toMatchObject({ code: "cancelled" });
    expect(calls()).toBe(1);
    expect(world.ledger.open.size).toBe(0);
  });
});
