import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/**
 * A conversation that one provider's model began and another's goes on with. Each provider refuses signatures and ids it
 * did not make itself: what came of a translation goes back to its maker, and to nobody else, relayed or not.
 */
let test: TestGateway;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage("weather", { toolCalls: [{ name: "look", arguments: "{}" }], reasoning: "I should look." });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server.", reasoning: "I greet." });
  });
  openai = new OpenAI({ apiKey: test.token, baseURL: `${test.gateway.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: test.token, baseURL: test.gateway.url, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());
let [before, asked] = [0, 0];
beforeEach(() => {
  before = test.sent.length;
  asked = test.mock.getRequests().length;
});

/** Everything that reached a provider, whichever way. */
const sent = (): string => {
  const relayed = test.mock.getRequests().slice(asked);
  return `${test.sent.slice(before).join("\n")}${JSON.stringify(relayed.map(({ body }) => body))}`;
};
const MODELS = ["gpt-5.5", "deepseek-flash", "gemini-3.5-flash", "grok-4.7", "claude-sonnet-5.5"];

describe.each(MODELS.filter((model) => model !== "claude-sonnet-5.5"))(
  "what %s thought in Anthropic's dialect",
  (model) => {
    it.each([false, true])("reaches Claude without a signature that is not Claude's (streamed: %s)", async (stream) => {
      const question = { max_tokens: 2_000, messages: [{ role: "user" as const, content: "hello" }] };
      const answer = stream
        ? await anthropic.messages.stream({ ...question, model }).finalMessage()
        : await anthropic.messages.create({ ...question, model });
      for (const block of answer.content)
        if (block.type === "thinking" && block.thinking === "") expect(block.signature).not.toBe("");
      before = test.sent.length;
      asked = test.mock.getRequests().length;
      await anthropic.messages.create({
        ...question,
        model: "claude-sonnet-5.5",
        messages: [
          ...question.messages,
          { role: "assistant", content: answer.content },
          { role: "user", content: "and now?" },
        ],
      });
      expect(sent()).toContain("Hello from the mock server.");
      expect(sent()).not.toMatch(/aio1\.|"signature":""/);
    });
  },
);

it("what a provider sealed comes back to it through Anthropic's dialect, and reaches no other", async () => {
  const metadata = { openai: { itemId: "rs_1", reasoningEncryptedContent: "gAAAA-sealed" } };
  const signature = `aio1.${Buffer.from(JSON.stringify(metadata)).toString("base64url")}`;
  const ask = (model: string) =>
    anthropic.messages.create({
      model,
      max_tokens: 2_000,
      messages: [
        { role: "user", content: "hello" },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "I thought.", signature },
            { type: "text", text: "Hi." },
          ],
        },
        { role: "user", content: "and now?" },
      ],
    });
  await ask("gpt-5.5");
  expect(sent()).toContain("gAAAA-sealed");
  before = test.sent.length;
  asked = test.mock.getRequests().length;
  for (const model of ["claude-sonnet-5.5", "gemini-3.5-flash", "mistral-small"]) await ask(model);
  expect(sent()).not.toMatch(/gAAAA-sealed|aio1\./);
});

it("what Claude signed stays as it is, byte for byte", async () => {
  await anthropic.messages.create({
    model: "claude-sonnet-5.5",
    max_tokens: 2_000,
    messages: [
      { role: "user", content: "hello" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "I thought.", signature: "EqQB" },
          { type: "text", text: "Hi." },
        ],
      },
      { role: "user", content: "and now?" },
    ],
  });
  expect(test.sent.length).toBe(before);
});

describe.each(MODELS.filter((model) => model !== "gpt-5.5"))("what %s thought in responses", (model) => {
  it.each([false, true])("reaches OpenAI without an item that is not OpenAI's (streamed: %s)", async (stream) => {
    const answer = stream
      ? await openai.responses.stream({ model, input: "hello" }).finalResponse()
      : await openai.responses.create({ model, input: "hello" });
    before = test.sent.length;
    asked = test.mock.getRequests().length;
    await openai.responses.create({
      model: "gpt-5.5",
      input: [
        { role: "user", content: "hello" },
        ...(answer.output as OpenAI.Responses.ResponseInputItem[]),
        { role: "user", content: "and now?" },
      ],
    });
    expect(sent()).toContain("Hello from the mock server.");
    // What xAI relayed cannot be told from OpenAI's own; where OpenAI refuses it, it is asked again without.
    if (model !== "grok-4.7" && answer.output.some(({ type }) => type === "reasoning"))
      expect(test.sent.length).toBeGreaterThan(before);
    expect(sent()).not.toMatch(/aio1\./);
  });
});

it("what others thought in chat completions is not relayed in fields that a provider refuses", async () => {
  const first = await openai.chat.completions.create({
    model: "claude-sonnet-5.5",
    messages: [{ role: "user", content: "hello" }],
  });
  const message = first.choices[0]?.message as OpenAI.Chat.ChatCompletionMessageParam & { reasoning_details?: object };
  const seal = `aio1.${Buffer.from(JSON.stringify({ anthropic: { signature: "EqQB" } })).toString("base64url")}`;
  message.reasoning_details = [{ type: "reasoning.text", text: "I thought.", signature: seal, index: 0 }];
  await openai.chat.completions.create({
    model: "mistral-small",
    messages: [{ role: "user", content: "hello" }, message, { role: "user", content: "and now?" }],
  });
  expect(sent()).not.toMatch(/aio1\.|reasoning_details/);
});

it("a call that Gemini did not sign is not relayed to it as it is", async () => {
  const body = {
    contents: [
      { role: "user", parts: [{ text: "Look." }] },
      { role: "model", parts: [{ functionCall: { name: "look", args: {} } }] },
      { role: "user", parts: [{ functionResponse: { name: "look", response: { found: true } } }] },
    ],
    tools: [{ functionDeclarations: [{ name: "look", parameters: { type: "OBJECT", properties: {} } }] }],
  };
  const response = await fetch(`${test.gateway.url}/v1beta/models/gemini-3.5-flash:generateContent`, {
    method: "POST",
    headers: { "x-goog-api-key": test.token, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
  expect(test.sent.at(-1)).toContain("thoughtSignature");
});
