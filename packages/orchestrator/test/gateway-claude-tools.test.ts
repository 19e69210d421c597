import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** What only Claude knows: relayed to it as it is, refused by name elsewhere, dropped where its outcome is in the text. */
let test: TestGateway;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => void mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }));
  anthropic = new Anthropic({ baseURL: test.gateway.url, apiKey: test.token, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

const CLAUDE = "claude-sonnet-5.5";

function ask(model: string, more: object): Promise<Anthropic.Message> {
  const messages: Anthropic.MessageParam[] = [{ role: "user", content: "hello" }];
  return anthropic.messages.create({ model, max_tokens: 100, messages, ...more });
}

it.each([
  { type: "bash_20250124", name: "bash" },
  { type: "text_editor_20250728", name: "str_replace_based_edit_tool" },
  { type: "memory_20250818", name: "memory" },
])("a tool of Claude's own kind, $type", async (tool) => {
  const answer = await ask(CLAUDE, { tools: [tool] });
  expect(answer.content).toMatchObject([{ type: "text", text: "Hello from the mock server." }]);
  await expect(ask("gpt-5.5", { tools: [tool] })).rejects.toThrow(/understood by Claude at Anthropic only/);
});

it("a tool that Anthropic would run and charge for is refused by name", async () => {
  const tools = [{ type: "code_execution_20250825", name: "code_execution" }];
  for (const model of [CLAUDE, "gpt-5.5", "auto"])
    await expect(ask(model, { tools })).rejects.toThrow(/code_execution_20250825\W+tools run at Anthropic/);
});

it("servers and containers at Anthropic are not dropped in silence", async () => {
  await expect(ask("gpt-5.5", { container: "c" })).rejects.toThrow(/container\W+is not supported/);
});

const SEARCHED = [
  { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "rivers" } },
  {
    type: "web_search_tool_result",
    tool_use_id: "srvtoolu_1",
    content: [{ type: "web_search_result", url: "https://a.test", title: "A", encrypted_content: "sealed" }],
  },
  { type: "text", text: "Rivers flow." },
];

it.each([CLAUDE, "gpt-5.5", "gemini-3.5-flash"])("after a search of Claude's, %s can go on", async (model) => {
  const messages = [
    { role: "user", content: "search for rivers" },
    { role: "assistant", content: SEARCHED },
    { role: "user", content: "go on" },
  ];
  const answer = await ask(model, { messages });
  expect(answer.content.find((block) => block.type === "text")?.text).toBe("Hello from the mock server.");
  const sent = `${test.sent.at(-1)}${JSON.stringify(test.mock.getLastRequest()?.body)}`;
  expect(sent).toContain("Rivers flow.");
});

it.each(["gpt-5.5", "gemini-3.5-flash"])("what the caller's own search found reaches %s", async (model) => {
  const found = {
    type: "search_result",
    source: "https://a.test",
    title: "A",
    content: [{ type: "text", text: "Wet." }],
  };
  await ask(model, { messages: [{ role: "user", content: [found, { type: "text", text: "sum up" }] }] });
  expect(`${test.sent.at(-1)}${JSON.stringify(test.mock.getLastRequest()?.body)}`).toContain("Wet.");
});

it("speech and biased words of chat completions are refused where they cannot be said", async () => {
  const messages = [{ role: "user", content: "hello" }];
  const status = async (more: object): Promise<readonly [number, string]> => {
    const response = await fetch(`${test.gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.token}`, "content-type": "application/json" },
      body: JSON.stringify({ messages, ...more }),
    });
    return [response.status, await response.text()];
  };
  const speech = { modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } };
  expect(await status({ model: CLAUDE, ...speech })).toEqual([400, expect.stringContaining('\\"modalities\\"')]);
  expect(await status({ model: CLAUDE, logit_bias: { "50256": -100 } })).toEqual([
    400,
    expect.stringContaining('\\"logit_bias\\"'),
  ]);
  expect((await status({ model: "gpt-5.5", logit_bias: { "50256": -100 } }))[0]).toBe(200);
  expect((await status({ model: CLAUDE, logit_bias: {}, modalities: ["text"] }))[0]).toBe(200);
});
