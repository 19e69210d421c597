import { OrchestratorError, type TurnEvent } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import {
  answer,
  collect,
  fakeDecision,
  fakeModel,
  fakeProvider,
  fakeWorld,
  messagesText,
  mulberry,
  textOf,
} from "../../test/fake-world.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";
import type { Engine } from "./engine.ts";

async function readAll(engine: Engine, prompt: string, signal?: AbortSignal): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  for await (const event of engine.stream({ prompt }, signal === undefined ? {} : { signal })) events.push(event);
  return events;
}

describe("many turns through one engine", () => {
  test("1,000 at once: none lost, none mixed up, the limit of every minute obeyed", async () => {
    const clock = new FakeClock();
    const random = mulberry(11);
    const model = fakeModel("openai-a");
    const provider = fakeProvider("openai", clock, (call) => {
      const asked = messagesText(call.messages);
      return [{ wait: Math.floor(random() * 500) }, ...answer([...`<${asked}>`])];
    });
    const store = fakeStore();
    const world = fakeWorld({
      clock,
      models: [model],
      providers: [provider],
      settings: { startMs: 3_600_000, providers: { openai: { requestsPerMinute: 120 } } },
      deps: { store },
    });
    const engine = createEngine(world.deps);
    const results = await clock.drive(
      Promise.all(Array.from({ length: 1_000 }, (_value, index) => readAll(engine, `question ${index}`))),
    );
    expect(results).toHaveLength(1_000);
    for (const [index, events] of results.entries()) {
      expectWellFormed(events);
      expect(events.at(-1)?.type).toBe("turn-end");
      expect(textOf(events)).toBe(`<question ${index}>`);
    }
    expect(new Set(results.map((events) => events[0]?.turnId)).size).toBe(1_000);
    const starts = provider.calls.map((call) => call.at);
    for (const at of starts)
      expect(starts.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(120);
    expect(Math.max(...starts)).toBeGreaterThanOrEqual(Math.floor((1_000 - 120) / 120) * 60_000);
    expect(
      results.some((events) =>
        events.some((event) => event.type === "status" && event.phase === "queued" && (event.waitMs ?? 0) > 0),
      ),
    ).toBe(true);
    expect(world.ledger.records).toHaveLength(1_000);
    expect(clock.pending).toBe(0);
  });

  test("200 at once to a provider that breaks under more than 8: all wait their turn, are told so, and can be cancelled", async () => {
    const clock = new FakeClock();
    let running = 0;
    const provider = fakeProvider("openai", clock, function* (call) {
      running += 1;
      try {
        if (running > 8) yield { fail: new OrchestratorError("network", "reset") };
        yield { wait: 1_000 };
        yield* answer([messagesText(call.messages)]);
      } finally {
        running -= 1;
      }
    });
    const world = fakeWorld({
      clock,
      models: [fakeModel("openai-a")],
      providers: [provider],
      settings: { maxConcurrent: 8, startMs: 20_000 },
    });
    const engine = createEngine(world.deps);
    const leaving = new AbortController();
    void clock.sleep(500).then(() => leaving.abort());
    const results = await clock.drive(
      Promise.all(
        Array.from({ length: 200 }, (_value, index) =>
          readAll(engine, `question ${index}`, index >= 190 ? leaving.signal : undefined),
        ),
      ),
    );
    for (const events of results) expectWellFormed(events);
    const ends = results.map((events) => {
      const last = events.at(-1);
      return last?.type === "turn-error" ? last.error.code : last?.type;
    });
    // 20 s are enough for 19 or 20 rounds of 8; whoever has not begun by then is out of time, not lost.
    expect(ends.slice(0, 152).every((end) => end === "turn-end")).toBe(true);
    expect(ends.slice(160, 190).every((end) => end === "timeout")).toBe(true);
    expect(ends.slice(190).every((end) => end === "cancelled")).toBe(true);
    expect(textOf(results[100] ?? [])).toBe("question 100");
    const queued = results.filter((events) => events.some((one) => one.type === "status" && one.phase === "queued"));
    expect(queued).toHaveLength(192);
    expect(clock.pending).toBe(0);
  });

  test("500 clients of a dead provider: at most 1.2 calls each, and it recovers", async () => {
    for (const arrival of [0, 20]) {
      const clock = new FakeClock();
      let isDead = true;
      const provider = fakeProvider("openai", clock, () =>
        isDead ? [{ wait: 50 }, { fail: new OrchestratorError("server", "500") }] : answer(["back"]),
      );
      const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider] });
      const engine = createEngine(world.deps);
      const clients = Array.from({ length: 500 }, async (_value, index) => {
        await clock.sleep(index * arrival);
        return await readAll(engine, "Hi");
      });
      const results = await clock.drive(Promise.all(clients));
      for (const events of results) expect(events.at(-1)).toMatchObject({ type: "turn-error" });
      expect(provider.calls.length).toBeLessThanOrEqual(600);
      isDead = false;
      await clock.advance(20_000);
      expect((await collect(clock, engine.stream({ prompt: "Hi" }))).at(-1)?.type).toBe("turn-end");
    }
  });

  test("retries after one outage do not come back together", async () => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, (_call, index) =>
      index < 100 ? [{ fail: new OrchestratorError("rate_limited", "429", { retryAfterMs: 1_000 }) }] : answer(["ok"]),
    );
    const world = fakeWorld({
      clock,
      models: [fakeModel("openai-a")],
      providers: [provider],
      settings: { retriesPerMinute: 1_000 },
    });
    const engine = createEngine(world.deps);
    const results = await clock.drive(Promise.all(Array.from({ length: 100 }, () => readAll(engine, "Hi"))));
    for (const events of results) expect(events.at(-1)?.type).toBe("turn-end");
    const buckets = new Map<number, number>();
    for (const call of provider.calls.slice(100))
      buckets.set(Math.floor(call.at / 10), (buckets.get(Math.floor(call.at / 10)) ?? 0) + 1);
    expect(Math.max(...buckets.values())).toBeLessThanOrEqual(10);
  });

  test("cancelling any of them touches no other and frees its place", async () => {
    const clock = new FakeClock();
    const random = mulberry(5);
    const provider = fakeProvider("openai", clock, () => [{ wait: 200 }, ...answer(["a", "b"])]);
    const world = fakeWorld({
      clock,
      models: [fakeModel("openai-a")],
      providers: [provider],
      settings: { startMs: 3_600_000, providers: { openai: { requestsPerMinute: 60 } } },
    });
    const engine = createEngine(world.deps);
    const results = await clock.drive(
      Promise.all(
        Array.from({ length: 200 }, async (_value, index) => {
          const controller = new AbortController();
          if (index % 2 === 0) void clock.sleep(Math.floor(random() * 60_000)).then(() => controller.abort());
          return await readAll(engine, "Hi", controller.signal);
        }),
      ),
    );
    for (const [index, events] of results.entries()) {
      expectWellFormed(events);
      const last = events.at(-1);
      if (index % 2 === 1) expect(last?.type).toBe("turn-end");
      else if (last?.type === "turn-error") expect(last.error.code).toBe("cancelled");
    }
    expect(world.ledger.open.size).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

describe("cancelling", () => {
  test.each(["abort", "leave the loop"])("by %s reaches a deaf provider at once", async (how) => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () => [...answer(["x"]).slice(0, 3), { hang: "deaf" }]);
    const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider] });
    const controller = new AbortController();
    const stream = createEngine(world.deps).stream({ prompt: "Hi" }, { signal: controller.signal });
    const events: TurnEvent[] = [];
    const read = async (): Promise<void> => {
      for await (const event of stream) {
        events.push(event);
        if (event.type === "text-delta") {
          if (how === "abort") controller.abort();
          else break;
        }
      }
    };
    await clock.drive(read());
    expect(clock.monotonic()).toBe(0);
    expect(provider.calls[0]?.signal.aborted).toBe(true);
    expect(provider.calls[0]?.closedAt).toBe(0);
    expect(world.ledger.records).toMatchObject([{ usage: { estimated: true } }]);
    if (how === "abort") {
      expectWellFormed(events);
      expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "cancelled" } });
    }
  });

  test("while deciding, queueing or waiting for a retry it is as quick", async () => {
    for (const state of ["deciding", "queued", "retrying", "full"] as const) {
      const clock = new FakeClock();
      const provider = fakeProvider("openai", clock, () =>
        state === "retrying"
          ? [{ fail: new OrchestratorError("rate_limited", "429", { retryAfterMs: 15_000 }) }]
          : answer(Array.from({ length: 2_000 }, () => "x")),
      );
      const world = fakeWorld({
        clock,
        models: [fakeModel("openai-a")],
        providers: [provider],
        settings: { providers: { openai: state === "queued" ? { requestsPerMinute: 1 } : {} } },
        deps: state === "deciding" ? { decide: () => new Promise(() => undefined) } : {},
      });
      const engine = createEngine(world.deps);
      if (state === "queued") await collect(clock, engine.stream({ prompt: "first" }));
      const controller = new AbortController();
      const iterator = engine.stream({ prompt: "Hi" }, { signal: controller.signal })[Symbol.asyncIterator]();
      await clock.drive(iterator.next());
      await clock.advance(10);
      controller.abort();
      const rest = async (): Promise<TurnEvent | undefined> => {
        let last: TurnEvent | undefined;
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) last = next.value;
        return last;
      };
      expect(await clock.drive(rest())).toMatchObject({ type: "turn-error", error: { code: "cancelled" } });
      expect(clock.monotonic()).toBe(10);
      expect(clock.pending).toBe(0);
    }
  });

  test("a signal that was aborted before the start sends nothing", async () => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () => answer(["x"]));
    const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider] });
    const events = await collect(
      clock,
      createEngine(world.deps).stream({ prompt: "Hi" }, { signal: AbortSignal.abort() }),
    );
    expectWellFormed(events);
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "cancelled" } });
    expect(provider.calls).toHaveLength(0);
  });
});

describe("a reader", () => {
  test("that is slow slows the provider instead of filling memory, and is not mistaken for a silent provider", async () => {
    const clock = new FakeClock();
    let sent = 0;
    const provider = fakeProvider("openai", clock, function* () {
      yield { type: "text-start", id: "0" } as const;
      for (; sent < 2_000; sent += 1) yield { type: "text-delta", id: "0", text: "x" } as const;
      yield {
        type: "finish",
        reason: "stop",
        usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
      } as const;
    });
    const world = fakeWorld({ clock, models: [fakeModel("openai-a")], providers: [provider] });
    let read = 0;
    let lead = 0;
    const slow = async (): Promise<TurnEvent | undefined> => {
      let last: TurnEvent | undefined;
      for await (const event of createEngine(world.deps).stream({ prompt: "Hi" })) {
        if (event.type === "text-delta") {
          read += 1;
          lead = Math.max(lead, sent - read);
          if (read % 100 === 0) await clock.sleep(60_000);
        }
        last = event;
      }
      return last;
    };
    expect(await clock.drive(slow())).toMatchObject({ type: "turn-end" });
    expect(read).toBe(2_000);
    expect(lead).toBeLessThanOrEqual(260);
  });

  test("that never reads starts nothing", async () => {
    const clock = new FakeClock();
    const provider = fakeProvider("openai", clock, () => answer(["x"]));
    const world = fakeWorld({
      clock,
      models: [fakeModel("openai-a")],
      providers: [provider],
      decide: () => fakeDecision(fakeModel("openai-a")),
    });
    createEngine(world.deps).stream({ prompt: "Hi" });
    await clock.advance(1_000);
    expect(world.facts).toHaveLength(0);
  });
});
