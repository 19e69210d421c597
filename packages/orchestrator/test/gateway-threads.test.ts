import type { Message } from "@ai-orchestrator/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
});
afterAll(() => test[Symbol.asyncDispose]());

/** The model that answers a caller who keeps its own history. */
async function ask(messages: readonly object[]): Promise<string | null> {
  const response = await fetch(`${test.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "auto", messages }),
  });
  await response.text();
  return response.headers.get("x-aio-model");
}

const manual = `Here is our code base. ${"const parse = (text) => text.split(',').map(Number); ".repeat(1_500)}`;
const question = `${manual}\nProve that this parser is correct for all inputs, and rewrite it in Rust with lifetimes and zero copies.`;

it("a thread stays with the model whose provider holds its prompt; another thread with the same words is free", async () => {
  const first = await ask([{ role: "user", content: question }]);
  const thread = [
    { role: "user", content: question },
    { role: "assistant", content: "Here it is." },
    { role: "user", content: "Thanks. Name it." },
  ];
  expect(await ask(thread)).toBe(first);
  const words = (text: string): Message => ({ role: "user", parts: [{ type: "text", text }] });
  const reply: Message = { role: "assistant", parts: [{ type: "text", text: "Here it is." }] };
  const stranger = [words(`${question} `), reply, words("Thanks. Name it.")];
  const decision = await test.orchestrator.route({ messages: stranger });
  expect(decision.model).not.toBe(first);
});
