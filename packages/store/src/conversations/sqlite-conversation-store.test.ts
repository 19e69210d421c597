import type { Compaction, StoredTurn } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { addTurn, finishedTurn, testStore } from "../../test/test-store.ts";

const png = Buffer.from("not really a picture").toString("base64");

describe("conversations", () => {
  test("a new one is empty and known by its id", () => {
    const { conversations } = testStore();
    const made = conversations.create({ system: "be brief", folder: "work" });
    expect(made).toMatchObject({
      title: "",
      titleBy: "none",
      turnCount: 0,
      tags: [],
      system: "be brief",
      folder: "work",
      cost: { usd: 0 },
    });
    expect(conversations.get(made.id)).toEqual(made);
    expect(conversations.get("nobody")).toBeUndefined();
    expect(() => conversations.create({ id: made.id })).toThrow(/exists already/);
  });

  test("a title the user gave is never replaced by an automatic one", () => {
    const { conversations } = testStore();
    const { id } = conversations.create();
    expect(conversations.update(id, { title: "made up", titleBy: "auto" })).toMatchObject({
      title: "made up",
      titleBy: "auto",
    });
    expect(conversations.update(id, { title: "mine" })).toMatchObject({ title: "mine", titleBy: "user" });
    expect(conversations.update(id, { title: "made up again", titleBy: "auto" })).toMatchObject({
      title: "mine",
      titleBy: "user",
    });
  });

  test("a patch changes what it names, clears with null, and keeps the place in the list", () => {
    const { conversations } = testStore();
    const { id, updatedAt } = conversations.create({ system: "s", folder: "f" });
    const changed = conversations.update(id, {
      pinned: true,
      archived: true,
      tags: ["b", "a", "b"],
      draft: "half a tho",
      folder: null,
      system: null,
    });
    expect(changed).toMatchObject({ pinned: true, archived: true, tags: ["b", "a"], draft: "half a tho", updatedAt });
    expect(changed).not.toHaveProperty("folder");
    expect(changed).not.toHaveProperty("system");
    expect(conversations.update(id, { draft: null })).not.toHaveProperty("draft");
    expect(() => conversations.update(id, { headTurnId: "nobody" })).toThrow(/no turn/);
    expect(() => conversations.update("nobody", {})).toThrow(expect.objectContaining({ code: "not_found" }));
  });

  test("deleting hides, undeleting shows again", () => {
    const { conversations } = testStore();
    const { id } = conversations.create({ title: "findable" });
    conversations.delete(id);
    expect(conversations.list().items).toEqual([]);
    expect(conversations.search({ query: "findable" }).items).toEqual([]);
    expect(conversations.list({ deleted: true }).items.map((found) => found.id)).toEqual([id]);
    expect(conversations.get(id)?.deletedAt).toBeDefined();
    expect(conversations.undelete(id)).not.toHaveProperty("deletedAt");
    expect(conversations.search({ query: "findable" }).items).toHaveLength(1);
  });
});

describe("turns", () => {
  test("a stored turn comes back whole, attachments and all", () => {
    const { conversations } = testStore();
    const { id: conversationId } = conversations.create();
    const turn = {
      ...finishedTurn({ id: "t", conversationId }),
      question: [
        { type: "text", text: "look" },
        { type: "image", mediaType: "image/png", data: png, name: "a.png" },
      ],
      answer: [
        { type: "reasoning", text: "hm", providerMetadata: { anthropic: { signature: "x" } } },
        { type: "tool-call", id: "c", name: "f", input: { a: [1, null] }, rawInput: '{"a":[1,null]}' },
        { type: "tool-result", id: "c", name: "f", output: [{ type: "image", mediaType: "image/png", data: png }] },
        { type: "text", text: "seen" },
      ],
      steps: [
        {
          role: "search",
          title: "Search",
          model: "m",
          provider: "p",
          parts: [{ type: "file", mediaType: "text/plain", data: png, text: "inside" }],
          ok: true,
        },
      ],
      decision: { model: "m", notices: ["n"] } as unknown as NonNullable<StoredTurn["decision"]>,
      usage: { inputTokens: 3, outputTokens: 4, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 1 },
      cost: { usd: 0.1 + 0.2, estimated: true },
      model: "m",
      provider: "p",
      task: "code",
      latencyMs: 12.5,
      firstTokenMs: 3,
      attempts: 2,
      finishReason: "stop",
      demo: true,
    } satisfies StoredTurn;
    conversations.beginTurn({ id: "t", conversationId, question: turn.question, at: Date.parse(turn.createdAt) });
    conversations.finishTurn(turn);
    expect(conversations.turn("t")).toEqual(turn);
    expect(JSON.parse(JSON.stringify(conversations.branch(conversationId)))).toEqual([turn]);
    expect({ ...conversations.turn("t") }.decision).toEqual(turn.decision);
    expect(conversations.get(conversationId)).toMatchObject({
      turnCount: 1,
      lastModel: "m",
      headTurnId: "t",
      cost: { usd: 0.3, estimated: true },
    });
  });

  test("an attachment is stored once however often it is used", () => {
    const store = testStore();
    const { id: conversationId } = store.conversations.create();
    for (const id of ["a", "b", "c"]) {
      store.conversations.beginTurn({
        id,
        conversationId,
        question: [{ type: "file", mediaType: "text/plain", data: png }],
        at: 1,
      });
    }
    expect(store.context.database.raw.prepare("SELECT refs FROM attachment").all()).toEqual([{ refs: 3 }]);
    const { id } = store.conversations.create();
    store.conversations.beginTurn({
      id: "d",
      conversationId: id,
      question: [{ type: "file", mediaType: "text/plain", data: png }],
      at: 1,
    });
    store.conversations.purge({ id: conversationId });
    expect(store.context.database.raw.prepare("SELECT refs FROM attachment").all()).toEqual([{ refs: 1 }]);
    expect(store.conversations.turn("d")?.question).toMatchObject([{ data: png }]);
    store.conversations.purge({ id });
    expect(store.context.database.raw.prepare("SELECT refs FROM attachment").all()).toEqual([]);
  });

  test("data that is not canonical base64 is kept to the letter", () => {
    const { conversations } = testStore();
    const { id: conversationId } = conversations.create();
    const question = [{ type: "image", mediaType: "image/png", data: "not base64 at all!" }] as const;
    conversations.beginTurn({ id: "t", conversationId, question, at: 1 });
    expect(conversations.turn("t")?.question).toEqual(question);
  });

  test("branches are siblings: nothing is overwritten and the head follows", () => {
    const store = testStore();
    const { conversations } = store;
    const { id } = conversations.create();
    addTurn(store, id, { id: "1", question: "q1", answer: "a1" });
    addTurn(store, id, { id: "2", question: "q2", answer: "a2" });
    addTurn(store, id, { id: "2b", question: "q2 edited", answer: "a2b", parentId: "1", at: Date.UTC(2026, 0, 3) });
    addTurn(store, id, {
      id: "0",
      question: "another beginning",
      answer: "yes",
      parentId: null,
      at: Date.UTC(2026, 0, 4),
    });
    const ids = (turns: readonly StoredTurn[]): string[] => turns.map((turn) => turn.id);
    expect(ids(conversations.branch(id))).toEqual(["0"]);
    expect(ids(conversations.branch(id, "2b"))).toEqual(["1", "2b"]);
    expect(ids(conversations.branch(id, "2"))).toEqual(["1", "2"]);
    expect(ids(conversations.branch(id, "2", 1))).toEqual(["2"]);
    expect(ids(conversations.branch(id, "2", 9))).toEqual(["1", "2"]);
    expect(conversations.branchIds(id)).toEqual(["0"]);
    expect(conversations.branchIds(id, "2b")).toEqual(["1", "2b"]);
    expect(ids(conversations.followers(id, "1"))).toEqual(["2", "2b"]);
    expect(ids(conversations.followers(id, null))).toEqual(["1", "0"]);
    expect(ids(conversations.followers(id, "0"))).toEqual([]);
    expect(ids(conversations.leaves(id))).toEqual(["0", "2b", "2"]);
    expect(ids(conversations.turns(id))).toEqual(["1", "2", "2b", "0"]);
    expect(conversations.update(id, { headTurnId: "2b" }).headTurnId).toBe("2b");
    expect(ids(conversations.branch(id))).toEqual(["1", "2b"]);
    expect(ids(conversations.branch(id, undefined, 1))).toEqual(["2b"]);
    expect(() => conversations.branch(id, "nobody")).toThrow(expect.objectContaining({ code: "not_found" }));
    expect(() => conversations.branch("nobody")).toThrow(expect.objectContaining({ code: "not_found" }));
    expect(() => conversations.branchIds(id, "nobody")).toThrow(expect.objectContaining({ code: "not_found" }));
    expect(conversations.branchIds(conversations.create().id)).toEqual([]);
  });

  test("a question for a missing conversation, a foreign parent or a used id is refused and leaves nothing", () => {
    const store = testStore();
    const { conversations } = store;
    const { id } = conversations.create();
    const other = conversations.create();
    addTurn(store, other.id, { id: "theirs", question: "q", answer: "a" });
    const turn = { id: "t", conversationId: id, question: [], at: 1 };
    expect(() => conversations.beginTurn({ ...turn, conversationId: "nobody" })).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    expect(() => conversations.beginTurn({ ...turn, parentId: "theirs" })).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    expect(() => conversations.beginTurn({ ...turn, id: "theirs" })).toThrow(
      expect.objectContaining({ code: "invalid_input" }),
    );
    expect(conversations.turns(id)).toEqual([]);
    expect(conversations.get(id)?.turnCount).toBe(0);
  });

  test("an unknown cost makes the conversation's unknown; costs add up exactly", () => {
    const store = testStore();
    const { conversations } = store;
    const { id } = conversations.create();
    for (let n = 0; n < 10; n += 1) addTurn(store, id, { id: `t${n}`, question: "q", answer: "a", cost: { usd: 0.1 } });
    expect(conversations.get(id)?.cost).toEqual({ usd: 1 });
    addTurn(store, id, { id: "free?", question: "q", answer: "a", cost: { usd: null } });
    expect(conversations.get(id)?.cost).toEqual({ usd: null });
  });

  test("finishing again replaces, a turn never begun is added, ratings stay", () => {
    const store = testStore();
    const { conversations } = store;
    const { id } = conversations.create();
    const turn = finishedTurn({ id: "t", conversationId: id, cost: { usd: 1 } });
    conversations.finishTurn(turn);
    conversations.rate("t", "up");
    conversations.finishTurn({ ...turn, answer: [{ type: "text", text: "rewritten" }], cost: { usd: 3 } });
    expect(conversations.turn("t")).toMatchObject({ rating: "up", answer: [{ text: "rewritten" }] });
    expect(conversations.get(id)).toMatchObject({ turnCount: 1, cost: { usd: 3 }, headTurnId: "t" });
    expect(conversations.search({ query: '"an answer"' }).items).toEqual([]);
    conversations.rate("t", null);
    expect(conversations.turn("t")).not.toHaveProperty("rating");
    expect(() => conversations.rate("nobody", "up")).toThrow(expect.objectContaining({ code: "not_found" }));
    expect(store.verify()).toEqual([]);
  });
});

describe("compactions", () => {
  test("they stand beside the turns and can be undone", () => {
    const store = testStore();
    const { conversations } = store;
    const { id } = conversations.create();
    addTurn(store, id, { id: "t", question: "q", answer: "a" });
    const compaction: Compaction = {
      id: "c",
      conversationId: id,
      throughTurnId: "t",
      summary: "they talked",
      model: "m",
      tokensBefore: 100,
      tokensAfter: 10,
      turnsSummarized: 1,
      createdAt: "2026-01-05T00:00:00.000Z",
    };
    conversations.addCompaction(compaction);
    expect(conversations.compactions(id)).toEqual([compaction]);
    conversations.undoCompaction("c");
    expect(conversations.compactions(id)[0]?.undoneAt).toBeDefined();
    expect(conversations.branch(id)).toHaveLength(1);
    expect(() => conversations.addCompaction({ ...compaction, id: "d", throughTurnId: "nobody" })).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    expect(() => conversations.undoCompaction("nobody")).toThrow(expect.objectContaining({ code: "not_found" }));
  });
});
