import type Anthropic from "@anthropic-ai/sdk";
import type OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/**
 * Fields of the official clients' request types with a value of another type. Their own services refuse each of them,
 * whoever would have answered; so do we, in their words, before anybody is asked.
 */
let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
});
afterAll(() => test[Symbol.asyncDispose]());

async function post(path: string, body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(test.gateway.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${test.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const TEXT_WRONG = 5;
const FLAG_WRONG = "true";
const OBJECT_WRONG = ["x"];
const LIST_WRONG = "x";

const anthropic = {
  stop_sequences: LIST_WRONG,
  metadata: OBJECT_WRONG,
  service_tier: TEXT_WRONG,
  stream: FLAG_WRONG,
  max_tokens: "100",
  tools: LIST_WRONG,
  tool_choice: { type: "auto", disable_parallel_tool_use: FLAG_WRONG },
  thinking: OBJECT_WRONG,
  system: TEXT_WRONG,
} satisfies Partial<Record<keyof Anthropic.MessageCreateParams, unknown>>;

const chat = {
  stream_options: LIST_WRONG,
  user: TEXT_WRONG,
  metadata: OBJECT_WRONG,
  store: FLAG_WRONG,
  service_tier: TEXT_WRONG,
  modalities: LIST_WRONG,
  audio: OBJECT_WRONG,
  prediction: OBJECT_WRONG,
  verbosity: TEXT_WRONG,
  safety_identifier: TEXT_WRONG,
  prompt_cache_key: TEXT_WRONG,
  web_search_options: LIST_WRONG,
  stop: TEXT_WRONG,
  n: "2",
  seed: "2",
} satisfies Partial<Record<keyof OpenAI.ChatCompletionCreateParams, unknown>>;

const responses = {
  store: FLAG_WRONG,
  top_logprobs: "1",
  max_tool_calls: "1",
  metadata: OBJECT_WRONG,
  include: [1],
  truncation: TEXT_WRONG,
  user: TEXT_WRONG,
  service_tier: TEXT_WRONG,
  safety_identifier: TEXT_WRONG,
  prompt_cache_key: TEXT_WRONG,
  stream_options: LIST_WRONG,
  text: { verbosity: TEXT_WRONG },
  reasoning: { summary: TEXT_WRONG },
  instructions: TEXT_WRONG,
} satisfies Partial<Record<keyof OpenAI.Responses.ResponseCreateParams, unknown>>;

const inConfig = {
  stopSequences: LIST_WRONG,
  logprobs: "1",
  responseModalities: "TEXT",
  temperature: "1",
};

const hi = [{ role: "user" as const, content: "Hi" }];
const tool = { name: "look", input_schema: { type: "object" } };
const fn = { name: "look", parameters: {} };
const call = { type: "tool_use", id: "t1", name: "look", input: {} };
const contents = [{ role: "user", parts: [{ text: "Hi" }] }];
const FACES = {
  "/v1/messages": {
    shape: { type: "error", error: { type: "invalid_request_error" } },
    // A translated model and one that is relayed.
    models: ["gpt-5.5", "claude-sonnet-5.5"],
    base: { max_tokens: 100, messages: hi },
    wrong: {
      ...anthropic,
      "tools[0].description": { tools: [{ ...tool, description: TEXT_WRONG }] },
      "tools[0].cache_control": { tools: [{ ...tool, cache_control: LIST_WRONG }] },
      "tools[0].strict": { tools: [{ ...tool, strict: FLAG_WRONG }] },
      "metadata.user_id": { metadata: { user_id: TEXT_WRONG } },
      "messages[0].content[0].title": {
        messages: [
          {
            role: "user",
            content: [
              {
                type: "document",
                title: TEXT_WRONG,
                source: { type: "text", media_type: "text/plain", data: "x" },
              },
            ],
          },
        ],
      },
      "messages[0].content[0].signature": {
        messages: [{ role: "assistant", content: [{ type: "thinking", thinking: "x", signature: TEXT_WRONG }] }, ...hi],
      },
      "messages[1].content[0].is_error": {
        messages: [
          { role: "assistant", content: [call] },
          { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "x", is_error: FLAG_WRONG }] },
        ],
      },
    },
    lenient: {
      nothing: Object.fromEntries(Object.keys(anthropic).map((name) => [name, null])),
      "a tool without a description": { tools: [{ ...tool, description: null }] },
    },
  },
  "/v1/chat/completions": {
    shape: { error: { type: "invalid_request_error" } },
    models: ["gpt-5.5", "claude-sonnet-5.5"],
    base: { messages: hi },
    wrong: {
      ...chat,
      "stream_options.include_usage": { stream_options: { include_usage: FLAG_WRONG } },
      "tools[0].function.description": { tools: [{ type: "function", function: { ...fn, description: TEXT_WRONG } }] },
      "tools[0].function.strict": { tools: [{ type: "function", function: { ...fn, strict: FLAG_WRONG } }] },
      "response_format.json_schema.strict": {
        response_format: { type: "json_schema", json_schema: { name: "x", schema: {}, strict: FLAG_WRONG } },
      },
    },
    lenient: {
      nothing: Object.fromEntries(Object.keys(chat).map((name) => [name, null])),
      "one word to stop at": { stop: "END" },
      "a tool without strict": { tools: [{ type: "function", function: { ...fn, strict: null } }] },
    },
  },
  "/v1/responses": {
    shape: { error: { type: "invalid_request_error" } },
    models: ["gpt-5.5", "claude-sonnet-5.5"],
    base: { input: "Hi" },
    wrong: {
      ...responses,
      "tools[0].description": { tools: [{ type: "function", ...fn, description: TEXT_WRONG }] },
      "tools[0].strict": { tools: [{ type: "function", ...fn, strict: FLAG_WRONG }] },
      "input[0].encrypted_content": {
        input: [{ type: "reasoning", id: "r", summary: [], encrypted_content: TEXT_WRONG }, ...hi],
      },
    },
    lenient: { nothing: Object.fromEntries(Object.keys(responses).map((name) => [name, null])) },
  },
  "/v1beta/models/MODEL:generateContent": {
    shape: { error: { status: "INVALID_ARGUMENT" } },
    models: ["gpt-5.5", "gemini-3.5-flash"],
    base: { contents },
    wrong: {
      ...Object.fromEntries(
        Object.entries(inConfig).map(([name, value]) => [
          `generationConfig.${name}`,
          { generationConfig: { [name]: value } },
        ]),
      ),
      safetySettings: "x",
      "toolConfig.functionCallingConfig": { toolConfig: { functionCallingConfig: LIST_WRONG } },
      "toolConfig.functionCallingConfig.mode": { toolConfig: { functionCallingConfig: { mode: TEXT_WRONG } } },
      "tools[0].functionDeclarations[0].description": {
        tools: [{ functionDeclarations: [{ name: "look", description: TEXT_WRONG }] }],
      },
      "contents[0].parts[0].thoughtSignature": {
        contents: [{ role: "model", parts: [{ text: "x", thoughtSignature: TEXT_WRONG }] }, ...contents],
      },
    },
    lenient: {
      nothing: { generationConfig: Object.fromEntries(Object.keys(inConfig).map((name) => [name, null])) },
      "snake case": { generation_config: { stop_sequences: ["END"] } },
    },
  },
} as const;

describe.each(Object.entries(FACES))("%s", (path, { shape, models, base, wrong, lenient }) => {
  const rows = models.flatMap((model) => Object.entries(wrong).map(([field, value]) => ({ model, field, value })));
  const ask = (model: string, more: object): ReturnType<typeof post> =>
    post(path.replace("MODEL", model), path.includes("MODEL") ? { ...base, ...more } : { model, ...base, ...more });

  it.each(rows)("refuses $field of another type, asked of $model", async ({ model, field, value }) => {
    // A field inside another brings the body's field along; one of the body is the value itself.
    const answer = await ask(model, /[.[]/.test(field) ? (value as object) : { [field]: value });
    expect(answer).toMatchObject({ status: 400, body: shape });
    expect(JSON.stringify(answer.body)).toContain(field.split(/[.[\]]+/).at(-1));
  });

  it.each(Object.entries(lenient))("takes what clients send: %s", async (_name, more) => {
    const given: Record<string, unknown> = { ...base, ...more };
    for (const [name, value] of Object.entries(base)) given[name] ??= value;
    for (const model of models) expect(await ask(model, given)).toMatchObject({ status: 200 });
  });
});
