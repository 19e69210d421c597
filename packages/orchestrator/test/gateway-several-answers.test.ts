import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
let openai: OpenAI;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
  openai = new OpenAI({ apiKey: test.token, baseURL: `${test.gateway.url}/v1`, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

const messages = [{ role: "user" as const, content: "hi" }];

it.each(["groq-llama-3.3-70b", "deepseek-flash", "mistral-small", "kimi-k3", "grok-4.7"])(
  "%s gives as many answers as were asked for, whether its provider knows of several or not",
  async (model) => {
    const whole = await openai.chat.completions.create({ model, messages, n: 3 });
    expect(whole.choices.map(({ index, message }) => [index, message.content])).toEqual(
      [0, 1, 2].map((index) => [index, "Hello from the mock server."]),
    );
    const said = ["", ""];
    for await (const piece of await openai.chat.completions.create({ model, messages, n: 2, stream: true }))
      for (const { index, delta } of piece.choices) said[index] += delta.content ?? "";
    expect(said).toEqual(["Hello from the mock server.", "Hello from the mock server."]);
  },
);

it("OpenAI is asked for several in one call, and pays the question once", async () => {
  const before = test.mock.getRequests().length;
  await openai.chat.completions.create({ model: "gpt-5.5", messages, n: 2 });
  expect(test.mock.getRequests().slice(before)).toHaveLength(1);
  expect(test.mock.getLastRequest()?.body).toMatchObject({ n: 2 });
});
