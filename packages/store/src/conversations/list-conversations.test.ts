import { expect, test } from "vitest";
import { addTurn, testStore } from "../../test/test-store.ts";

test("pages are stable while conversations are added, changed and removed", () => {
  const { conversations } = testStore();
  const ids = Array.from({ length: 25 }, () => conversations.create().id).toReversed();
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 6; page += 1) {
    const { items, next } = conversations.list({ limit: 5, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...items.map((item) => item.id));
    conversations.create();
    conversations.update(ids[0] ?? "", { pinned: true });
    if (page === 1) conversations.purge({ id: ids[20] ?? "" });
    cursor = next;
    if (next === undefined) break;
  }
  expect(seen).toEqual(ids.filter((_, index) => index !== 20));
});

test("a cursor that is not ours is refused", () => {
  const { conversations } = testStore();
  for (const cursor of [
    "",
    "x",
    Buffer.from("[1]").toString("base64url"),
    Buffer.from('["a",1]').toString("base64url"),
  ]) {
    expect(() => conversations.list({ cursor })).toThrow(expect.objectContaining({ code: "invalid_input" }));
  }
});

test("every filter narrows", () => {
  const store = testStore();
  const { conversations } = store;
  const cheap = conversations.create({ title: "cheap one", folder: "home" });
  const dear = conversations.create({ title: "dear one", folder: "work" });
  addTurn(store, cheap.id, {
    id: "1",
    question: "apples",
    answer: "pears",
    model: "small",
    provider: "p1",
    task: "chat",
    cost: { usd: 0.01 },
    at: Date.UTC(2026, 1, 1),
  });
  const alert = {
    id: "al",
    at: "2026-03-01T00:00:00.000Z",
    severity: "high",
    category: "c",
    rule: "r",
    source: "prompt",
    reason: "",
    spans: [],
    score: 1,
    action: "log",
  } as const;
  addTurn(store, dear.id, {
    id: "2",
    question: "plums",
    answer: "cherries",
    model: "large",
    provider: "p2",
    task: "code",
    cost: { usd: 2 },
    at: Date.UTC(2026, 2, 1),
    alerts: [alert],
  });
  conversations.update(dear.id, { tags: ["fruit"], pinned: true, archived: true });
  const found = (filter: Parameters<typeof conversations.list>[0]): string[] =>
    conversations.list(filter).items.map((item) => item.title);
  const [C, D] = ["cheap one", "dear one"];
  expect(found({})).toEqual([D, C]);
  expect(found({ model: "small" })).toEqual([C]);
  expect(found({ provider: "p2" })).toEqual([D]);
  expect(found({ task: "code" })).toEqual([D]);
  expect(found({ model: "small", task: "code" })).toEqual([]);
  expect(found({ tag: "fruit" })).toEqual([D]);
  expect(found({ folder: "home" })).toEqual([C]);
  expect(found({ minCostUsd: 1 })).toEqual([D]);
  expect(found({ hasAlert: true })).toEqual([D]);
  expect(found({ hasAlert: false })).toEqual([C]);
  expect(found({ pinned: true })).toEqual([D]);
  expect(found({ archived: false })).toEqual([C]);
  expect(found({ from: "2026-02-15" })).toEqual([D]);
  expect(found({ until: "2026-02-15" })).toEqual([C]);
  expect(found({ query: "pears" })).toEqual([C]);
  expect(found({ query: "one" })).toEqual([D, C]);
  expect(found({ query: "!!" })).toEqual([]);
  expect(() => found({ from: "yesterday" })).toThrow(/not a date/);
});
