import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** Paths that some clients put before OpenAI's own, and Google's embeddings as its client (@google/genai 3.3.0) asks for them. */
let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
});
afterAll(() => test[Symbol.asyncDispose]());
let before = 0;
beforeEach(() => {
  before = test.sent.length;
});

// Groq's own client, and Google's OpenAI-compatible interface.
describe.each(["/openai/v1", "/v1beta/openai"])("OpenAI's interface under %s", (prefix) => {
  const client = (apiKey = test.token): OpenAI =>
    new OpenAI({ apiKey, baseURL: `${test.gateway.url}${prefix}`, maxRetries: 0 });

  it.each(["groq-llama-3.3-70b", "gemini-3.5-flash"])("answers for %s, whole and streamed", async (model) => {
    const messages = [{ role: "user" as const, content: "Hi" }];
    const whole = await client().chat.completions.create({ model, messages });
    expect(whole.choices[0]?.message.content).toBe("Hello from the mock server.");
    let streamed = "";
    for await (const chunk of await client().chat.completions.create({ model, messages, stream: true }))
      streamed += chunk.choices[0]?.delta.content ?? "";
    expect(streamed).toBe("Hello from the mock server.");
    const response = await client().responses.create({ model, input: "Hi" });
    expect(response.output_text).toBe("Hello from the mock server.");
  });

  it("embeds, and lists models in OpenAI's words", async () => {
    const { data } = await client().embeddings.create({ model: "text-embedding-3-small", input: ["a", "b"] });
    expect(data).toHaveLength(2);
    const ids: string[] = [];
    for await (const one of client().models.list()) ids.push(one.id);
    expect(ids).toContain("auto");
    expect((await client().models.retrieve("gpt-5.5")).object).toBe("model");
    // Whatever a header hints at: who asks below this path speaks OpenAI's dialect.
    const headers = { "x-goog-api-key": test.token };
    expect(await (await fetch(`${test.gateway.url}${prefix}/models`, { headers })).json()).toHaveProperty("data");
  });

  it("wants a token, and says so in OpenAI's words", async () => {
    await expect(client("wrong").models.list()).rejects.toMatchObject({
      status: 401,
      error: { type: "authentication_error" },
    });
    await expect(
      client().chat.completions.create({ model: "no-such-model", messages: [{ role: "user", content: "Hi" }] }),
    ).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  });
});

describe("Google's embeddings", () => {
  const post = async (
    model: string,
    method: string,
    body: object,
  ): Promise<{ readonly status: number; readonly body: unknown }> => {
    const response = await fetch(`${test.gateway.url}/v1beta/models/${model}:${method}`, {
      method: "POST",
      headers: { "x-goog-api-key": test.token, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const content = (text: string): object => ({ role: "user", parts: [{ text }] });
  const vector = { values: expect.arrayContaining([expect.any(Number)]) as number[] };

  it.each(["gemini-embedding-001", "text-embedding-3-small"])("come from %s", async (model) => {
    const one = await post(model, "embedContent", { model: `models/${model}`, content: content("a") });
    expect(one).toMatchObject({ status: 200, body: { embedding: vector } });
    const snake = await post(model, "embedContent", { content: content("a"), output_dimensionality: 64 });
    expect(snake.status).toBe(200);
    expect(test.sent.at(-1)).toContain("64");
  });

  // The mock server has no batches of Google's.
  it("come many at once, in order", async () => {
    const model = "text-embedding-3-small";
    const requests = ["first text", "second text"].map((text) => ({
      model: `models/${model}`,
      content: content(text),
      outputDimensionality: 64,
    }));
    const many = await post(model, "batchEmbedContents", { requests });
    expect(many).toMatchObject({ status: 200, body: { embeddings: [vector, vector] } });
    expect(test.sent.slice(before).join("\n")).toMatch(/first text[\s\S]*second text/);
    expect(test.sent.at(-1)).toContain("64");
  });

  it.each([
    ["embedContent", {}, "content"],
    ["embedContent", { content: { parts: [] } }, "content"],
    ["embedContent", { content: content("") }, "content"],
    ["embedContent", { content: { parts: [{ inlineData: { mimeType: "image/png", data: "AA" } }] } }, "text"],
    ["embedContent", { content: content("a"), taskType: "RETRIEVAL_QUERY" }, "taskType"],
    ["embedContent", { content: content("a"), title: "A" }, "title"],
    ["embedContent", { model: "models/another", content: content("a") }, "model"],
    ["batchEmbedContents", { requests: [] }, "requests"],
    ["batchEmbedContents", { requests: [{ content: content("a") }, {}] }, "requests[1].content"],
    [
      "batchEmbedContents",
      { requests: [{ content: content("a") }, { content: content("b"), outputDimensionality: 64 }] },
      "requests[1].outputDimensionality",
    ],
  ])("refuses by name what cannot be asked of everybody: %s %j", async (method, body, field) => {
    const answer = await post("gemini-embedding-001", method, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { status: "INVALID_ARGUMENT" } } });
    expect(JSON.stringify(answer.body)).toContain(field);
    expect(test.sent).toHaveLength(before);
  });

  it("refuses a model that makes none", async () => {
    const body = { content: content("a") };
    expect((await post("gpt-5.5", "embedContent", body)).status).toBe(400);
    expect((await post("no-such-model", "embedContent", body)).status).toBe(404);
  });
});
