import type { AccessKey } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

const KEYS: Readonly<Record<string, AccessKey>> = Object.fromEntries(
  ["one", "two", "three", "four"].map((name) => [name, { id: `key_${name}`, name, owner: false }]),
);

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway(
    (mock) => {
      mock.onImage(/[\s\S]*/, { images: [{ b64Json: "AAAA" }] });
      mock.onMessage(/[\s\S]*/, { content: "Hello." });
    },
    { keys: { find: (secret) => KEYS[secret] } },
  );
});
afterAll(() => test[Symbol.asyncDispose]());

async function ask(secret: string, path: string, body: object): Promise<void> {
  const response = await fetch(test.gateway.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
}

const chat = (model: string, more: object = {}): object => ({
  model,
  messages: [{ role: "user", content: "hi" }],
  ...more,
});
const CHAT = "/v1/chat/completions";
const paced = async (): Promise<readonly string[]> =>
  (await test.orchestrator.alerts()).filter(({ source }) => source === "traffic").map(({ rule }) => rule);

it("callers who ask at the same time are not one fast caller, and several answers to one question are one question", async () => {
  await Promise.all(Object.keys(KEYS).map((secret) => ask(secret, CHAT, chat("gpt-5.5"))));
  await new Promise((resolve) => setTimeout(resolve, 150));
  await ask("one", CHAT, chat("claude-sonnet-5.5", { n: 3 }));
  await ask("two", CHAT, chat("gpt-5.5", { n: 3 }));
  await ask("three", "/v1/images/generations", { model: "gpt-image-2", prompt: "a cat", n: 1 });
  expect(await paced()).toEqual([]);
});

it("one caller who asks twice at once is told of once, whatever is asked for", async () => {
  await Promise.all([ask("four", CHAT, chat("gpt-5.5")), ask("four", CHAT, chat("gpt-5.5"))]);
  await expect.poll(paced).toEqual(["rapid_requests"]);
  const image = { model: "gpt-image-2", prompt: "a cat" };
  await Promise.all([ask("three", "/v1/images/generations", image), ask("three", "/v1/images/generations", image)]);
  await expect.poll(paced).toEqual(["rapid_requests", "rapid_requests"]);
});
