import type { AccessKey } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openVirtualKeys } from "../src/serve/index.ts";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** Virtual keys by the secret shown: what each may do. */
const KEYS: Readonly<Record<string, Partial<AccessKey>>> = {
  "one-model": { allowedModels: ["claude-sonnet-5.5"] },
  local: { localOnly: true },
  free: {},
};

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway(
    (mock) => {
      mock.onImage(/[\s\S]*/, { images: [{ b64Json: "AAAA" }] });
      mock.onMessage(/[\s\S]*/, { content: "Hello." });
    },
    {
      keys: {
        find: (secret) => {
          const found = KEYS[secret];
          return found === undefined ? undefined : { id: `key_${secret}`, name: secret, owner: false, ...found };
        },
      },
    },
  );
});
afterAll(() => test[Symbol.asyncDispose]());

/** Every way to spend money at a provider. */
const SPENDING: readonly (readonly [path: string, body: object])[] = [
  ["/v1/chat/completions", { model: "gpt-5.5", messages: [{ role: "user", content: "hi" }] }],
  ["/v1/responses", { model: "gpt-5.5", input: "hi" }],
  ["/v1/messages", { model: "gpt-5.5", max_tokens: 9, messages: [{ role: "user", content: "hi" }] }],
  ["/v1beta/models/gpt-5.5:generateContent", { contents: [{ role: "user", parts: [{ text: "hi" }] }] }],
  ["/v1/embeddings", { model: "text-embedding-3-small", input: "hi" }],
  ["/v1/images/generations", { model: "gpt-image-2", prompt: "a cat" }],
  ["/v1/images/generations", { prompt: "a cat" }],
];

async function ask(secret: string, path: string, body: object): Promise<{ status: number; text: string }> {
  const response = await fetch(test.gateway.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

it("says who answered and counts it, whatever was asked for", async () => {
  for (const [path, body] of SPENDING) {
    const response = await fetch(test.gateway.url + path, {
      method: "POST",
      headers: { authorization: "Bearer free", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    expect(response.headers.get("x-aio-provider"), path).toBeTruthy();
    expect(response.headers.get("x-aio-model"), path).toBeTruthy();
  }
  const text = test.gateway.metrics.text();
  for (const model of ["gpt-5.5", "text-embedding-3-small", "gpt-image-2"])
    expect(text).toMatch(new RegExp(`aio_calls_total\\{model="${model}",provider="openai",outcome="ok"\\} [1-9]`));
});

describe.each(SPENDING)("%s", (path, body) => {
  it.each(["one-model", "local"])("asks no model that the key %s may not ask", async (secret) => {
    const before = test.mock.getRequests().length;
    const { status, text } = await ask(secret, path, body);
    expect(status, text.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect(test.mock.getRequests().length).toBe(before);
  });

  it("is charged to the key", async () => {
    const calls = async (): Promise<number> =>
      (await test.orchestrator.usage({ by: "key", keyId: "key_free" })).reduce((sum, row) => sum + row.calls, 0);
    const before = await calls();
    const { status, text } = await ask("free", path, body);
    expect(status, text.slice(0, 200)).toBe(200);
    await expect.poll(calls).toBe(before + 1);
  });

  it("is refused once the key's budget is spent", async () => {
    const { paths } = test.orchestrator;
    const name = `poor ${SPENDING.findIndex((one) => one[1] === body)}`;
    const { key } = openVirtualKeys({ file: paths.keys, home: paths.home }).create(
      { name, budgets: [{ period: "day", limitUsd: 1e-9 }] },
      Date.now(),
    );
    Object.assign(KEYS, { [name.replace(" ", "-")]: { ...key } });
    const { status, text } = await ask(name.replace(" ", "-"), path, body);
    expect(status, text.slice(0, 200)).toBe(402);
    if (text.includes("is used up")) expect(text).toContain(name);
  });
});
