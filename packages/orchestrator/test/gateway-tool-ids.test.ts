import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** A conversation with calls of another provider's model: each provider takes ids of its own form only. */
let test: TestGateway;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
  anthropic = new Anthropic({ apiKey: test.token, baseURL: test.gateway.url, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());
let [before, asked] = [0, 0];
beforeEach(() => {
  before = test.sent.length;
  asked = test.mock.getRequests().length;
});

const FORMS: Readonly<Record<string, RegExp>> = {
  "mistral-small": /^[a-zA-Z0-9]{9}$/,
  "claude-sonnet-5.5": /^[a-zA-Z0-9_-]{1,64}$/,
  "gpt-5.5": /^.{1,40}$/,
};
const IDS = ["functions.look:0", "call_PTLP8xhu3uwZk4l3nlnrrJha", "abcDEF123", `call_1_${"x".repeat(60)}`];

it.each(Object.keys(FORMS).flatMap((model) => IDS.map((id) => [model, id] as const)))(
  "%s is given %s as it takes it",
  async (model, id) => {
    const answer = await anthropic.messages.create({
      model,
      max_tokens: 100,
      tools: [{ name: "look", input_schema: { type: "object" } }],
      messages: [
        { role: "user", content: "Look." },
        { role: "assistant", content: [{ type: "tool_use", id, name: "look", input: {} }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "found" }] },
      ],
    });
    expect(answer.content.find((block) => block.type === "text")?.text).toBe("Hello from the mock server.");
    const relayed = test.mock.getRequests().slice(asked);
    const isRelayed = test.sent.length === before;
    const sent = isRelayed ? JSON.stringify(relayed.map(({ body }) => body)) : test.sent.slice(before).join("\n");
    const ids = [...sent.matchAll(/"(?:tool_call_id|tool_use_id|call_id)":"([^"]*)"/g)].map(([, one]) => one ?? "");
    expect(ids.length).toBeGreaterThan(0);
    for (const one of ids) expect(one).toMatch(FORMS[model] ?? /./);
  },
);
