import { OrchestratorError, type SecurityGate } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import {
  answer,
  collect,
  fakeDecision,
  fakeModel,
  fakeProvider,
  fakeSecurity,
  fakeWorld,
  textOf,
} from "../../test/fake-world.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";

describe("a turn that works", () => {
  test.each([true, false])(
    "tells the provider whether anything of it may be remembered (incognito: %s)",
    async (incognito) => {
      const clock = new FakeClock();
      const provider = fakeProvider("openai", clock, () => answer(["ok"]));
      const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider] });
      await collect(clock, createEngine(world.deps).stream({ prompt: "Hi", policy: { incognito } }));
      expect(provider.calls.map(({ call }) => call.incognito)).toEqual([incognito ? true : undefined]);
    },
  );

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

describe("an answer that may be blocked", () => {
  const ask = async (
    chunks: readonly string[],
    options: { readonly fail?: boolean; readonly throws?: boolean } = {},
  ) => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () =>
      options.fail === true
        ? [...answer(chunks).slice(0, -2), { fail: new OrchestratorError("bad_request", "No.") }]
        : answer(chunks),
    );
    const analyze: SecurityGate["analyze"] = (input) => {
      if (options.throws === true && input.source === "response") throw new Error("broken");
      return fakeSecurity.analyze(input);
    };
    const security: SecurityGate = { ...fakeSecurity, analyze, reads: () => "before" };
    const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider], deps: { security } });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expectWellFormed(events);
    return { world, events, types: events.map(({ type }) => type) };
  };

  test("is read before anybody gets it, and passed on whole and in order", async () => {
    const { events, types } = await ask(["Hel", "lo"]);
    expect(textOf(events)).toBe("Hello");
    expect(types.slice(-6)).toEqual(["text-start", "text-delta", "text-delta", "text-end", "usage", "turn-end"]);
  });

  test.each([
    ["that is whole", {}],
    ["that broke off", { fail: true }],
  ])("is withheld where it is blocked: one %s", async (_what, options) => {
    const { world, events } = await ask(["a BLO", "CK b"], options);
    expect(textOf(events)).toBe("");
    expect(events.filter(({ type }) => type === "alert")).toMatchObject([
      { alert: { source: "response", action: "block" } },
    ]);
    expect(events.at(-1)).toMatchObject({ type: "turn-error" });
    expect(world.audits.at(-1)).toMatchObject({ alerts: [{ rule: "test-rule" }] });
    expect(world.ledger.open.size).toBe(0);
  });

  test("is withheld where it cannot be analyzed", async () => {
    const { events } = await ask(["fine"], { throws: true });
    expect(textOf(events)).toBe("");
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "blocked_by_policy" } });
  });
});

test("what there is of an answer that broke off is analyzed too", async () => {
  const clock = new FakeClock();
  const provider = fakeProvider("openai", clock, () => [
    ...answer(["an ALERT"]).slice(0, -2),
    { fail: new OrchestratorError("bad_request", "No.") },
  ]);
  const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider] });
  const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
  expect(textOf(events)).toBe("an ALERT");
  expect(events.filter(({ type }) => type === "alert")).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: "turn-error" });
});
