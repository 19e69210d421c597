import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredTurn } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryConversation } from "../../test/arbitrary-history.ts";
import { addTurn, finishedTurn, storeOptions, tempFolder, testStore } from "../../test/test-store.ts";
import {
  exportAll,
  exportConversation,
  exportTurn,
  importConversations,
  openStore,
  type HistoryFile,
  type Store,
} from "../index.ts";

const NOW = Date.UTC(2026, 0, 1);

function history(store: Store): HistoryFile {
  return JSON.parse([...exportAll(store.conversations, { format: "json", now: NOW })].join("")) as HistoryFile;
}

describe("JSON", () => {
  test("import(export(x)) is x, encrypted or not, and again adds nothing", () => {
    const file = join(tempFolder(), "history.json");
    fc.assert(
      fc.property(
        fc.tuple(arbitraryConversation("a"), arbitraryConversation("b")),
        fc.boolean(),
        (conversations, encrypted) => {
          const x: HistoryFile = {
            format: "ai-orchestrator-history",
            version: 1,
            exportedAt: new Date(NOW).toISOString(),
            conversations,
          };
          writeFileSync(file, JSON.stringify(x));
          using first = openStore({
            path: ":memory:",
            now: () => NOW,
            newId: () => "id",
            ...(encrypted ? { encryptionKey: new Uint8Array(32) } : {}),
          });
          const report = importConversations(first, { path: file });
          expect(report).toMatchObject({ conversations: { added: 2, extended: 0, unchanged: 0 }, skipped: [] });
          const exported = history(first);
          const byId = (one: HistoryFile): HistoryFile => ({
            ...one,
            conversations: one.conversations.toSorted((a, b) => a.conversation.id.localeCompare(b.conversation.id)),
          });
          expect(byId(exported)).toEqual(byId(JSON.parse(JSON.stringify(x)) as HistoryFile));
          writeFileSync(file, JSON.stringify(exported));
          expect(importConversations(first, { path: file })).toMatchObject({
            conversations: { added: 0, extended: 0, unchanged: 2 },
            turnsAdded: 0,
          });
          expect(first.verify()).toEqual([]);
          using second = openStore({ path: ":memory:", now: () => NOW, newId: () => "id" });
          importConversations(second, { path: file });
          expect(byId(history(second))).toEqual(byId(exported));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a tool's argument named __proto__ comes back as it went", () => {
    const file = join(tempFolder(), "history.json");
    const store = testStore();
    const { id } = store.conversations.create({ title: "odd" });
    addTurn(store, id, { id: "1", question: "q", answer: "a" });
    const text = [...exportAll(store.conversations, { format: "json", now: NOW })]
      .join("")
      .replace(/"answer":\s*\[/, '$&{"type":"tool-call","id":"c","name":"f","input":{"__proto__":{"x":1}}},');
    expect(text).toContain("__proto__");
    writeFileSync(file, text);
    const other = testStore();
    importConversations(other, { path: file });
    expect([...exportAll(other.conversations, { format: "json", now: NOW })].join("")).toContain(
      '"input":{"__proto__":{"x":1}}',
    );
  });

  test("a branch alone, and redaction that keeps ids and bytes", () => {
    const store = testStore();
    const { id } = store.conversations.create({ title: "has a sk-secret key" });
    addTurn(store, id, { id: "1", question: "my key is sk-secret", answer: "a1" });
    addTurn(store, id, { id: "2", question: "q2", answer: "a2" });
    addTurn(store, id, { id: "2b", question: "q2b", answer: "a2b", parentId: "1" });
    const json = exportConversation(store.conversations, id, {
      format: "json",
      now: NOW,
      turnId: "2",
      redact: (text) => text.replaceAll("sk-secret", "[key]"),
    });
    const [only] = (JSON.parse(json) as HistoryFile).conversations;
    expect(only?.turns.map((turn) => turn.id)).toEqual(["1", "2"]);
    expect(only?.conversation).toMatchObject({ id, title: "has a [key] key", headTurnId: "2" });
    expect(json).not.toContain("sk-secret");
  });
});

describe("readable forms", () => {
  function sample(): { store: Store; id: string } {
    const store = testStore();
    const { id } = store.conversations.create({ title: "Titles can be *bold* <b>and</b>\nbroken", system: "be kind" });
    store.conversations.finishTurn(
      finishedTurn({
        id: "1",
        conversationId: id,
        question: [
          { type: "text", text: "what is **this**?" },
          { type: "image", mediaType: "image/png", data: "iVBORw0KGgo=", name: "pic.png" },
          { type: "image", mediaType: "image/svg+xml", data: "PHN2Zz4=", name: "x.svg" },
        ],
        answer: [
          { type: "reasoning", text: "a thought" },
          { type: "text", text: "an <script>alert(1)</script> answer" },
          { type: "source", id: "s", url: 'https://example.com/a?b="c"', title: "A [source]" },
          { type: "source", id: "j", url: "javascript:alert(1)", title: "bad" },
          { type: "tool-call", id: "c", name: "calc", input: { a: "```" } },
        ],
        model: "m",
        provider: "p",
        cost: { usd: 0.0012 },
        latencyMs: 1500,
        usage: { inputTokens: 3, outputTokens: 4, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
      }),
    );
    addTurn(store, id, { id: "2", question: "first way", answer: "one" });
    addTurn(store, id, { id: "2b", question: "second way", answer: "two", parentId: "1" });
    return { store, id };
  }

  test("a turn that reached no model is headed by why, not by a count of nothing", () => {
    const store = testStore({ path: ":memory:" });
    const { id } = store.conversations.create({ title: "t" });
    addTurn(store, id, {
      id: "1",
      question: "q",
      answer: "",
      status: "failed",
      usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
      error: { code: "no_usable_provider", message: "No model is left.", retryable: false },
    });
    for (const format of ["markdown", "text", "html"] as const) {
      const text = exportConversation(store.conversations, id, { format, now: NOW });
      expect(text).toContain("failed: No model is left.");
      expect(text).not.toContain("0 + 0");
    }
  });

  test("markdown shows the current branch and says what it leaves out", () => {
    const { store, id } = sample();
    const markdown = exportConversation(store.conversations, id, { format: "markdown", now: NOW });
    expect(markdown).toMatch(/^# Titles can be \\\*bold\\\* \\<b\\>and\\<\/b\\> broken\n/);
    expect(markdown).toContain("> be kind");
    expect(markdown).toContain("what is **this**?");
    expect(markdown).toContain("> a thought");
    expect(markdown).toContain("m · p · 3 + 4 tokens · $0.001200 · 1.5 s");
    expect(markdown).toContain('1. [A \\[source\\]](<https://example.com/a?b="c">)');
    expect(markdown).toContain('````\n{\n  "a": "```"\n}\n````');
    expect(markdown).toContain("second way");
    expect(markdown).not.toContain("first way");
    expect(markdown).toContain("1 other branch is not shown");
    const all = exportConversation(store.conversations, id, { format: "markdown", now: NOW, allBranches: true });
    expect(all).toContain("first way");
    expect(all.split("what is **this**?")).toHaveLength(2);
  });

  test.each(["markdown", "html", "text"] as const)("%s shows no question where an answer was continued", (format) => {
    const store = testStore();
    const { id } = store.conversations.create({ title: "t" });
    const half = { id: "1", question: "tell me", answer: "Once upon", status: "interrupted" } as const;
    addTurn(store, id, half);
    store.conversations.finishTurn(
      finishedTurn({
        id: "2",
        conversationId: id,
        parentId: "1",
        question: [],
        answer: [{ type: "text", text: "a time" }],
        continues: true,
      }),
    );
    const shown = exportConversation(store.conversations, id, { format, now: NOW });
    expect(shown.match(/\bYou\b/g)).toHaveLength(1);
    expect(shown).toMatch(/tell me[\s\S]*Once upon[\s\S]* · continued[\s\S]*a time/);
  });

  test("HTML runs nothing and loads nothing", () => {
    const { store, id } = sample();
    const html = exportConversation(store.conversations, id, { format: "html", now: NOW });
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|javascript:|<svg|src="http|data:image\/svg/i);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain('src="data:image/png;base64,iVBORw0KGgo="');
    expect(html).toContain('href="https://example.com/a?b=&quot;c&quot;"');
    const rendered = exportConversation(store.conversations, id, {
      format: "html",
      now: NOW,
      renderMarkdown: (markdown) => `<p>${markdown.length}</p>`,
    });
    expect(rendered).toContain(`<div class="text"><p>${"an <script>alert(1)</script> answer".length}</p></div>`);
  });

  test("redaction reaches into what tools were given and gave back, whatever its keys are called", () => {
    const store = testStore();
    const { id } = store.conversations.create();
    const answer: StoredTurn["answer"] = [
      {
        type: "tool-call",
        id: "c",
        name: "f",
        input: { data: "sk-1", code: "sk-1", type: ["sk-1"] },
        rawInput: "sk-1",
      },
      { type: "tool-result", id: "c", name: "f", output: { model: "sk-1", id: "sk-1" } },
      { type: "image", mediaType: "image/png", data: "c2stMQ==" },
    ];
    store.conversations.finishTurn(
      finishedTurn({
        id: "t",
        conversationId: id,
        answer,
        error: { code: "server", message: "sk-1", retryable: false, details: { code: "sk-1" } },
      }),
    );
    const json = exportConversation(store.conversations, id, {
      format: "json",
      now: NOW,
      redact: (text) => text.replaceAll("sk-1", "***").replaceAll("c2stMQ==", "***"),
    });
    expect(json).not.toContain("sk-1");
    expect(json).toContain("c2stMQ==");
  });

  test("plain text, and redaction in every form", () => {
    const { store, id } = sample();
    const text = exportConversation(store.conversations, id, { format: "text", now: NOW });
    expect(text).toContain("You (2026-01-01 00:00:00 UTC):\n\nwhat is **this**?");
    for (const format of ["text", "markdown", "html", "json"] as const) {
      const redacted = exportConversation(store.conversations, id, {
        format,
        now: NOW,
        redact: (value) => value.replaceAll("a thought", "[hidden]"),
      });
      expect(redacted).toContain("[hidden]");
      expect(redacted).not.toContain("a thought");
    }
    expect(() => exportConversation(store.conversations, "nobody", { format: "text", now: NOW })).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
  });

  test("all conversations, deleted ones left out", () => {
    using store = openStore(storeOptions());
    const ids = Array.from({ length: 450 }, (_, n) => store.conversations.create({ title: `number ${n}` }).id);
    store.conversations.delete(ids[7] ?? "");
    const text = [...exportAll(store.conversations, { format: "text", now: NOW })].join("");
    expect(text.match(/number \d+/g)).toHaveLength(449);
    expect(history(store).conversations).toHaveLength(449);
  });
});

test("a single answer in the layouts of -o", () => {
  const turn = finishedTurn({
    id: "t",
    conversationId: "c",
    model: "m",
    provider: "p",
    latencyMs: 12.4,
    usage: { inputTokens: 1, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
  });
  expect(exportTurn(turn, "markdown")).toBe(
    "# AI Response\n\n**Date:** 2026-01-01 00:00 UTC  \n**Model:** m (p)  \n**Latency:** 12 ms\n\n## Prompt\n\na question\n\n## Response\n\nan answer\n\n---\n\n*Tokens: 1 in, 2 out*\n",
  );
  expect(JSON.parse(exportTurn(turn, "json", (text) => text.toUpperCase()))).toMatchObject({
    date: turn.createdAt,
    model: "m",
    latency_ms: 12.4,
    prompt: "A QUESTION",
    response: "AN ANSWER",
    usage: { inputTokens: 1 },
  });
});
