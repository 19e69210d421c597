import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/[\s\S]*/, {
      content: "Hello from the mock server.",
      usage: { prompt_tokens: 1_234, completion_tokens: 567, total_tokens: 1_801 },
    });
  });
});
afterAll(() => test[Symbol.asyncDispose]());

it.each([
  ["relayed", "gpt-5.5"],
  ["translated", "claude-sonnet-5.5"],
])("a whole answer, %s, says what it cost and not what was expected", async (_way, model) => {
  const sum = async () => (await test.orchestrator.usage({ by: "model" })).find(({ group }) => group === model);
  const response = await fetch(`${test.gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
  });
  const { usage } = (await response.json()) as { readonly usage: { readonly prompt_tokens: number } };
  expect(usage.prompt_tokens).toBe(1_234);
  await expect.poll(sum).toMatchObject({ calls: 1 });
  const told = Number(response.headers.get("x-aio-cost"));
  expect(told).toBeGreaterThan(0);
  expect(told).toBeCloseTo((await sum())?.usd ?? Number.NaN, 10);
});
