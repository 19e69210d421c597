import { describe, expect, it } from "vitest";
import type { JsonObject, Model, ModelCall } from "@ai-orchestrator/contract";
import { SUBJECTS, callOf, clientOf, eventsOf, modelOf } from "./subjects.ts";

/** What a call becomes on the wire; nothing answers. */
async function bodyOf(name: string, more: Partial<ModelCall>, model: Partial<Model> = {}): Promise<JsonObject> {
  const subject = SUBJECTS.find((one) => one.name === name)!;
  let body = "{}";
  const send: typeof fetch = async (_input, init) => {
    body = String(init?.body);
    return new Response("", { status: 500 });
  };
  const call = callOf(subject, { tools: [], model: modelOf(subject, model), ...more });
  await expect(eventsOf(await clientOf(subject, "http://127.0.0.1:9", { fetch: send }), call)).rejects.toMatchObject({
    code: "server",
  });
  return JSON.parse(body) as JsonObject;
}

const high = { reasoning: { effort: "high" } } as const;
const none = { reasoning: { effort: "none" } } as const;
const budget = { reasoning: { budgetTokens: 5000 } } as const;

describe("reasoning asked for", () => {
  it.each<[string, Partial<ModelCall>, Partial<Model>, object]>([
    [
      "openai",
      high,
      {},
      { reasoning: { effort: "high", summary: "auto" }, include: ["reasoning.encrypted_content"], store: false },
    ],
    ["openai", budget, {}, { reasoning: { effort: "medium", summary: "auto" } }],
    ["openai", none, {}, { reasoning: { effort: "none" } }],
    [
      "anthropic",
      high,
      {},
      { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "high" } },
    ],
    ["anthropic", budget, { id: "claude-sonnet-4-5-20250929" }, { thinking: { type: "enabled", budget_tokens: 5000 } }],
    [
      "anthropic",
      { reasoning: { budgetTokens: 10 } },
      { id: "claude-haiku-4-5" },
      { thinking: { type: "enabled", budget_tokens: 1024 } },
    ],
    ["google", high, {}, { generationConfig: { thinkingConfig: { thinkingLevel: "high", includeThoughts: true } } }],
    [
      "google",
      budget,
      { id: "gemini-2.5-flash" },
      { generationConfig: { thinkingConfig: { thinkingBudget: 5000, includeThoughts: true } } },
    ],
    ["vertex-ai", high, {}, { generationConfig: { thinkingConfig: { thinkingLevel: "high", includeThoughts: true } } }],
    ["mistral", high, {}, { reasoning_effort: "high" }],
    ["groq", high, {}, { reasoning_effort: "high" }],
    ["groq", high, { id: "qwen/qwen3-32b" }, { reasoning_format: "parsed" }],
    ["xai", high, {}, { reasoning: { effort: "high" }, store: false }],
    ["perplexity", high, {}, { preset: "fast", reasoning: { effort: "high" } }],
    ["perplexity-chat", high, {}, { model: "sonar-reasoning-pro", reasoning_effort: "high" }],
    ["deepseek", high, {}, { thinking: { type: "enabled" }, reasoning_effort: "high" }],
    ["deepseek", none, {}, { thinking: { type: "disabled" } }],
    ["moonshot", high, {}, { reasoning_effort: "high" }],
    ["moonshot", { temperature: 0.2 }, { id: "kimi-k2-thinking" }, { temperature: 1 }],
    ["openai-compatible", high, {}, { reasoning_effort: "high" }],
  ])("%s %j %j", async (name, more, model, expected) => {
    expect(await bodyOf(name, more, model)).toMatchObject(expected);
  });

  it.each(SUBJECTS.map((subject) => subject.name))("%s: never sent to a model that cannot", async (name) => {
    const body = JSON.stringify(
      await bodyOf(name, high, {
        reasoning: false,
        id: name === "google" || name === "vertex-ai" ? "gemini-2.0-flash" : "some-model",
      }),
    );
    expect(body).not.toMatch(/"(?:reasoning|thinking|reasoning_effort|thinkingConfig|reasoning_format|output_config)"/);
  });

  it("groq's gpt-oss models get no reasoning_format", async () => {
    expect(await bodyOf("groq", high)).not.toHaveProperty("reasoning_format");
  });
});

describe("searching the web", () => {
  it.each<[string, object]>([
    ["openai", { tools: [{ type: "web_search" }] }],
    ["anthropic", { tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 5 }] }],
    ["google", { tools: [{ googleSearch: {} }] }],
    ["vertex-ai", { tools: [{ googleSearch: {} }] }],
    ["mistral", { tools: [{ type: "web_search" }], store: false }],
    ["groq", { tools: [{ type: "browser_search" }] }],
    ["xai", { tools: [{ type: "web_search" }] }],
  ])("%s", async (name, expected) => {
    expect(await bodyOf(name, { webSearch: true })).toMatchObject(expected);
    expect(JSON.stringify(await bodyOf(name, {}))).not.toMatch(/search/i);
  });

  it("perplexity's bare models are told to", async () => {
    expect(await bodyOf("perplexity", {}, { id: "sonar" })).toMatchObject({
      model: "perplexity/sonar",
      tools: [{ type: "web_search" }],
    });
    expect(await bodyOf("perplexity", {}, { id: "openai/gpt-5.5" })).toMatchObject({
      model: "openai/gpt-5.5",
      tools: [{ type: "web_search" }],
    });
    expect(await bodyOf("perplexity", {}, { id: "sonar-deep-research" })).toMatchObject({ preset: "medium" });
  });
});

describe("tools", () => {
  const tools = [{ name: "t", inputSchema: { type: "object", properties: {} } }];

  it.each<[string, object]>([
    ["openai", { parallel_tool_calls: false, tool_choice: { type: "function", name: "t" } }],
    ["openai-chat", { parallel_tool_calls: false, tool_choice: { type: "function", function: { name: "t" } } }],
    ["anthropic", { tool_choice: { disable_parallel_tool_use: true } }],
    ["google", { toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["t"] } } }],
    ["mistral", { parallel_tool_calls: false }],
    ["groq", { parallel_tool_calls: false }],
    ["xai", { parallel_tool_calls: false }],
    ["openai-compatible", { parallel_tool_calls: false }],
  ])("%s: one at a time, and a chosen one", async (name, expected) => {
    expect(
      await bodyOf(name, { tools, toolChoice: { type: "tool", name: "t" }, parallelToolCalls: false }),
    ).toMatchObject(expected);
  });
});

describe("structured output", () => {
  const schema: JsonObject = {
    type: "object",
    properties: { a: { type: "string" } },
    required: ["a"],
    additionalProperties: false,
  };
  const format = { responseFormat: { type: "json", schema, name: "reply", strict: true } } as const;

  it.each<[string, object]>([
    ["openai", { text: { format: { type: "json_schema", name: "reply", strict: true, schema } } }],
    ["openai-chat", { response_format: { type: "json_schema", json_schema: { name: "reply", strict: true, schema } } }],
    ["anthropic", { output_config: { format: { type: "json_schema" } } }],
    ["google", { generationConfig: { responseMimeType: "application/json", responseJsonSchema: schema } }],
    ["mistral", { response_format: { type: "json_schema", json_schema: { name: "reply", strict: true, schema } } }],
    ["groq", { response_format: { type: "json_schema", json_schema: { name: "reply", strict: true, schema } } }],
    ["xai", { text: { format: { type: "json_schema", name: "reply", schema } } }],
    ["perplexity", { response_format: { type: "json_schema", json_schema: { name: "reply", schema } } }],
    ["perplexity-chat", { response_format: { type: "json_schema", json_schema: { schema } } }],
    ["deepseek", { response_format: { type: "json_object" } }],
    ["moonshot", { response_format: { type: "json_schema", json_schema: { name: "reply", schema } } }],
    ["openai-compatible", { response_format: { type: "json_schema", json_schema: { name: "reply", schema } } }],
  ])("%s", async (name, expected) => {
    expect(await bodyOf(name, format, { reasoning: false })).toMatchObject(expected);
  });

  it("the schema reaches even a provider that knows only JSON mode", async () => {
    expect(JSON.stringify(await bodyOf("deepseek", format))).toContain("additionalProperties");
  });
});

describe("limits and roles", () => {
  it("anthropic always gets a limit: the model's own by default", async () => {
    expect(await bodyOf("anthropic", none)).toMatchObject({ max_tokens: 4096 });
    expect(await bodyOf("anthropic", { ...none, maxOutputTokens: 77 })).toMatchObject({ max_tokens: 77 });
  });

  it("perplexity's chat sees user and assistant take turns", async () => {
    const text = (role: "user" | "assistant", words: string): ModelCall["messages"][number] => ({
      role,
      parts: [{ type: "text", text: words }],
    });
    const messages = [
      text("user", "a"),
      text("user", "b"),
      text("assistant", "c"),
      text("assistant", "d"),
      text("user", "e"),
    ];
    const body = await bodyOf("perplexity-chat", { messages });
    expect((body["messages"] as JsonObject[]).map((message) => message["role"])).toEqual([
      "system",
      "user",
      "assistant",
      "user",
    ]);
  });

  it("sampling options arrive", async () => {
    const options = {
      temperature: 0.5,
      topP: 0.9,
      seed: 7,
      stop: ["END"],
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
    } as const;
    expect(await bodyOf("openai-chat", options, { reasoning: false })).toMatchObject({
      temperature: 0.5,
      top_p: 0.9,
      seed: 7,
      stop: ["END"],
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
    });
    expect(await bodyOf("google", options, { reasoning: false })).toMatchObject({
      generationConfig: { temperature: 0.5, topP: 0.9, seed: 7, stopSequences: ["END"] },
    });
    expect(
      await bodyOf(
        "anthropic",
        { ...options, topK: 5, topP: undefined as never },
        { reasoning: false, id: "claude-haiku-4-5" },
      ),
    ).toMatchObject({ temperature: 0.5, top_k: 5, stop_sequences: ["END"] });
  });
});
