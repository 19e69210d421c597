import { OrchestratorError, type ConversationStore, type ModelCall } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore, type FakeStore } from "../../test/fake-store.ts";
import {
  answer,
  collect,
  fakeDecision,
  fakeModel,
  fakeProvider,
  fakeWorld,
  messagesText,
  textOf,
  type FakeProvider,
  type FakeWorld,
  type Move,
} from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";
import type { Engine } from "../turns/engine.ts";
import type { EngineSettings } from "../turns/engine-settings.ts";
import { titleFromText } from "./title-conversation.ts";

interface Stage {
  readonly clock: FakeClock;
  readonly store: FakeStore;
  readonly provider: FakeProvider;
  readonly engine: Engine;
  readonly world: FakeWorld;
}

function stage(
  script: (call: ModelCall, index: number) => readonly Move[] | Generator<Move>,
  options: {
    readonly window?: number;
    readonly settings?: Partial<EngineSettings>;
    readonly store?: ConversationStore;
  } = {},
): Stage {
  const clock = new FakeClock();
  const store = fakeStore();
  const provider = fakeProvider("openai", clock, script);
  const model = fakeModel("openai-a", { contextWindow: options.window ?? 100_000, maxOutput: 100 });
  const world = fakeWorld({
    clock,
    models: [model],
    providers: [provider],
    deps: { store },
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    decide: (_request, facts) => {
      if (facts.estimatedInputTokens > model.contextWindow * 0.9)
        throw new OrchestratorError("context_too_long", "No model has room.");
      return fakeDecision(model);
    },
  });
  return { clock, store, provider, engine: createEngine(world.deps), world };
}

describe("keeping a turn", () => {
  test("writes the question first, journals, then the whole answer, and titles the conversation", async () => {
    const { clock, store, engine } = stage(() => answer(["Hel", "lo"]));
    const events = await collect(clock, engine.stream({ prompt: "What is **this**?", save: true }));
    const conversationId = events[0]?.type === "turn-start" ? (events[0].conversationId ?? "") : "";
    expect(store.writes).toEqual(["create", "beginTurn", "finishTurn", "update"]);
    expect(events.at(-1)).toMatchObject({ type: "turn-end", stored: true });
    expect(store.branch(conversationId)).toMatchObject([
      {
        status: "complete",
        question: [{ type: "text", text: "What is **this**?" }],
        answer: [{ type: "text", text: "Hello" }],
        model: "openai-a",
        usage: { outputTokens: 5 },
        attempts: 1,
        finishReason: "stop",
        task: "chat",
      },
    ]);
    expect(store.get(conversationId)).toMatchObject({ title: "What is this ?", titleBy: "auto" });
  });

  test("the next question carries the conversation; a branch point and a regeneration make siblings", async () => {
    const { clock, store, engine, provider } = stage((_call, index) => answer([`answer ${index}`]));
    const first = await collect(clock, engine.stream({ prompt: "one", save: true }));
    const conversationId = first[0]?.type === "turn-start" ? (first[0].conversationId ?? "") : "";
    await collect(clock, engine.stream({ prompt: "two", conversationId }));
    expect(provider.calls[1]?.call.messages.map((message) => messagesText([message]))).toEqual([
      "one",
      "answer 0",
      "two",
    ]);
    const second = store.branch(conversationId)[1];
    await collect(clock, engine.stream({ regenerateTurnId: second?.id ?? "" }));
    expect(provider.calls[2]?.call.messages.map((message) => messagesText([message]))).toEqual([
      "one",
      "answer 0",
      "two",
    ]);
    await collect(clock, engine.stream({ prompt: "other start", conversationId, parentTurnId: null }));
    expect(provider.calls[3]?.call.messages).toHaveLength(1);
    expect(store.turns(conversationId).map((turn) => turn.parentId === undefined)).toEqual([true, false, false, true]);
    expect(
      new Set(
        store
          .turns(conversationId)
          .slice(1, 3)
          .map((turn) => turn.parentId),
      ).size,
    ).toBe(1);
  });

  test("the journal is written in batches that grow with the text, not with the tokens, and at most 250 ms behind", async () => {
    const { clock, store, engine } = stage(function* () {
      yield { type: "text-start", id: "0" };
      for (let n = 0; n < 3_000; n += 1) {
        yield { type: "text-delta", id: "0", text: "ab" };
        if (n % 10 === 0) yield { wait: 5 };
      }
      yield { wait: 300 };
      yield* answer(["end"]).slice(2);
    });
    await collect(clock, engine.stream({ prompt: "long", save: true }));
    const events = [...store.journalled.values()].flat();
    expect(store.journalWrites.length).toBeLessThanOrEqual(20);
    expect(events.length).toBeLessThan(60);
    expect(events.flatMap((event) => (event.type === "text-delta" ? [event.text] : [])).join("")).toMatch(
      /^(ab){3000}/u,
    );
  });

  test("a failed or cancelled turn keeps its partial answer", async () => {
    const { clock, store, engine } = stage(() => [
      ...answer(["part"]).slice(0, 3),
      { fail: new OrchestratorError("network", "cut") },
    ]);
    const events = await collect(clock, engine.stream({ prompt: "q", save: true }));
    expectWellFormed(events);
    expect(store.turn(events[0]?.turnId ?? "")).toMatchObject({
      status: "failed",
      answer: [{ type: "text", text: "part" }],
      error: { code: "network" },
    });
  });

  test("a full disk costs the record, not the answer, and is said", async () => {
    const { clock, store, engine } = stage(() => answer(["ok"]));
    store.failWith(new OrchestratorError("storage", "The disk is full."));
    const events = await collect(clock, engine.stream({ prompt: "q", save: true }));
    expectWellFormed(events);
    expect(textOf(events)).toBe("ok");
    expect(events.at(-1)).toMatchObject({ type: "turn-end", stored: false });
    expect(events).toContainEqual(expect.objectContaining({ type: "status", message: "Not saved: The disk is full." }));
  });

  test("incognito writes nothing anywhere but uses what was said before", async () => {
    const { clock, store, engine, provider, world } = stage(() => answer(["ok"]));
    store.create({ id: "c1", title: "t" });
    store.addTurn({ id: "t1", conversationId: "c1" }, "my name is Ada", "hello Ada");
    const before = [...store.writes];
    const events = await collect(
      clock,
      engine.stream({ prompt: "SECRET who am I?", conversationId: "c1", save: true, policy: { incognito: true } }),
    );
    expect(events[0]).toMatchObject({ incognito: true });
    expect(events.at(-1)).not.toHaveProperty("stored");
    expect(store.writes).toEqual(before);
    expect(messagesText(provider.calls[0]?.call.messages ?? [])).toContain("my name is Ada");
    const written = JSON.stringify([world.audits, world.ledger.records]);
    expect(written).not.toContain("SECRET");
    expect(written).not.toContain("c1");
    expect(world.audits).toMatchObject([{ incognito: true, outcome: "ok" }]);
    expect(world.audits[0]).not.toHaveProperty("turnId");
    expect(world.ledger.records).toMatchObject([{ incognito: true }]);
  });

  test("an unknown conversation or turn is a clean error", async () => {
    const { clock, engine } = stage(() => answer(["ok"]));
    for (const request of [{ prompt: "q", conversationId: "nope" }, { regenerateTurnId: "nope" }]) {
      const events = await collect(clock, engine.stream(request));
      expectWellFormed(events);
      expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "not_found" } });
    }
    expect((await collect(clock, engine.resume("nope"))).at(-1)).toMatchObject({
      type: "turn-error",
      error: { code: "not_found" },
    });
  });
});

describe("a long conversation", () => {
  test("costs a turn what can be sent of it: what is older than the summary, or beyond any window, is not read", async () => {
    const made = stage(() => answer(["ok"]), { window: 3_000, settings: { titles: "local" } });
    const { clock, engine, store, provider } = made;
    store.create({ id: "c1" });
    for (let n = 0; n < 1_000; n += 1)
      store.addTurn({ id: `t${n}`, conversationId: "c1" }, `question ${n}`, "x".repeat(200));
    const read: number[] = [];
    const { branch } = store;
    store.branch = (...asked) => {
      const turns = branch(...asked);
      read.push(turns.length);
      return turns;
    };
    store.branchIds = () => Array.from({ length: 1_000 }, (_none, n) => `t${n}`).slice(0, 1_000 - total(read));
    const events = await collect(clock, engine.stream({ prompt: "now?", conversationId: "c1" }));
    const context = events.find((event) => event.type === "context");
    expect(total(read)).toBeLessThan(120);
    expect(context?.included).toBeGreaterThan(20);
    expect((context?.included ?? 0) + (context?.omitted ?? 0)).toBe(1_000);
    // It had no title: the first question is found without reading what is between.
    expect(store.get("c1")?.title).toBe("question 0");
    store.addCompaction({
      id: "k",
      conversationId: "c1",
      throughTurnId: "t995",
      summary: "They counted.",
      model: "m",
      tokensBefore: 2,
      tokensAfter: 1,
      turnsSummarized: 996,
      createdAt: "2026-11-25T00:00:00.000Z",
    });
    read.length = 0;
    const again = await collect(clock, engine.stream({ prompt: "now?", conversationId: "c1", parentTurnId: "t999" }));
    expect(total(read)).toBeLessThanOrEqual(16);
    expect(again.find((event) => event.type === "context")).toMatchObject({ included: 4, omitted: 0, summarized: 996 });
    expect(messagesText(provider.calls.at(-1)?.call.messages ?? [])).toContain("They counted.");
  });
});

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

describe("a window too small for the conversation", () => {
  function long(settings: Partial<EngineSettings> = {}): Stage {
    const made = stage((call) => answer([call.system?.startsWith("You condense") ? "They spoke of x." : "ok"]), {
      window: 3_000,
      settings,
    });
    made.store.create({ id: "c1", title: "t" });
    for (let n = 0; n < 20; n += 1)
      made.store.addTurn({ id: `t${n}`, conversationId: "c1" }, `question ${n}`, "x".repeat(800));
    return made;
  }

  test("is trimmed visibly, from the oldest, when nothing else is allowed", async () => {
    const { clock, engine, provider } = long({ compaction: { mode: "off", threshold: 0.7, keepTurns: 4 } });
    const events = await collect(clock, engine.stream({ prompt: "now?", conversationId: "c1" }));
    expect(events.at(-1)?.type).toBe("turn-end");
    const context = events.find((event) => event.type === "context");
    expect(context).toMatchObject({ type: "context" });
    expect((context?.included ?? 0) + (context?.omitted ?? 0)).toBe(20);
    expect(context?.omitted).toBeGreaterThan(5);
    expect(messagesText(provider.calls[0]?.call.messages ?? [])).toContain("question 19");
  });

  test("is compacted before the answer in auto mode, and only suggested in ask mode", async () => {
    const auto = long({ compaction: { mode: "auto", threshold: 0.7, keepTurns: 3 } });
    const events = await collect(auto.clock, auto.engine.stream({ prompt: "now?", conversationId: "c1" }));
    expect(events.find((event) => event.type === "context")).toMatchObject({ included: 3, omitted: 0, summarized: 17 });
    expect(auto.store.compactions("c1")).toMatchObject([
      { throughTurnId: "t16", summary: "They spoke of x.", turnsSummarized: 17 },
    ]);
    const sent = messagesText(auto.provider.calls.at(-1)?.call.messages ?? []);
    expect(sent).toContain("They spoke of x.");
    expect(sent).not.toContain("question 3");
    const ask = long({ compaction: { mode: "ask", threshold: 0.7, keepTurns: 3 } });
    const asked = await collect(ask.clock, ask.engine.stream({ prompt: "now?", conversationId: "c1" }));
    expect(asked).toContainEqual(
      expect.objectContaining({ type: "status", message: expect.stringContaining("Compact it") }),
    );
    expect(ask.store.compactions("c1")).toHaveLength(0);
  });

  test("compacting says truly what it saved, is undone by the store, and builds on the earlier summary", async () => {
    const { clock, engine, store, provider } = long();
    const compaction = await clock.drive(engine.compact("c1", { keepTurns: 5 }));
    expect(compaction.turnsSummarized).toBe(15);
    expect(compaction.tokensBefore).toBeGreaterThan(20 * 200);
    expect(compaction.tokensAfter).toBeLessThan(5 * 220 + 60);
    expect(store.branch("c1")).toHaveLength(20);
    for (let n = 20; n < 30; n += 1)
      store.addTurn({ id: `t${n}`, conversationId: "c1" }, `question ${n}`, "y".repeat(800));
    provider.calls.length = 0;
    const second = await clock.drive(engine.compact("c1", { keepTurns: 2 }));
    expect(second.turnsSummarized).toBe(28);
    expect(messagesText(provider.calls[0]?.call.messages ?? [])).toContain("<summary-so-far>\nThey spoke of x.");
    expect(messagesText(provider.calls[0]?.call.messages ?? [])).not.toContain("question 3\n");
    store.undoCompaction(second.id);
    await collect(clock, engine.stream({ prompt: "now?", conversationId: "c1" }));
  });

  test("has nothing to compact in a short conversation, and stores no summary that saves nothing", async () => {
    const { clock, engine, store } = stage(() =>
      answer(["a summary that is longer than everything that was ever said here, by far, in fact"]),
    );
    store.create({ id: "c1", title: "t" });
    for (let n = 0; n < 3; n += 1) store.addTurn({ id: `t${n}`, conversationId: "c1" }, "q", "a");
    await expect(clock.drive(engine.compact("c1"))).rejects.toMatchObject({ code: "invalid_input" });
    await expect(clock.drive(engine.compact("c1", { keepTurns: 1 }))).rejects.toMatchObject({ code: "bad_response" });
    await expect(clock.drive(engine.compact("nope"))).rejects.toMatchObject({ code: "not_found" });
    expect(store.compactions("c1")).toEqual([]);
  });

  test("a conversation longer than any model's window is summarised piece by piece", async () => {
    const { clock, engine, store, provider } = stage(
      (call) =>
        messagesText(call.messages).length > 9_000
          ? [{ fail: new OrchestratorError("context_too_long", "too long") }]
          : answer(["short"]),
      { window: 100_000 },
    );
    store.create({ id: "c1", title: "t" });
    for (let n = 0; n < 40; n += 1)
      store.addTurn({ id: `t${n}`, conversationId: "c1" }, `question ${n}`, "word ".repeat(200));
    const compaction = await clock.drive(engine.compact("c1", { keepTurns: 4 }));
    expect(compaction.summary).toBe("short");
    expect(provider.calls.length).toBeGreaterThan(4);
  });
});

describe("resuming", () => {
  test("goes on from a partial answer as a new turn after it", async () => {
    const { clock, engine, store, provider } = stage(() => answer(["and on"]));
    store.create({ id: "c1", title: "t" });
    store.addTurn({ id: "t1", conversationId: "c1", status: "interrupted", model: "openai-a" }, "tell me", "Once upon");
    const events = await collect(clock, engine.resume("t1"));
    expectWellFormed(events);
    expect(store.turn(events[0]?.turnId ?? "")).toMatchObject({ parentId: "t1", status: "complete" });
    expect(provider.calls[0]?.call.messages.map((message) => message.role)).toEqual(["user", "assistant", "user"]);
    expect(messagesText(provider.calls[0]?.call.messages ?? [])).toContain("Once upon");
    expect((await collect(clock, engine.resume(events[0]?.turnId ?? ""))).at(-1)).toMatchObject({
      error: { code: "invalid_input" },
    });
  });

  test("keeps no question of its own: our instruction is sent, and never stored", async () => {
    const { clock, engine, store, provider } = stage(() => answer(["and on"]));
    store.create({ id: "c1", title: "t" });
    store.addTurn({ id: "t1", conversationId: "c1", status: "interrupted", model: "openai-a" }, "tell me", "Once upon");
    const begun: unknown[] = [];
    const { beginTurn } = store;
    store.beginTurn = (turn) => {
      begun.push([turn.question, turn.continues]);
      beginTurn(turn);
    };
    const [start] = await collect(clock, engine.resume("t1"));
    expect(begun).toEqual([[[], true]]);
    expect(store.turn(start?.turnId ?? "")).toMatchObject({ question: [], continues: true });
    expect(provider.calls[0]?.call.messages.at(-1)?.parts).toMatchObject([
      { text: expect.stringContaining("Continue it") as string },
    ]);
    await collect(clock, engine.stream({ prompt: "thanks", conversationId: "c1" }));
    const sent = provider.calls[1]?.call.messages ?? [];
    expect(sent.map((message) => message.role)).toEqual(["user", "assistant", "user", "assistant", "user"]);
    expect(messagesText(sent)).toContain("Continue it");
    await collect(clock, engine.stream({ regenerateTurnId: start?.turnId ?? "" }));
    expect(provider.calls[2]?.call.messages).toEqual(provider.calls[0]?.call.messages);
    expect(store.turns("c1").at(-1)).toMatchObject({ parentId: "t1", question: [], continues: true });
  });

  test("asks again where nothing was answered", async () => {
    const { clock, engine, store, provider } = stage(() => answer(["yes"]));
    store.create({ id: "c1", title: "t" });
    store.addTurn({ id: "t1", conversationId: "c1", status: "failed" }, "tell me", "");
    await collect(clock, engine.resume("t1"));
    expect(messagesText(provider.calls[0]?.call.messages ?? [])).toBe("tell me");
    expect(store.turns("c1")).toHaveLength(2);
  });
});

describe("titles", () => {
  test.each([
    ["  hello\nworld ", "hello world"],
    ["# Fix `this`\n```ts\ncode\n```", "Fix this"],
    ["see https://example.com/a?b=c please", "see please"],
    ["word ".repeat(40), `${"word ".repeat(10)}word…`],
    ["x".repeat(100), `${"x".repeat(59)}…`],
    ["日本語".repeat(40), `${"日本語".repeat(19)}日本…`],
    ["```\nonly code\n```", "``` only code ```"],
    ["", ""],
  ])("%j", (from, to) => {
    expect(titleFromText(from)).toBe(to);
    expect([...titleFromText(from)].length).toBeLessThanOrEqual(60);
  });

  test("by a model, falling back to the first words, never over the user's own", async () => {
    for (const works of [true, false]) {
      const { clock, engine, store, provider } = stage(() =>
        works ? answer(['"A fine title."\nmore']) : [{ fail: new OrchestratorError("authentication", "no key") }],
      );
      store.create({ id: "c1" });
      store.addTurn({ id: "t1", conversationId: "c1" }, "how do I do it?", "so");
      expect(await clock.drive(engine.title("c1", { by: "model" }))).toBe(works ? "A fine title" : "how do I do it?");
      expect(provider.calls[0]?.call.maxOutputTokens).toBe(100);
      store.update("c1", { title: "mine", titleBy: "user" });
      expect(await clock.drive(engine.title("c1", { by: "model" }))).toBe("mine");
    }
  });

  test("in model mode a better title comes after the turn has ended, and ends with the engine", async () => {
    const { clock, engine, store } = stage(
      (call) => (call.system?.startsWith("You name") ? [{ wait: 500 }, ...answer(["Better title"])] : answer(["ok"])),
      { settings: { titles: "model" } },
    );
    const events = await collect(clock, engine.stream({ prompt: "first words", save: true }));
    const id = events[0]?.type === "turn-start" ? (events[0].conversationId ?? "") : "";
    expect(store.get(id)?.title).toBe("first words");
    await clock.advance(1_000);
    expect(store.get(id)?.title).toBe("Better title");
    await engine[Symbol.asyncDispose]();
  });
});
