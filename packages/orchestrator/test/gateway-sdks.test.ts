import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/weather/, { toolCalls: [{ name: "get_weather", arguments: '{"city":"Paris"}', id: "call_1" }] });
    mock.onMessage(/think/, { content: "42", reasoning: "six times seven" });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
  openai = new OpenAI({ baseURL: `${test.gateway.url}/v1`, apiKey: test.token, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: test.gateway.url, apiKey: test.token, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

/** One model a provider: the official clients reach any of them. */
const MODELS = [
  "gpt-5.5",
  "claude-sonnet-5.5",
  "gemini-3.5-flash",
  "mistral-small",
  "groq-llama-3.3-70b",
  "grok-4.7",
  "deepseek-flash",
  "kimi-k3",
];
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

  it.each(MODELS)("gets a tool call from %s and sends its result back", async (model) => {
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
    const stream = anthropic.messages.stream({
      model,
      max_tokens: 100,
      messages: [{ role: "user", content: "hello" }],
    });
    const final = await stream.finalMessage();
    expect(final.content.find((block) => block.type === "text")).toMatchObject({ text: "Hello from the mock server." });
    expect(final.usage.output_tokens).toBeGreaterThan(0);
  });

  it.each(MODELS)("gets a tool call from %s", async (model) => {
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
