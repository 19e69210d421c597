import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { DatabaseSync } from "node:sqlite";
import type { StoredTurn } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { CHATGPT, CLAUDE, OPEN_WEBUI } from "../../test/foreign-exports.ts";
import { makeZip } from "../../test/make-zip.ts";
import { tempFolder, testStore } from "../../test/test-store.ts";
import { importConversations, type ImportReport, type Store } from "../index.ts";

function importJson(store: Store, value: unknown): ImportReport {
  const path = join(tempFolder(), "conversations.json");
  writeFileSync(path, JSON.stringify(value));
  return importConversations(store, { path });
}

function conversation(
  store: Store,
  title: string,
): { id: string; turns: readonly StoredTurn[]; branch: readonly StoredTurn[] } {
  const found = store.conversations.list({ limit: 100 }).items.find((item) => item.title === title);
  if (found === undefined) throw new Error(`no conversation ${title}`);
  return { id: found.id, turns: store.conversations.turns(found.id), branch: store.conversations.branch(found.id) };
}

const says = (turn: StoredTurn | undefined): [question: string, answer: string] => [
  textOf(turn?.question ?? []),
  textOf(turn?.answer ?? []),
];
const textOf = (parts: StoredTurn["question"]): string =>
  parts.map((part) => (part.type === "text" || part.type === "reasoning" ? part.text : `<${part.type}>`)).join("|");

describe("ChatGPT", () => {
  const png = Buffer.from("89504e470d0a1a0a", "hex");
  const zip = (): string => {
    const path = join(tempFolder(), "export.zip");
    writeFileSync(
      path,
      makeZip({
        "user.json": "{}",
        "conversations.json": JSON.stringify(CHATGPT),
        "chat.html": "<html>",
        "file-AAA-cat.png": png,
      }),
    );
    return path;
  };

  test("a whole archive: branches, reasoning, code, pictures, sources, and what was skipped", () => {
    const store = testStore();
    const report = importConversations(store, { path: zip() });
    expect(report).toMatchObject({
      format: "chatgpt",
      conversations: { added: 2, extended: 0, unchanged: 0 },
      turnsAdded: 4,
    });
    expect(Object.fromEntries(report.skipped.map(({ reason, count }) => [reason, count]))).toEqual({
      "entries that are no conversations": 1,
      "inner messages (user_editable_context)": 1,
      "inner messages (reasoning_recap)": 1,
      "files that the export does not contain": 1,
    });
    const { turns, branch, id } = conversation(store, "Plotting");
    expect(branch.map(says)).toEqual([
      ["<image>|What is in the picture?", "Looking\n\nI see a cat.|A cat."],
      [
        "plot a sine",
        "```python\nplot(sin)\n```|```output\ndone\n```|<source>|[file not in the export: file_gone]|Here is the plot.",
      ],
    ]);
    expect(branch[0]).toMatchObject({
      model: "o3",
      provider: "openai",
      createdAt: "2023-11-14T22:13:21.000Z",
      question: [{ mediaType: "image/png", data: png.toString("base64"), name: "file-AAA-cat.png" }, {}],
    });
    expect(branch[1]?.answer.find((part) => part.type === "source")).toEqual({
      type: "source",
      id: "https://example.com/sine",
      url: "https://example.com/sine",
      title: "Sine",
      snippet: "the sine",
    });
    expect(turns.map((turn) => says(turn)[1])).toContain("A small dog.");
    expect(turns.map((turn) => says(turn)[0])).toContain("plot it");
    expect(store.conversations.leaves(id)).toHaveLength(3);
    expect(store.conversations.get(id)).toMatchObject({
      pinned: true,
      titleBy: "auto",
      createdAt: "2023-11-14T22:13:20.500Z",
      updatedAt: "2023-11-14T22:28:20.250Z",
      lastModel: "gpt-4o",
    });
    expect(store.conversations.search({ query: "small dog" }).items).toHaveLength(1);
    expect(store.verify()).toEqual([]);
  });

  test("again adds nothing; an unpacked folder and split files are the same export; growth is added", () => {
    const store = testStore();
    importConversations(store, { path: zip() });
    expect(importConversations(store, { path: zip() })).toMatchObject({
      conversations: { added: 0, extended: 0, unchanged: 2 },
      turnsAdded: 0,
    });
    const folder = tempFolder();
    writeFileSync(join(folder, "conversations-000.json"), JSON.stringify(CHATGPT.slice(0, 1)));
    writeFileSync(join(folder, "conversations-001.json"), JSON.stringify(CHATGPT.slice(1)));
    mkdirSync(join(folder, "images"));
    writeFileSync(join(folder, "images", "file-AAA-cat.png"), png);
    expect(importConversations(store, { path: folder })).toMatchObject({
      conversations: { unchanged: 2 },
      turnsAdded: 0,
    });
    const [first] = structuredClone(CHATGPT) as unknown as [{ current_node: string; mapping: Record<string, object> }];
    const message = (role: string, text: string): object => ({
      author: { role },
      create_time: 1_700_005_000,
      content: { content_type: "text", parts: [text] },
    });
    first.mapping["u3"] = { id: "u3", parent: "a2-final", message: message("user", "thanks") };
    first.mapping["a3"] = { id: "a3", parent: "u3", message: message("assistant", "welcome") };
    first.current_node = "a3";
    const { id } = conversation(store, "Plotting");
    store.conversations.update(id, { title: "Mine now" });
    expect(importJson(store, [first])).toMatchObject({ conversations: { extended: 1 }, turnsAdded: 1 });
    expect(store.conversations.get(id)?.title).toBe("Mine now");
    expect(says(store.conversations.branch(id).at(-1))).toEqual(["thanks", "welcome"]);
    store.conversations.purge({ id });
    expect(importJson(store, [first]).conversations.added).toBe(1);
  });

  test("strange trees: missing parents, circles, answers nobody asked for, thousands in a row", () => {
    const store = testStore();
    const message = (role: string, text: string): object => ({
      author: { role },
      content: { content_type: "text", parts: [text] },
    });
    const strange = {
      a: { parent: "nowhere", message: message("assistant", "hello") },
      b: { parent: "c", message: message("user", "round") },
      c: { parent: "b", message: message("assistant", "and round") },
      d: { parent: "d", message: message("user", "myself") },
    };
    expect(importJson(store, [{ id: "s", title: "strange", create_time: 1, mapping: strange }])).toMatchObject({
      conversations: { added: 1 },
      turnsAdded: 3,
    });
    expect(conversation(store, "strange").turns.map(says).toSorted()).toEqual([
      ["", "hello"],
      ["myself", ""],
      ["round", "and round"],
    ]);
    const long = Object.fromEntries(
      Array.from({ length: 6_000 }, (_, n) => [
        `n${n}`,
        { parent: n === 0 ? null : `n${n - 1}`, message: message(n % 2 === 0 ? "user" : "assistant", `m${n}`) },
      ]),
    );
    expect(
      importJson(store, [{ id: "l", title: "long", create_time: 1, current_node: "n5999", mapping: long }]),
    ).toMatchObject({ turnsAdded: 3_000 });
    expect(conversation(store, "long").branch).toHaveLength(3_000);
    expect(store.verify()).toEqual([]);
  });
});

describe("Claude", () => {
  test("trees and older lists, attachments, artifacts and thinking", () => {
    const store = testStore();
    const report = importJson(store, CLAUDE);
    expect(report).toMatchObject({ format: "claude", conversations: { added: 2 }, turnsAdded: 5 });
    expect(Object.fromEntries(report.skipped.map(({ reason, count }) => [reason, count]))).toEqual({
      "files that the export does not contain": 1,
      "blocks of unknown type hologram": 1,
    });
    const { turns, branch } = conversation(store, "Letters");
    expect(turns.map(says)).toEqual([
      ["Read this|<file>|[file not in the export: photo.jpg]", "hm|I read it."],
      ["write a page", "**A page**|```\n<p>hi</p>\n```|Done."],
      ["write two pages", "Two then."],
    ]);
    expect(branch.map((turn) => says(turn)[0])).toEqual([
      "Read this|<file>|[file not in the export: photo.jpg]",
      "write two pages",
    ]);
    expect(turns[0]?.question[1]).toEqual({
      type: "file",
      mediaType: "text/plain",
      data: Buffer.from("hello notes").toString("base64"),
      name: "notes.txt",
      text: "hello notes",
    });
    const older = conversation(store, "");
    expect(older.turns.map(says)).toEqual([
      ["<file>", "I see."],
      ["good", ""],
    ]);
    expect(store.conversations.search({ query: "paste" }).items[0]?.field).toBe("attachment");
    expect(importJson(store, CLAUDE)).toMatchObject({
      conversations: { added: 0, extended: 0, unchanged: 2 },
      turnsAdded: 0,
    });
    expect(importJson(store, { conversations: CLAUDE }).conversations.unchanged).toBe(2);
    expect(store.verify()).toEqual([]);
  });
});

describe("Open WebUI", () => {
  test("answers side by side are branches; reasoning, files, sources, ratings and errors are kept", () => {
    const store = testStore();
    const report = importJson(store, OPEN_WEBUI);
    expect(report).toMatchObject({
      format: "open-webui",
      conversations: { added: 1 },
      turnsAdded: 3,
      skipped: [{ reason: "files that the export does not contain", count: 1 }],
    });
    const { turns, branch, id } = conversation(store, "Compared");
    expect(turns.map(says)).toEqual([
      ["why?|<image>|<file>|[file not in the export: lost.pdf]", "because"],
      ["why?|<image>|<file>|[file not in the export: lost.pdf]", "is 1 < 2?\nyes|it is so|<source>"],
      ["and then?", ""],
    ]);
    expect(branch).toHaveLength(1);
    expect(turns[0]).toMatchObject({ model: "llama3:8b", rating: "down", usage: { inputTokens: 12, outputTokens: 3 } });
    expect(turns[1]).toMatchObject({ model: "qwen3" });
    expect(turns[2]).toMatchObject({
      status: "failed",
      error: { message: "model not loaded" },
      parentId: turns[1]?.id,
    });
    expect(store.conversations.get(id)).toMatchObject({
      archived: true,
      tags: ["models"],
      system: "be brief",
      headTurnId: turns[1]?.id,
    });
    expect(importJson(store, OPEN_WEBUI)).toMatchObject({ conversations: { unchanged: 1 }, turnsAdded: 0 });
    expect(store.verify()).toEqual([]);
  });
});

describe("the earlier conversations.db", () => {
  test("is read unchanged, attribution lines become facts", () => {
    const path = join(tempFolder(), "conversations.db");
    const legacy = new DatabaseSync(path);
    legacy.exec(`CREATE TABLE conversations (id TEXT PRIMARY KEY, title TEXT, created_at TEXT, updated_at TEXT, model TEXT, settings TEXT);
      CREATE TABLE messages (id TEXT PRIMARY KEY, conversation_id TEXT REFERENCES conversations(id) ON DELETE CASCADE, role TEXT, content TEXT, created_at TEXT, metadata TEXT);
      INSERT INTO conversations VALUES ('c1', 'New Chat', '2026-01-20T10:00:00.000001', '2026-01-20T10:05:00', 'auto', '{}'), ('c2', 'Empty', '2026-01-21T10:00:00', '2026-01-21T10:00:00', NULL, NULL);
      INSERT INTO messages VALUES
        ('m1', 'c1', 'user', 'hi there', '2026-01-20T10:00:01', '{}'),
        ('m2', 'c1', 'assistant', 'Hello!' || char(10) || char(10) || '---' || char(10) || '*Generated by gpt-5*', '2026-01-20T10:00:03', '{"model":"gpt-5","provider":"openai","usage":{"input_tokens":5,"output_tokens":2},"latency_ms":2000}'),
        ('m3', 'c1', 'user', 'and now', '2026-01-20T10:01:00', 'not json'),
        ('m4', 'c1', 'assistant', '', '2026-01-20T10:01:01', NULL);`);
    legacy.close();
    const store = testStore();
    const report = importConversations(store, { path });
    expect(report).toMatchObject({
      format: "conversations.db",
      conversations: { added: 2 },
      turnsAdded: 2,
      skipped: [{ reason: "empty messages", count: 1 }],
    });
    const { turns } = conversation(store, "");
    expect(turns.map(says)).toEqual([
      ["hi there", "Hello!"],
      ["and now", ""],
    ]);
    expect(turns[0]).toMatchObject({
      model: "gpt-5",
      provider: "openai",
      latencyMs: 2000,
      usage: { inputTokens: 5, outputTokens: 2 },
      createdAt: new Date("2026-01-20T10:00:01").toISOString(),
    });
    expect(importConversations(store, { path })).toMatchObject({ conversations: { unchanged: 2 }, turnsAdded: 0 });
  });
});

describe("what cannot be read", () => {
  test.each([
    ["not JSON", "hello"],
    ["JSON of no known form", '{"a":1}'],
    ["a list of no known form", '[{"a":1}]'],
    ["a number", "42"],
    ["a broken ZIP", "PK\u0003\u0004 and then nothing"],
    ["a newer version", '{"format":"ai-orchestrator-history","version":99,"conversations":[]}'],
    ["our form without conversations", '{"format":"ai-orchestrator-history","version":1}'],
  ])("%s is refused and nothing is stored", (_what, content) => {
    const store = testStore();
    const path = join(tempFolder(), "file");
    writeFileSync(path, content, "latin1");
    expect(() => importConversations(store, { path })).toThrow(expect.objectContaining({ code: "invalid_input" }));
    expect(store.conversations.list().items).toEqual([]);
  });

  test.each([
    ["a PDF", "%PDF-1.7 PRIVATE"],
    ["a web page", "<!DOCTYPE html><title>PRIVATE"],
    ["plain text", "PRIVATE words"],
    ["a binary file", "PRIV\0ATE"],
    ["an empty file", ""],
    ["one JSON object a line", '{"a":"PRIVATE"}\n{"a":"PRIVATE"}\n'],
    ["JSON that is cut off or damaged", '[{"a":"PRIVATE"'],
    ["JSON that is cut off or damaged", '{"a": PRIVATE}'],
  ])("is called %s, and no word of it is told", (kind, content) => {
    const path = join(tempFolder(), "notes.json");
    writeFileSync(path, content, "latin1");
    let error: unknown;
    try {
      importConversations(testStore(), { path });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "invalid_input", message: `notes.json is not JSON: it looks like ${kind}.` });
    expect(inspect(error, { depth: 9 })).not.toContain("PRIV");
  });

  test("entries that are no conversations are told by their fields, not by what stands in them", () => {
    const path = join(tempFolder(), "conversations.json");
    const good = { uuid: "u", name: "n", created_at: "2025-01-01T00:00:00Z", chat_messages: [] };
    writeFileSync(path, JSON.stringify([good, { note: "PRIVATE", "PRIVATE field": 1 }, "PRIVATE", ["PRIVATE"]]));
    const { skipped } = importConversations(testStore(), { path });
    expect(JSON.stringify(skipped)).toMatch(/an object with note.*a string.*a list/);
    expect(JSON.stringify(skipped)).not.toContain("PRIVATE");
  });

  test("another program's database, a missing file and a ZIP without conversations are refused", () => {
    const store = testStore();
    const folder = tempFolder();
    const database = new DatabaseSync(join(folder, "x.db"));
    database.exec("CREATE TABLE a (b)");
    database.close();
    writeFileSync(join(folder, "x.zip"), makeZip({ "a.txt": "a" }));
    expect(() => importConversations(store, { path: join(folder, "x.db") })).toThrow(/not a conversations.db/);
    expect(() => importConversations(store, { path: join(folder, "x.zip") })).toThrow(/no conversations.json/);
    expect(() => importConversations(store, { path: join(folder, "nothing") })).toThrow(
      expect.objectContaining({ code: "storage" }),
    );
  });

  test("conversations of our form that do not hold together are left out, the others come in", () => {
    const store = testStore();
    const sound = {
      id: "ok",
      title: "ok",
      titleBy: "user",
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z",
      pinned: false,
      archived: false,
      tags: [],
    };
    const turn = {
      id: "t",
      conversationId: "ok",
      createdAt: "2026-01-01T00:00:00.000Z",
      status: "complete",
      question: [],
      answer: [],
    };
    const broken = [
      { conversation: { ...sound, title: 5 }, turns: [] },
      { conversation: sound, turns: [{ ...turn, parentId: "nobody" }] },
      { conversation: sound, turns: [turn, turn] },
      { conversation: sound, turns: [{ ...turn, conversationId: "else" }] },
      {
        conversation: sound,
        turns: [
          { ...turn, id: "a", parentId: "b" },
          { ...turn, id: "b", parentId: "a" },
        ],
      },
      { conversation: { ...sound, headTurnId: "nobody" }, turns: [turn] },
      { conversation: sound, turns: [{ ...turn, answer: [{ type: "hologram" }] }] },
      { conversation: sound, turns: [{ ...turn, createdAt: "tomorrow" }] },
    ];
    const report = importJson(store, {
      format: "ai-orchestrator-history",
      version: 1,
      exportedAt: "",
      conversations: [...broken, { conversation: sound, turns: [turn] }],
    });
    expect(report).toMatchObject({
      conversations: { added: 1 },
      turnsAdded: 1,
      skipped: [{ reason: "conversations that do not hold together", count: broken.length }],
    });
    expect(
      importJson(store, {
        format: "ai-orchestrator-history",
        version: 1,
        conversations: [{ conversation: { ...sound, id: "thief" }, turns: [{ ...turn, conversationId: "thief" }] }],
      }),
    ).toMatchObject({ conversations: { added: 0 }, skipped: [{ count: 1 }] });
    expect(store.verify()).toEqual([]);
  });
});
