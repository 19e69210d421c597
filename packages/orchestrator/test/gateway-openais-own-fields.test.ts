import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** What OpenAI alone takes in chat completions. Others refuse it (Mistral, Groq, DeepSeek) or pass over it in silence, a limit on the length included. */
let test: TestGateway;
let openai: OpenAI;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
  openai = new OpenAI({ apiKey: test.token, baseURL: `${test.gateway.url}/v1`, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

const messages = [{ role: "user" as const, content: "hi" }];
const OTHERS = ["mistral-small", "groq-llama-3.3-70b", "deepseek-flash", "kimi-k3"];
const FIELDS: Readonly<Record<string, Partial<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming>>> = {
  "a developer's message": { messages: [{ role: "developer", content: "Be terse." }, ...messages] },
  "a limit in the newer word": { max_completion_tokens: 33 },
  "what is to be stored": { store: false, metadata: { a: "b" } },
  "hints for its cache and safety": { prompt_cache_key: "k", safety_identifier: "s" },
  "how many words, and a guess": { verbosity: "low", prediction: { type: "content", content: "x" } },
};
const UNKNOWN = /"(?:store|metadata|prompt_cache_key|safety_identifier|verbosity|prediction)":|developer/;

/** The body that went to the provider, whichever way. */
async function bodyFor(model: string, more: object): Promise<string> {
  const before = test.sent.length;
  const { choices } = await openai.chat.completions.create({ model, messages, ...more });
  expect(choices[0]?.message.content).toBe("Hello from the mock server.");
  return test.sent.length > before ? (test.sent.at(-1) ?? "") : JSON.stringify(test.mock.getLastRequest()?.body);
}

describe.each(Object.keys(FIELDS))("%s", (name) => {
  it.each(OTHERS)("is not sent to %s, or in its own words", async (model) => {
    const body = await bodyFor(model, FIELDS[name] ?? {});
    expect(body).not.toMatch(UNKNOWN);
    if (name.includes("limit")) expect(body).toMatch(/"max_(?:completion_|output_)?tokens":33/);
    if (name.includes("developer")) expect(body).toContain("Be terse.");
  });

  it("goes to OpenAI as it is", async () => {
    const before = test.sent.length;
    await bodyFor("gpt-5.5", FIELDS[name] ?? {});
    expect(test.sent.length).toBe(before);
  });
});

it("a stream of Mistral's is not asked for with what Mistral refuses", async () => {
  const before = test.sent.length;
  let said = "";
  for await (const piece of await openai.chat.completions.create({
    model: "mistral-small",
    messages,
    stream: true,
    stream_options: { include_usage: true },
  }))
    said += piece.choices[0]?.delta.content ?? "";
  expect(said).toBe("Hello from the mock server.");
  expect(test.sent.slice(before).join("")).not.toBe("");
  expect(test.sent.at(-1)).not.toContain("stream_options");
});

it.each([
  { instructions: "Be terse." },
  { prompt_cache_key: "k", safety_identifier: "s", metadata: { a: "b" } },
  { truncation: "auto" as const, max_tool_calls: 3 },
  { text: { verbosity: "low" as const } },
])("responses with %o go to OpenAI as they are, and to xAI in its own words", async (more) => {
  const before = test.sent.length;
  expect((await openai.responses.create({ model: "gpt-5.5", input: "hi", ...more })).output_text).toContain("Hello");
  expect(test.sent.length).toBe(before);
  expect((await openai.responses.create({ model: "grok-4.7", input: "hi", ...more })).output_text).toContain("Hello");
  expect(test.sent.length).toBe(before + 1);
  expect(test.sent.at(-1)).not.toMatch(
    /"(?:instructions|prompt_cache_key|safety_identifier|metadata|truncation|max_tool_calls|verbosity)":/,
  );
  if ("instructions" in more) expect(test.sent.at(-1)).toContain("Be terse.");
});
