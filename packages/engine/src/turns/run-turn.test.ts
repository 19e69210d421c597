import { OrchestratorError } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { answer, collect, fakeDecision, fakeModel, fakeProvider, fakeWorld, textOf } from "../../test/fake-world.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";

describe("a turn that works", () => {
  test("streams from turn-start to turn-end with everything between in order", async () => {
    const clock = new FakeClock();
    const model = fakeModel("openai-a");
    const provider = fakeProvider("openai", clock, () => answer(["Hel", "lo"]));
    const world = fakeWorld({ clock, models: [model], providers: [provider] });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expectWellFormed(events);
    expect(textOf(events)).toBe("Hello");
    expect(events.map((event) => (event.type === "status" ? event.phase : event.type))).toEqual([
      "turn-start",
      "validating",
      "classifying",
      "routing",
      "route-decided",
      "selecting",
      "generating",
      "text-start",
      "text-delta",
      "text-delta",
      "text-end",
      "usage",
      "turn-end",
    ]);
    expect(events.at(-1)).toMatchObject({
      model: "openai-a",
      finishReason: "stop",
      attempts: 1,
      cost: { usd: 20e-6 },
      responseId: "r1",
    });
    expect(world.ledger.records).toHaveLength(1);
    expect(world.ledger.open.size).toBe(0);
    expect(world.audits).toMatchObject([{ outcome: "ok", model: "openai-a", promptLength: 2 }]);
    expect(clock.pending).toBe(0);
  });

  test("fails over before the first token, announced, and leaves no trace of the failed call", async () => {
    const clock = new FakeClock();
    const [a, b] = [fakeModel("openai-a"), fakeModel("groq-b")];
    const bad = fakeProvider("openai", clock, () => [
      { type: "response-start" },
      { type: "text-start", id: "0" },
      { fail: new OrchestratorError("authentication", "bad key") },
    ]);
    const good = fakeProvider("groq", clock, () => answer(["ok"]));
    const world = fakeWorld({ clock, models: [a, b], providers: [bad, good], decide: () => fakeDecision(a, [b]) });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expectWellFormed(events);
    expect(textOf(events)).toBe("ok");
    expect(events.filter((event) => event.type === "failover")).toMatchObject([
      { from: "openai-a", to: "groq-b", error: { code: "authentication" } },
    ]);
    expect(events.filter((event) => event.type === "text-start")).toHaveLength(1);
    expect(bad.calls).toHaveLength(1);
  });

  test("asks for reasoning where the user or the work does, and only models that have it", async () => {
    const clock = new FakeClock();
    const models = [fakeModel("openai-a", { reasoning: true }), fakeModel("groq-b")] as const;
    const providers = ["openai", "groq"].map((id) => fakeProvider(id, clock, () => answer(["x"])));
    const asked: unknown[] = [];
    for (const [think, difficulty, model] of [
      [true, 0, 0],
      [undefined, 0.8, 0],
      [undefined, 0.1, 0],
      [false, 0.8, 0],
      [true, 0.8, 1],
    ] as const) {
      const world = fakeWorld({
        clock,
        models,
        providers,
        decide: () => fakeDecision(models[model], [], { task: "math", difficulty }),
      });
      await collect(clock, createEngine(world.deps).stream({ prompt: "q", ...(think === undefined ? {} : { think }) }));
      asked.push(providers[model]?.calls.at(-1)?.call.reasoning?.effort);
    }
    expect(asked).toEqual(["medium", "medium", undefined, undefined, undefined]);
  });

  test("a picture model is asked through its own operation", async () => {
    const clock = new FakeClock();
    const painter = fakeModel("openai-p", { kind: "image", output: ["image"] });
    const client = {
      ...fakeProvider("openai", clock, () => []),
      generateImages: () => Promise.resolve({ images: [{ mediaType: "image/png", data: "AA==" }] }),
    };
    const world = fakeWorld({ clock, models: [painter], providers: [client] });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "a cat" }));
    expectWellFormed(events);
    expect(events).toContainEqual(expect.objectContaining({ type: "image", data: "AA==" }));
    expect(events.at(-1)?.type).toBe("turn-end");
  });
});

describe("a port that breaks its word", () => {
  test.each(["settings", "budgets", "decide", "catalogue", "security", "store"] as const)(
    "%s throws: the stream still ends properly",
    async (port) => {
      const clock = new FakeClock();
      const boom = (): never => {
        throw new TypeError("boom");
      };
      const model = fakeModel("openai-a");
      const broken = {
        settings: { settings: boom },
        budgets: { budgets: boom },
        decide: { decide: boom },
        catalogue: { catalogue: { all: boom, get: boom, resolve: boom, price: boom } },
        security: { security: { checkInput: boom, analyze: boom, reads: boom, redact: boom } },
        store: { store: new Proxy(fakeStore(), { get: () => boom }) },
      }[port];
      const world = fakeWorld({
        clock,
        models: [model],
        providers: [fakeProvider("openai", clock, () => answer(["x"]))],
        deps: broken,
      });
      const events = await collect(clock, createEngine(world.deps).stream({ prompt: "q", conversationId: "c" }));
      expectWellFormed(events);
      expect(events.at(-1)).toMatchObject({ type: "turn-error" });
      expect(clock.pending).toBe(0);
      expect(world.ledger.open.size).toBe(0);
    },
  );

  test("a stream that is left before its first event starts nothing, ever", async () => {
    const clock = new FakeClock();
    const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [] });
    const iterator = createEngine(world.deps).stream({ prompt: "q" })[Symbol.asyncIterator]();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ value: undefined, done: true });
    await clock.advance(1_000);
    expect(world.facts).toHaveLength(0);
  });
});
