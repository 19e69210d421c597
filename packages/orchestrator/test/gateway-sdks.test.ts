import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MODELS, openTestGateway, TOOL_MODELS, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    const usage = { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 };
    mock.onMessage(/two cities/, {
      toolCalls: [
        { name: "get_weather", arguments: '{"city":"Paris"}', id: "call_1" },
        { name: "get_weather", arguments: '{"city":"Rome"}', id: "call_2" },
      ],
    });
    mock.onMessage(/as json/, { content: '{"city":"Paris"}', usage });
    mock.onMessage(/limited/, {
      error: { message: "Slow down", type: "rate_limit_error" },
      status: 429,
      retryAfter: 1,
    });
    mock.onMessage(/refused/, { error: { message: "No such thing", type: "invalid_request_error" }, status: 400 });
    mock.onMessage(/weather/, { toolCalls: [{ name: "get_weather", arguments: '{"city":"Paris"}', id: "call_1" }] });
    mock.onMessage(/think/, { content: "42", reasoning: "six times seven" });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server.", usage });
  });
  openai = new OpenAI({ baseURL: `${test.gateway.url}/v1`, apiKey: test.token, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: test.gateway.url, apiKey: test.token, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

/** Where the model of a provider cannot see, one of the same provider that can. */
const SEEING: Readonly<Record<string, string>> = { "groq-llama-3.3-70b": "groq-qwen3.8-27b" };
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

describe("the OpenAI SDK, unchanged", () => {
  it.each([...MODELS, "auto", "auto:cheap", "auto:best"])("asks %s, whole and streamed", async (model) => {
    const whole = await openai.chat.completions.create({ model, messages: [{ role: "user", content: "hello" }] });
    expect(whole.choices[0]?.message.content).toBe("Hello from the mock server.");
    expect(whole.choices[0]?.finish_reason).toBe("stop");
    expect(whole.usage?.total_tokens).toBeGreaterThan(0);
    const stream = await openai.chat.completions.create({
      model,
      messages: [{ role: "user", content: "hello" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe("Hello from the mock server.");
    expect(usage?.completion_tokens).toBeGreaterThan(0);
  });

  it.each(TOOL_MODELS)("gets a tool call from %s and sends its result back", async (model) => {
    const tools = [
      { type: "function" as const, function: { name: "get_weather", description: "Weather", parameters } },
    ];
    const first = await openai.chat.completions.create({
      model,
      messages: [{ role: "user", content: "weather in Paris?" }],
      tools,
    });
    const call = first.choices[0]?.message.tool_calls?.[0];
    expect(call).toMatchObject({ type: "function", function: { name: "get_weather" } });
    expect(first.choices[0]?.finish_reason).toBe("tool_calls");
    if (call?.type !== "function") throw new Error("no call");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Paris" });
    const streamed = openai.chat.completions.stream({
      model,
      messages: [{ role: "user", content: "weather in Paris?" }],
      tools,
    });
    const final = await streamed.finalChatCompletion();
    expect(final.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { name: "get_weather" } });
  });

  it.each(MODELS)("shows %s a picture and gets structured output", async (model) => {
    const url = `data:image/png;base64,${PIXEL}`;
    const schema = { ...parameters, additionalProperties: false };
    const answer = await openai.chat.completions.create({
      model: SEEING[model] ?? model,
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "which city, as json" },
            { type: "image_url", image_url: { url } },
          ],
        },
      ],
      response_format: { type: "json_schema", json_schema: { name: "place", schema, strict: true } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toEqual({ city: "Paris" });
    const sent = `${test.sent.at(-1)}${JSON.stringify(test.mock.getLastRequest()?.body)}`;
    expect(sent).toContain(PIXEL.slice(0, 40));
  });

  it.each(TOOL_MODELS)("gets parallel calls from %s, whole and streamed, and answers both", async (model) => {
    const tools = [{ type: "function" as const, function: { name: "get_weather", parameters } }];
    const question = { role: "user" as const, content: "two cities?" };
    const whole = await openai.chat.completions.create({ model, tools, messages: [question] });
    const message = whole.choices[0]?.message;
    const cities = (calls: OpenAI.ChatCompletionMessageToolCall[] | undefined): unknown[] =>
      (calls ?? []).map((call) => (call.type === "function" ? JSON.parse(call.function.arguments) : call));
    expect(cities(message?.tool_calls)).toEqual([{ city: "Paris" }, { city: "Rome" }]);
    const streamed = await openai.chat.completions.stream({ model, tools, messages: [question] }).finalChatCompletion();
    expect(cities(streamed.choices[0]?.message.tool_calls)).toEqual([{ city: "Paris" }, { city: "Rome" }]);
    if (message === undefined) throw new Error("no message");
    const results = (message.tool_calls ?? []).map((call) => ({
      role: "tool" as const,
      tool_call_id: call.id,
      content: "sunny",
    }));
    await openai.chat.completions.create({ model, tools, messages: [question, message, ...results] });
    expect(JSON.stringify(test.mock.getLastRequest()?.body).match(/sunny/g)).toHaveLength(2);
  });

  it.each(MODELS)("sees %s refuse and limit as its own error types", async (model) => {
    const ask = (content: string, stream: boolean): Promise<unknown> =>
      openai.chat.completions.create({ model, stream, messages: [{ role: "user", content }] }) as Promise<unknown>;
    for (const stream of [false, true]) {
      await expect(ask("refused", stream)).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    }
  });

  it("tries again when told to wait, as the SDK does with the provider itself", async () => {
    const patient = new OpenAI({ baseURL: `${test.gateway.url}/v1`, apiKey: test.token, maxRetries: 1 });
    let calls = 0;
    const counting = patient.withOptions({
      fetch: (input, init) => {
        calls += 1;
        return fetch(input, init);
      },
    });
    const key = { model: "groq-llama-3.3-70b", messages: [{ role: "user" as const, content: "limited" }] };
    await expect(counting.chat.completions.create(key)).rejects.toBeInstanceOf(OpenAI.APIError);
    expect(calls).toBe(2);
  });

  it("sees errors as its own types", async () => {
    await expect(
      openai.chat.completions.create({ model: "no-such-model", messages: [{ role: "user", content: "x" }] }),
    ).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(openai.chat.completions.create({ model: "auto", messages: [] })).rejects.toBeInstanceOf(
      OpenAI.BadRequestError,
    );
    const stranger = new OpenAI({ baseURL: `${test.gateway.url}/v1`, apiKey: "wrong", maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });

  it("lists models and makes several choices", async () => {
    const models = [];
    for await (const model of openai.models.list()) models.push(model.id);
    expect(models).toEqual(expect.arrayContaining(["auto", "gpt-5.5", "claude-sonnet-5.5"]));
    const two = await openai.chat.completions.create({
      model: "claude-sonnet-5.5",
      n: 2,
      messages: [{ role: "user", content: "hello" }],
    });
    expect(two.choices.map((choice) => choice.index)).toEqual([0, 1]);
  });
});

describe("the Anthropic SDK, unchanged", () => {
  it.each([...MODELS, "auto"])("asks %s, whole and streamed", async (model) => {
    const whole = await anthropic.messages.create({
      model,
      max_tokens: 100,
      messages: [{ role: "user", content: "hello" }],
    });
    expect(whole.content).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: "text", text: "Hello from the mock server." })]),
    );
    expect(whole.stop_reason).toBe("end_turn");
    expect(whole._request_id).toMatch(/^req_/);
    const stream = anthropic.messages.stream({
      model,
      max_tokens: 100,
      messages: [{ role: "user", content: "hello" }],
    });
    const final = await stream.finalMessage();
    expect(final.content.find((block) => block.type === "text")).toMatchObject({ text: "Hello from the mock server." });
    expect(final.usage.output_tokens).toBeGreaterThan(0);
  });

  it.each(TOOL_MODELS)("gets a tool call from %s", async (model) => {
    const tools = [
      { name: "get_weather", description: "Weather", input_schema: parameters as Anthropic.Tool.InputSchema },
    ];
    const final = await anthropic.messages
      .stream({ model, max_tokens: 100, tools, messages: [{ role: "user", content: "weather in Paris?" }] })
      .finalMessage();
    expect(final.content.find((block) => block.type === "tool_use")).toMatchObject({
      name: "get_weather",
      input: { city: "Paris" },
    });
    expect(final.stop_reason).toBe("tool_use");
  });

  it("lists models, and tells one", async () => {
    const models = [];
    for await (const model of anthropic.models.list()) models.push(model);
    expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining(["auto", "gpt-5.5", "claude-sonnet-5.5"]));
    expect(models.every((model) => model.type === "model" && !Number.isNaN(Date.parse(model.created_at)))).toBe(true);
    const one = await anthropic.models.retrieve("claude-sonnet-5.5");
    expect(one.max_input_tokens).toBeGreaterThan(100_000);
    await expect(anthropic.models.retrieve("no-such-model")).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });

  it("shows thinking as blocks, counts tokens, and sees errors as its own types", async () => {
    const thinking = await anthropic.messages.create({
      model: "deepseek-flash",
      max_tokens: 2000,
      thinking: { type: "enabled", budget_tokens: 1024 },
      messages: [{ role: "user", content: "think" }],
    });
    expect(thinking.content.map((block) => block.type)).toEqual(["thinking", "text"]);
    const counted = await anthropic.messages.countTokens({
      model: "auto",
      messages: [{ role: "user", content: "hello there" }],
    });
    expect(counted.input_tokens).toBeGreaterThan(0);
    await expect(
      anthropic.messages.create({ model: "no-such-model", max_tokens: 1, messages: [{ role: "user", content: "x" }] }),
    ).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });
});
