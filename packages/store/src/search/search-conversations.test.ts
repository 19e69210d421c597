import { describe, expect, test } from "vitest";
import { addTurn, testStore } from "../../test/test-store.ts";
import { RANKED_MATCHES } from "./turn-candidates.ts";

const plain = (snippet: string | undefined): string => (snippet ?? "").replaceAll(/[\u0001\u0002]/g, "");

/** One conversation a text; returns what a query finds, as snippets with «» for the marks. */
function finder(texts: readonly string[], extra: Parameters<typeof testStore>[0] = {}): (query: string) => string[] {
  const store = testStore({ path: ":memory:", ...extra });
  for (const [index, text] of texts.entries())
    addTurn(store, store.conversations.create().id, { id: `t${index}`, question: "?", answer: text });
  return (query) =>
    store.conversations
      .search({ query })
      .items.map((hit) => hit.snippet.replaceAll("\u0001", "«").replaceAll("\u0002", "»"));
}

describe.each([
  ["a plain history", {}],
  ["an encrypted history", { encryptionKey: new Uint8Array(32).fill(1) }],
])("what is found in %s", (_name, extra) => {
  test.each([
    ["deploy", ["the «deploy»ment failed"]],
    ["deploy*", ["the «deploy»ment failed"]],
    ["deploy ", []],
    ["DEPLOYMENT", ["the «deployment» failed"]],
    ['"deployment failed"', ["the «deployment failed»"]],
    ['"failed deployment"', []],
    ["failed deployment", ["the «deployment» «failed»"]],
    ["failed -deployment", []],
    ["cafe", ["ein «Café» in Zürich"]],
    ["ZURICH", ["ein Café in «Zürich»"]],
    ["snake_case_name", ["call «snake_case_name» here"]],
    ["case", ["call snake_«case»_name here"]],
    ["人工智能", ["学习«人工智能»的方法"]],
    ["工智", ["学习人«工智»能的方法"]],
    ["法", ["学习人工智能的方«法»"]],
    ["東京", ["私は«東京»に住んでいます"]],
    ["すんで", []],
    ["住んで", ["私は東京に«住んで»います"]],
    ["서울", ["나는 «서울»에 산다"]],
    ["สวัสดี", ["«สวัสดี»ครับ"]],
    ["हिन्दी", ["मैं «हिन्दी» बोलता हूँ"]],
    ["МОСКВА", ["город «Москва»"]],
    ["full", ["«ｆｕｌｌ» width"]],
    ["ﬁne", ["«ﬁne» ligature"]],
    ["AND OR NOT", []],
    ['foo" OR "bar', []],
    ["title:x", []],
    ["*", []],
    ["", []],
  ])("%s", (query, expected) => {
    const find = finder(
      [
        "the deployment failed",
        "ein Café in Zürich",
        "call snake_case_name here",
        "学习人工智能的方法",
        "私は東京に住んでいます",
        "나는 서울에 산다",
        "สวัสดีครับ",
        "मैं हिन्दी बोलता हूँ",
        "город Москва",
        "ｆｕｌｌ width",
        "ﬁne ligature",
      ],
      extra,
    );
    expect(find(query)).toEqual(expected);
  });

  test("control sequences of a terminal are no words, and leave nothing in snippets", () => {
    const find = finder(
      ["\u001b[1;31merror\u001b[0m: \u001b]8;;http://x.example\u0007link\u001b]8;;\u0007 \u009b32mgreen"],
      extra,
    );
    expect(find("error ")).toEqual(["«error»: link green"]);
    expect(find("gree")).toEqual(["error: link «gree»n"]);
    expect(find("31m")).toEqual([]);
    expect(find("x.example")).toEqual([]);
  });
});

describe("hits", () => {
  test("name their field; titles and questions come first", () => {
    const store = testStore({ path: ":memory:" });
    const { conversations } = store;
    const titled = conversations.create({ title: "about walruses" });
    const asked = conversations.create();
    addTurn(store, asked.id, { id: "q", question: "what do walruses eat", answer: "clams" });
    const answered = conversations.create();
    addTurn(store, answered.id, { id: "a", question: "which animals have tusks", answer: "elephants and walruses do" });
    const thought = conversations.create();
    conversations.finishTurn({
      id: "r",
      conversationId: thought.id,
      createdAt: "2026-01-01T00:00:00.000Z",
      status: "complete",
      question: [],
      answer: [{ type: "reasoning", text: "could be walruses" }],
    });
    const attached = conversations.create();
    conversations.finishTurn({
      id: "f",
      conversationId: attached.id,
      createdAt: "2026-01-01T00:00:00.000Z",
      status: "complete",
      question: [{ type: "file", mediaType: "text/plain", data: "", text: "walruses in a file" }],
      answer: [],
    });
    const hits = conversations.search({ query: "walruses" }).items;
    expect(new Set(hits.map((hit) => hit.field))).toEqual(
      new Set(["title", "question", "answer", "reasoning", "attachment"]),
    );
    expect(hits[0]).toMatchObject({ field: "title", conversation: { id: titled.id } });
    expect(hits[1]).toMatchObject({ field: "question", turnId: "q" });
  });

  test("an automatic title and the question it repeats are one hit; a title of the user's, or of other words, is its own", () => {
    const store = testStore({ path: ":memory:" });
    const { conversations } = store;
    const named = (id: string, title: string, titleBy: "auto" | "user"): void => {
      const made = conversations.create({ id });
      addTurn(store, made.id, { id: `${id}1`, question: "how do walruses sleep", answer: "at sea", model: "m" });
      addTurn(store, made.id, { id: `${id}2`, question: "and seals?", answer: "walruses and seals alike" });
      conversations.update(made.id, { title, titleBy });
    };
    named("auto", "how do walruses sleep", "auto");
    named("user", "sleeping walruses", "user");
    named("model", "marine mammals", "auto");
    const found = (query: string, filter = {}): string[] =>
      conversations
        .search({ query, ...filter })
        .items.map((hit) => hit.turnId ?? `title of ${hit.conversation.id}`)
        .toSorted();
    const turns = ["auto1", "auto2", "model1", "model2", "user1", "user2"];
    expect(found("walruses")).toEqual([...turns, "title of user"].toSorted());
    expect(found("mammals")).toEqual(["title of model"]);
    expect(found("walruses -sea")).toEqual(["auto2", "model2", "title of auto", "title of user", "user2"]);
    expect(found("walruses", { limit: 1 })).toHaveLength(1);
    expect(found("walruses", { model: "m" })).toEqual(["auto1", "model1", "title of user", "user1"]);
  });

  test("pages cover everything once, best first", () => {
    const store = testStore({ path: ":memory:" });
    for (let n = 0; n < 30; n += 1) {
      const { id } = store.conversations.create(n % 3 === 0 ? { title: `needle ${"hay ".repeat(n)}` } : {});
      addTurn(store, id, { id: `t${n}`, question: `${"hay ".repeat(n)} needle`, answer: "" });
    }
    const all = store.conversations.search({ query: "needle", limit: 1000 }).items;
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = store.conversations.search({
        query: "needle",
        limit: 7,
        ...(cursor === undefined ? {} : { cursor }),
      });
      paged.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
    expect(all).toHaveLength(40);
    expect(all.map((hit) => hit.rank)).toEqual(all.map((hit) => hit.rank).toSorted((a, b) => a - b));
  });

  test("filters narrow turns, conversations and dates", () => {
    const store = testStore({ path: ":memory:" });
    const a = store.conversations.create({ folder: "x" }).id;
    addTurn(store, a, { id: "1", question: "pebble", answer: "", model: "m1", task: "code", at: Date.UTC(2026, 0, 1) });
    addTurn(store, a, { id: "2", question: "pebble", answer: "", model: "m2", task: "chat", at: Date.UTC(2026, 5, 1) });
    const found = (filter: object): (string | undefined)[] =>
      store.conversations.search({ query: "pebble", ...filter }).items.map((hit) => hit.turnId);
    expect(found({ model: "m1" })).toEqual(["1"]);
    expect(found({ task: "chat" })).toEqual(["2"]);
    expect(found({ from: "2026-03-01" })).toEqual(["2"]);
    expect(found({ folder: "y" })).toEqual([]);
    expect(found({ folder: "x", until: "2026-03-01" })).toEqual(["1"]);
  });

  test("a snippet is short, on one line, around the match, and free of marks of its own", () => {
    const store = testStore({ path: ":memory:" });
    const { id } = store.conversations.create();
    addTurn(store, id, {
      id: "t",
      question: `${"before ".repeat(500)}\n\u0001needle\u0002\n${"after ".repeat(500)}`,
      answer: "",
    });
    const snippet = store.conversations.search({ query: "needle" }).items[0]?.snippet ?? "";
    expect(snippet.length).toBeLessThan(230);
    expect(snippet).toMatch(/^…before .*before \u0001needle\u0002 after .*…$/);
    expect(plain(snippet)).not.toMatch(/[\n\u0000-\u001f]/);
  });

  test("a word that is everywhere is ranked among the newest turns, and a filter finds the older ones", () => {
    const store = testStore({ path: ":memory:" });
    const old = store.conversations.create({ folder: "attic" }).id;
    addTurn(store, old, { id: "old", question: "common", answer: "", model: "retired" });
    const { id } = store.conversations.create();
    store.context.database.write("fill", () => {
      for (let n = 0; n < RANKED_MATCHES + 500; n += 1) {
        const question = n === 10 || n === RANKED_MATCHES ? "common" : "common and some other words";
        addTurn(store, id, { id: `t${n}`, question, answer: "" });
      }
    });
    const found = (filter: object): (string | undefined)[] =>
      store.conversations.search({ query: "common ", ...filter }).items.map((hit) => hit.turnId);
    expect(found({ limit: 1 })).toEqual([`t${RANKED_MATCHES}`]);
    expect(found({ model: "retired" })).toEqual(["old"]);
    expect(found({ folder: "attic" })).toEqual(["old"]);
    expect(found({ folder: "attic", model: "other" })).toEqual([]);
    expect(found({ until: "2026-01-02T00:00:00.001Z", model: "retired" })).toEqual(["old"]);
    store.conversations.delete(old);
    expect(found({ folder: "attic" })).toEqual([]);
    expect(found({ deleted: true })).toEqual(["old"]);
  });

  test("pages of few conversations cover everything once too", () => {
    const store = testStore({ path: ":memory:" });
    const { id } = store.conversations.create({ folder: "f" });
    for (let n = 0; n < 25; n += 1)
      addTurn(store, id, { id: `t${n}`, question: `${"hay ".repeat(n % 5)}needle`, answer: "" });
    const seen: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = store.conversations.search({
        query: "needle",
        folder: "f",
        limit: 4,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.items.map((hit) => hit.turnId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });
});
