import { describe, expect, it } from "vitest";
import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { geminiReader } from "./gemini-reader.ts";
import { messagesReader } from "./messages-reader.ts";
import { responsesReader } from "./responses-reader.ts";
import type { CreateReader } from "./wire-reader.ts";

function partsOf(create: CreateReader, ...events: readonly JsonObject[]): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [];
  const reader = create((part) => parts.push(part));
  for (const event of events) reader.read(event);
  reader.end();
  return parts;
}

const finish = (parts: readonly LanguageModelV4StreamPart[]) => parts.find((part) => part.type === "finish");

describe("a whole message (Anthropic)", () => {
  it("says its blocks in order, with signatures, sealed thoughts and citations", () => {
    const citation = { type: "page_location", document_title: "Paper", cited_text: "x" };
    const parts = partsOf(messagesReader, {
      type: "message",
      id: "msg_1",
      model: "m",
      content: [
        { type: "thinking", thinking: "why", signature: "sig" },
        { type: "redacted_thinking", data: "sealed" },
        { type: "text", text: "because", citations: [citation] },
        { type: "server_tool_use", id: "s", name: "web_search", input: {} },
      ],
      stop_reason: "stop_sequence",
      stop_sequence: "END",
      usage: { input_tokens: 3, output_tokens: 4, cache_read_input_tokens: 2 },
    });
    expect(parts).toEqual([
      { type: "response-metadata", id: "msg_1", modelId: "m" },
      { type: "reasoning-start", id: "0" },
      { type: "reasoning-delta", id: "0", delta: "why" },
      { type: "reasoning-delta", id: "0", delta: "", providerMetadata: { anthropic: { signature: "sig" } } },
      { type: "reasoning-end", id: "0" },
      { type: "reasoning-start", id: "1", providerMetadata: { anthropic: { redactedData: "sealed" } } },
      { type: "reasoning-end", id: "1" },
      { type: "text-start", id: "2" },
      { type: "text-delta", id: "2", delta: "because" },
      { type: "source", sourceType: "document", id: "source-1", mediaType: "text/plain", title: "Paper" },
      { type: "text-end", id: "2", providerMetadata: { anthropic: { citations: [citation] } } },
      expect.objectContaining({ type: "finish", finishReason: { unified: "stop", raw: "stop_sequence" } }),
    ]);
    expect(finish(parts)).toMatchObject({
      usage: { inputTokens: { total: 5, cacheRead: 2 }, outputTokens: { total: 4 } },
      providerMetadata: { anthropic: { stopSequence: "END" } },
    });
  });

  it("that does not say why it stopped is not taken for complete", () => {
    const parts = partsOf(messagesReader, { type: "message", id: "m", content: [{ type: "text", text: "half" }] });
    expect(finish(parts)).toMatchObject({ finishReason: { unified: "other", raw: undefined } });
  });
});

describe("a whole response (OpenAI, xAI)", () => {
  const output = [
    { type: "reasoning", id: "rs", summary: [{ text: "first" }, { text: "then" }], encrypted_content: "sealed" },
    { type: "message", id: "m", content: [{ type: "output_text", text: "Hello", annotations: [{ type: "x" }] }] },
    { type: "function_call", id: "fc", call_id: "c", name: "get_time", arguments: '{"n":12345678901234567890}' },
  ];
  const response = { object: "response", id: "r", model: "m", status: "completed", output };

  it("has a block for each summary, the last of them sealed, and keeps the arguments' text", () => {
    const parts = partsOf(responsesReader({ namespace: "openai", tools: new Set(["get_time"]) }), response);
    expect(parts.filter((part) => part.type === "reasoning-end")).toEqual([
      { type: "reasoning-end", id: "rs:0", providerMetadata: { openai: { itemId: "rs" } } },
      {
        type: "reasoning-end",
        id: "rs:1",
        providerMetadata: { openai: { itemId: "rs", reasoningEncryptedContent: "sealed" } },
      },
    ]);
    expect(parts).toContainEqual({
      type: "text-end",
      id: "m",
      providerMetadata: { openai: { itemId: "m", annotations: [{ type: "x" }] } },
    });
    expect(parts.find((part) => part.type === "tool-call")).toMatchObject({
      toolCallId: "c",
      input: '{"n":12345678901234567890}',
      providerMetadata: { openai: { itemId: "fc" } },
    });
    expect(finish(parts)).toMatchObject({ finishReason: { unified: "tool-calls" } });
  });

  it("is one block of reasoning with xAI, and cut, refused or failed ones are told apart", () => {
    const create = responsesReader({ namespace: "xai", tools: new Set() });
    const parts = partsOf(create, response);
    expect(parts.filter((part) => part.type === "reasoning-delta").map((part) => part.delta)).toEqual([
      "first",
      "then",
    ]);
    expect(parts.filter((part) => part.type === "reasoning-end")).toHaveLength(1);
    const cut = { ...response, output: [], status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
    expect(finish(partsOf(create, cut))).toMatchObject({ finishReason: { unified: "length" } });
    const refused = [{ type: "message", id: "m", content: [{ type: "refusal", refusal: "No." }] }];
    expect(finish(partsOf(create, { ...response, output: refused }))).toMatchObject({
      finishReason: { unified: "content-filter" },
    });
    expect(() => partsOf(create, { ...response, status: "failed", error: { message: "x" } })).toThrow("failed");
  });

  it("a wrapper around several calls of the caller's is taken apart, any other is a call", () => {
    const use = (name: string) => ({ recipient_name: `functions.${name}`, parameters: { a: name } });
    const wrapper = (...names: readonly string[]) => ({
      ...response,
      output: [
        {
          type: "function_call",
          id: "fc",
          call_id: "c",
          name: "parallel",
          arguments: JSON.stringify({ tool_uses: names.map(use) }),
        },
      ],
    });
    const create = responsesReader({ namespace: "openai", tools: new Set(["one", "two"]) });
    const calls = (response: JsonObject) => partsOf(create, response).filter((part) => part.type === "tool-call");
    expect(calls(wrapper("one", "two"))).toMatchObject([
      { toolCallId: "c_0", toolName: "one", input: '{"a":"one"}' },
      { toolCallId: "c_1", toolName: "two", input: '{"a":"two"}' },
    ]);
    expect(calls(wrapper("one", "strange"))).toMatchObject([{ toolCallId: "c", toolName: "parallel" }]);
  });
});

describe("Gemini", () => {
  const candidate = (parts: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
    candidates: [{ content: { parts: [...parts] }, ...more }],
  });

  it("goes on with a token where one request does not hold the answer, and adds the usage up", () => {
    const parts: LanguageModelV4StreamPart[] = [];
    const reader = geminiReader(["google"])((part) => parts.push(part));
    const usage = (promptTokenCount: number, candidatesTokenCount: number) => ({
      usageMetadata: { promptTokenCount, candidatesTokenCount },
    });
    reader.read({
      ...candidate([{ text: "one " }], { finishReason: "CONTINUATION", continuationToken: "t" }),
      ...usage(5, 10),
    });
    expect(reader.rest?.()).toEqual({ continuationToken: "t" });
    reader.read({ ...candidate([{ text: "two" }], { finishReason: "STOP" }), ...usage(1, 2) });
    expect(reader.rest?.()).toBeUndefined();
    reader.end();
    expect(parts.flatMap((part) => (part.type === "text-delta" ? [part.delta] : []))).toEqual(["one ", "two"]);
    expect(finish(parts)).toMatchObject({
      finishReason: { unified: "stop", raw: "STOP" },
      usage: { inputTokens: { total: 6 }, outputTokens: { total: 12 } },
    });
  });

  it("keeps signatures in their place: of text at its end, alone in a block of their own", () => {
    const under = (thoughtSignature: string) => ({ providerMetadata: { google: { thoughtSignature } } });
    const parts = partsOf(
      geminiReader(["google"]),
      candidate([{ text: "Hm.", thought: true }]),
      candidate([{ text: "", thoughtSignature: "alone" }]),
      candidate([{ text: "Hello" }, { text: "", thoughtSignature: "last" }], { finishReason: "STOP" }),
    );
    expect(parts.slice(0, -1)).toEqual([
      { type: "reasoning-start", id: "0" },
      { type: "reasoning-delta", id: "0", delta: "Hm." },
      { type: "reasoning-end", id: "0" },
      { type: "text-start", id: "1", ...under("alone") },
      { type: "text-end", id: "1" },
      { type: "text-start", id: "2" },
      { type: "text-delta", id: "2", delta: "Hello" },
      { type: "text-end", id: "2", ...under("last") },
    ]);
  });

  it("tells each page and document it is grounded on once", () => {
    const chunks = [
      { web: { uri: "https://a.test", title: "A" } },
      { retrievedContext: { uri: "gs://b/c.pdf", title: "C" } },
      { web: { uri: "https://a.test" } },
      { image: { sourceUri: "https://d.test", imageUri: "https://d.test/x.png" } },
    ];
    const parts = partsOf(geminiReader(["google"]), candidate([], { groundingMetadata: { groundingChunks: chunks } }));
    expect(parts.filter((part) => part.type === "source")).toMatchObject([
      { sourceType: "url", url: "https://a.test", title: "A" },
      { sourceType: "document", title: "C" },
      { sourceType: "url", url: "https://d.test" },
    ]);
  });
});
