import type { TurnEvent } from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { runChild } from "../../test/run-child.ts";
import { finishedTurn, storeOptions, testStore } from "../../test/test-store.ts";
import { openStore } from "../open-store.ts";

test("a killed process leaves an interrupted turn with its partial answer, and its money is free again", async () => {
  const options = storeOptions({ now: Date.now });
  let conversationId = "";
  {
    using store = openStore(options);
    conversationId = store.conversations.create().id;
  }
  const child = runChild("hold-turn.ts", [options.path, conversationId, "t"]);
  await child.waitFor((line) => line === "holding");

  using other = openStore(options);
  expect(other.opening).toMatchObject({ uncleanExit: false, recoveredTurns: 0 });
  expect(other.conversations.turn("t")?.status).toBe("running");
  expect(other.conversations.interrupted()).toEqual([]);
  const budget = { scope: "user", period: "day", limitUsd: 5 } as const;
  const reserve = (): unknown => other.ledger.reserve({ at: Date.now(), estimateUsd: 1, budgets: [budget] });
  expect(reserve).toThrow(expect.objectContaining({ code: "budget_exceeded" }));

  child.process.kill("SIGKILL");
  await child.ended;
  expect(other.conversations.interrupted()).toMatchObject([
    {
      id: "t",
      status: "interrupted",
      model: "m",
      answer: [
        { type: "reasoning", text: "let me think" },
        { type: "text", text: "half an answ" },
      ],
    },
  ]);
  expect(reserve).not.toThrow();
  expect(other.conversations.search({ query: "half" }).items).toHaveLength(1);
  expect(other.verify()).toEqual([]);
});

test("opening recovers what died before, and the running turn of a living process is left alone", async () => {
  const options = storeOptions({ now: Date.now });
  let conversationId = "";
  {
    using store = openStore(options);
    conversationId = store.conversations.create().id;
  }
  const dying = runChild("hold-turn.ts", [options.path, conversationId, "dying"]);
  await dying.waitFor((line) => line === "holding");
  dying.process.kill("SIGKILL");
  await dying.ended;
  const living = runChild("hold-turn.ts", [options.path, conversationId, "living"]);
  await living.waitFor((line) => line === "holding");
  using store = openStore(options);
  expect(store.conversations.turn("dying")?.status).toBe("interrupted");
  expect(store.conversations.turn("living")?.status).toBe("running");
  living.process.stdin?.write("finish\n");
  expect(await living.ended).toMatchObject({ code: 0, errors: "" });
  expect(store.conversations.turn("living")?.status).toBe("complete");
});

test("a turn interrupted and continued is no longer offered", () => {
  const options = storeOptions();
  let id = "";
  {
    using store = openStore(options);
    id = store.conversations.create().id;
    store.conversations.beginTurn({ id: "t", conversationId: id, question: [], at: 1 });
  }
  using store = openStore(options);
  expect(store.opening).toMatchObject({ recoveredTurns: 1 });
  expect(store.conversations.interrupted().map((turn) => turn.id)).toEqual(["t"]);
  store.conversations.beginTurn({ id: "u", conversationId: id, parentId: "t", question: [], at: 2 });
  expect(store.conversations.interrupted()).toEqual([]);
});

test.each([
  ["a compare that died after an answer", { whole: "q", text: "half", wholeEnds: 20 }, "whole"],
  ["an answer asked for again of which nothing came", { whole: "q", text: "", wholeEnds: 5 }, "whole"],
  ["an answer asked for again of which a part came", { whole: "q", text: "half", wholeEnds: 5 }, "cut"],
  ["an edited question", { whole: "other", text: "", wholeEnds: 5 }, "cut"],
])("after %s the head is where a person would look", (_what, { whole, text, wholeEnds }, expected) => {
  const options = storeOptions();
  let id = "";
  const question = (asked: string) => [{ type: "text" as const, text: asked }];
  {
    using store = openStore(options);
    const { conversations } = store;
    id = conversations.create().id;
    conversations.beginTurn({ id: "whole", conversationId: id, question: question(whole), at: 1 });
    conversations.beginTurn({ id: "cut", conversationId: id, parentId: null, question: question("q"), at: 10 });
    conversations.finishTurn({
      ...finishedTurn({ id: "whole", conversationId: id }),
      createdAt: new Date(1).toISOString(),
      completedAt: new Date(wholeEnds).toISOString(),
      question: question(whole),
    });
    if (text !== "") conversations.journal("cut", [{ type: "text-delta", id: "a", text, turnId: "cut", seq: 0 }]);
  }
  using store = openStore(options);
  expect(store.conversations.get(id)?.headTurnId).toBe(expected);
  expect(store.conversations.interrupted().map((turn) => turn.id)).toEqual(["cut"]);
  expect(store.verify()).toEqual([]);
});

test("a turn that continues another says so from its beginning on, through a crash and once finished", () => {
  for (const encryptionKey of [undefined, new Uint8Array(32)]) {
    const options = storeOptions(encryptionKey === undefined ? {} : { encryptionKey });
    {
      using store = openStore(options);
      store.conversations.create({ id: "c" });
      store.conversations.beginTurn({ id: "t", conversationId: "c", question: [], at: 1, continues: true });
      expect(store.conversations.turn("t")).toMatchObject({ status: "running", question: [], continues: true });
    }
    using store = openStore(options);
    const [turn] = store.conversations.interrupted();
    expect(turn).toMatchObject({ id: "t", status: "interrupted", continues: true });
    if (turn !== undefined) store.conversations.finishTurn({ ...turn, status: "complete" });
    expect(store.conversations.turn("t")).toMatchObject({ status: "complete", continues: true });
    expect(store.verify()).toEqual([]);
  }
});

test("the journal joins deltas and leaves progress out, and a finished turn has none", () => {
  const store = testStore();
  const { id: conversationId } = store.conversations.create();
  store.conversations.beginTurn({ id: "t", conversationId, question: [], at: 1 });
  const events: TurnEvent[] = [
    { type: "turn-start", at: 1, turnId: "t", seq: 0 },
    { type: "status", phase: "thinking", turnId: "t", seq: 1 },
    ...Array.from({ length: 100 }, (_, n): TurnEvent => ({
      type: "text-delta",
      id: "a",
      text: `${n} `,
      turnId: "t",
      seq: n + 2,
    })),
  ];
  store.conversations.journal("t", events);
  store.conversations.journal("t", [{ type: "status", phase: "generating", turnId: "t", seq: 102 }]);
  const rows = store.context.database.raw.prepare("SELECT events FROM journal").all();
  expect(rows).toHaveLength(1);
  expect(JSON.parse(String(rows[0]?.events))).toHaveLength(2);
  store.conversations.finishTurn(finishedTurn({ id: "t", conversationId }));
  expect(store.context.database.raw.prepare("SELECT * FROM journal").all()).toEqual([]);
  expect(() => store.conversations.journal("t", events)).toThrow(expect.objectContaining({ code: "not_found" }));
});

test("a turn whose last event was journalled is complete, not interrupted", () => {
  const options = storeOptions();
  {
    using store = openStore(options);
    const { id: conversationId } = store.conversations.create();
    store.conversations.beginTurn({ id: "t", conversationId, question: [], at: 1 });
    const usage = { inputTokens: 1, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
    store.conversations.journal("t", [
      { type: "turn-start", at: 1, turnId: "t", seq: 0 },
      { type: "text-delta", id: "a", text: "done", turnId: "t", seq: 1 },
      {
        type: "turn-end",
        model: "m",
        provider: "p",
        finishReason: "stop",
        usage,
        cost: { usd: 0.5 },
        latencyMs: 3,
        attempts: 1,
        turnId: "t",
        seq: 2,
      },
    ]);
  }
  using store = openStore(options);
  expect(store.conversations.turn("t")).toMatchObject({
    status: "complete",
    answer: [{ text: "done" }],
    cost: { usd: 0.5 },
    usage: { outputTokens: 2 },
  });
});
