import { dirname } from "node:path";
import { expect, test } from "vitest";
import { addTurn, filesHolding, storeOptions, testWorld } from "../../test/test-store.ts";
import { openStore } from "../open-store.ts";

test("purging leaves no trace on disk", () => {
  const options = storeOptions();
  const folder = dirname(options.path);
  using store = openStore(options);
  const kept = store.conversations.create({ title: "staying" });
  addTurn(store, kept.id, { id: "k", question: "ordinary words", answer: "more words" });
  const { id } = store.conversations.create({ title: "secrettitle", system: "secretsystem" });
  store.conversations.update(id, { draft: "secretdraft" });
  store.conversations.beginTurn({
    id: "t",
    conversationId: id,
    question: [
      {
        type: "file",
        mediaType: "text/plain",
        data: Buffer.from("secretbytes").toString("base64"),
        text: "secretextract",
      },
    ],
    at: 1,
  });
  store.conversations.journal("t", [{ type: "text-delta", id: "a", text: "secretjournal", turnId: "t", seq: 0 }]);
  const begun = store.conversations.turn("t");
  if (begun !== undefined)
    store.conversations.finishTurn({
      ...begun,
      status: "complete",
      answer: [
        { type: "reasoning", text: "secretthought" },
        { type: "text", text: "secretanswer" },
      ],
    });
  store.conversations.addCompaction({
    id: "c",
    conversationId: id,
    throughTurnId: "t",
    summary: "secretsummary",
    model: "m",
    tokensBefore: 1,
    tokensAfter: 1,
    turnsSummarized: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
  });
  store.alerts.add([
    {
      id: "a",
      at: "2026-01-01T00:00:00.000Z",
      severity: "low",
      category: "c",
      rule: "r",
      source: "prompt",
      reason: "secretreason",
      spans: [],
      score: 0,
      action: "log",
      conversationId: id,
    },
  ]);
  const secrets = [
    "secrettitle",
    "secretsystem",
    "secretdraft",
    "secretbytes",
    "secretextract",
    "secretjournal",
    "secretthought",
    "secretanswer",
    "secretsummary",
    "secretreason",
  ];
  for (const secret of secrets) expect(filesHolding(folder, secret)).not.toEqual([]);

  store.conversations.delete(id);
  for (const secret of secrets.slice(0, 3)) expect(filesHolding(folder, secret)).not.toEqual([]);
  expect(store.conversations.purge({ id })).toBe(1);
  for (const secret of secrets) expect({ secret, in: filesHolding(folder, secret) }).toEqual({ secret, in: [] });
  expect(store.conversations.get(id)).toBeUndefined();
  expect(store.conversations.search({ query: "secretanswer" }).items).toEqual([]);
  expect(store.conversations.turn("k")).toBeDefined();
  expect(store.alerts.list()).toEqual([]);
  expect(store.verify()).toEqual([]);
});

test("money stays counted without pointing anywhere", () => {
  using store = openStore(storeOptions());
  const { id } = store.conversations.create();
  addTurn(store, id, { id: "t", question: "q", answer: "a" });
  const usage = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
  store.ledger.settle({ id: "none" }, [
    {
      at: Date.UTC(2026, 0, 1),
      turnId: "t",
      conversationId: id,
      model: "m",
      provider: "p",
      task: "chat",
      usage,
      cost: { usd: 2 },
    },
  ]);
  store.conversations.purge({ id });
  expect(store.ledger.report({ by: "conversation" })).toMatchObject([{ group: "", usd: 2, calls: 1 }]);
});

test("age decides: old ones go, pinned, recent and running ones stay", () => {
  const world = testWorld(Date.UTC(2026, 0, 1));
  using store = openStore(storeOptions({ now: world.now, newId: world.newId }));
  const old = store.conversations.create().id;
  const pinned = store.conversations.create().id;
  store.conversations.update(pinned, { pinned: true });
  const running = store.conversations.create().id;
  store.conversations.beginTurn({ id: "r", conversationId: running, question: [], at: world.now() });
  const deleted = store.conversations.create().id;
  store.conversations.delete(deleted);
  world.advance(40 * 86_400_000);
  const recent = store.conversations.create().id;
  const justDeleted = store.conversations.create().id;
  store.conversations.delete(justDeleted);
  expect(store.expire(30)).toBe(2);
  expect([old, deleted].map((id) => store.conversations.get(id))).toEqual([undefined, undefined]);
  for (const id of [pinned, running, recent, justDeleted]) expect(store.conversations.get(id)).toBeDefined();
  expect(store.conversations.purge({ deletedBefore: "2030-01-01" })).toBe(1);
  expect(() => store.conversations.purge({ id: "nobody" })).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(store.verify()).toEqual([]);
});

test("a conversation of thousands of turns in a row goes too", () => {
  using store = openStore(storeOptions());
  const { id } = store.conversations.create();
  store.context.database.write("fill", () => {
    for (let n = 0; n < 3_000; n += 1)
      store.conversations.beginTurn({ id: `t${n}`, conversationId: id, question: [], at: n });
  });
  expect(store.conversations.purge({ id })).toBe(1);
  expect(store.verify()).toEqual([]);
});

test("text indexed under another Unicode is forgotten whole", () => {
  using store = openStore(storeOptions());
  const { id } = store.conversations.create();
  addTurn(store, id, { id: "t", question: "q", answer: "answered" });
  const { raw } = store.context.database;
  // As if this word had been two words then.
  store.context.index.forgetTurn(1, { question: "q", answer: "answered", reasoning: "", attachment: "" });
  store.context.index.addTurn(1, { question: "q", answer: "ans wered", reasoning: "", attachment: "" });
  raw.exec("UPDATE meta SET value = '2/6.1' WHERE key = 'index_built'");
  store.conversations.purge({ id });
  for (const word of ["ans", "wered", "answered"]) {
    expect(raw.prepare("SELECT rowid FROM search_turn WHERE search_turn MATCH ?").all(word)).toEqual([]);
  }
  expect(store.verify()).toEqual([]);
});
