import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
let hasty: TestGateway;
const slowly = { latency: 130 };
beforeAll(async () => {
  const content = "Hello";
  const prepare: Parameters<typeof openTestGateway>[0] = (mock) => void mock.onMessage(/[\s\S]*/, { content }, slowly);
  test = await openTestGateway(prepare, { timeouts: { keepAliveMs: 20 } });
  hasty = await openTestGateway(prepare, { timeouts: { keepAliveMs: 20, totalMs: 100 } });
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  await hasty[Symbol.asyncDispose]();
});

/** A stream in each dialect, by a model that speaks another. */
const STREAMS = {
  "chat completions": ["/v1/chat/completions", { messages: [{ role: "user", content: "Hi" }] }],
  responses: ["/v1/responses", { input: "Hi" }],
  messages: ["/v1/messages", { max_tokens: 100, messages: [{ role: "user", content: "Hi" }] }],
  generateContent: [
    "/v1beta/models/mistral-small:streamGenerateContent?alt=sse",
    { contents: [{ parts: [{ text: "Hi" }] }] },
  ],
} as const;

async function ask({ gateway, token }: TestGateway, name: keyof typeof STREAMS): Promise<string> {
  const [path, body] = STREAMS[name];
  const response = await fetch(gateway.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "mistral-small", stream: true, aio: {}, ...body }),
  });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  return response.text();
}

describe.each(Object.keys(STREAMS) as (keyof typeof STREAMS)[])(
  "a stream of %s that takes its time to begin",
  (name) => {
    it("says meanwhile that it lives, and then its answer", async () => {
      const text = await ask(test, name);
      expect(text.startsWith(": keep-alive\n\n")).toBe(true);
      expect(text).toContain("Hello");
      expect(text).not.toContain('"error":{');
    });

    it("ends with one well-formed error event where nothing came in time", async () => {
      const text = await ask(hasty, name);
      const blocks = text.split("\n\n").filter((block) => block !== "" && !block.startsWith(":"));
      expect(blocks).toHaveLength(1);
      const data = blocks[0]?.replace(/^(?:event: error\n)?data: /, "") ?? "";
      expect(JSON.stringify(JSON.parse(data))).toContain("took longer than");
      expect(blocks[0]?.startsWith("event: error\n")).toBe(name === "messages" || name === "responses");
    });
  },
);
