import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** A provider's own search among tools that are declared but not loaded: elsewhere all of them are loaded from the start. */
let test: TestGateway;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage("weather", { toolCalls: [{ name: "get_weather", arguments: '{"city":"Rome"}' }] });
    mock.onMessage("orders", { toolCalls: [{ name: "crm__list_orders", arguments: '{"customer":"7"}' }] });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
  openai = new OpenAI({ apiKey: test.token, baseURL: `${test.gateway.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: test.token, baseURL: test.gateway.url, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

const SCHEMA = { type: "object" as const, properties: { city: { type: "string" } }, required: ["city"] };
const ELSEWHERE = ["mistral-small", "gemini-3.5-flash", "groq-llama-3.3-70b", "grok-4.7", "deepseek-flash"];

describe("OpenAI's", () => {
  const tools: OpenAI.Responses.Tool[] = [
    { type: "tool_search" },
    {
      type: "function",
      name: "get_weather",
      description: "The weather",
      parameters: SCHEMA,
      strict: false,
      defer_loading: true,
    },
    {
      type: "namespace",
      name: "crm",
      description: "Customers",
      tools: [
        {
          type: "function",
          name: "list_orders",
          parameters: { type: "object", properties: { customer: { type: "string" } } },
          defer_loading: true,
        },
      ],
    },
  ];

  it("goes to OpenAI as it is", async () => {
    const answer = await openai.responses.create({ model: "gpt-5.5", input: "hello", tools });
    expect(answer.output_text).toBe("Hello from the mock server.");
    expect(test.sent.at(-1) ?? "").not.toContain("tool_search");
  });

  it.each([...ELSEWHERE, "claude-sonnet-5.5"])("loads every tool for %s", async (model) => {
    const answer = await openai.responses.create({ model, input: "the weather, please", tools });
    const sent = test.sent.at(-1) ?? "";
    expect(sent).toContain('"get_weather"');
    expect(sent).toContain('"crm__list_orders"');
    expect(sent).not.toMatch(/tool_search|defer_loading/);
    expect(answer.output.find(({ type }) => type === "function_call")).toMatchObject({ name: "get_weather" });
    const other = await openai.responses.create({ model, input: "the orders, please", tools });
    expect(other.output.find(({ type }) => type === "function_call")).toMatchObject({
      name: "list_orders",
      namespace: "crm",
    });
  });

  it("is passed over in a conversation that another provider goes on with", async () => {
    const searched = { execution: "server" as const, call_id: null, status: "completed" as const };
    const input: OpenAI.Responses.ResponseInputItem[] = [
      { role: "user", content: "hi" },
      { type: "tool_search_call", id: "tsc_1", arguments: { paths: ["crm"] }, ...searched },
      { type: "tool_search_output", id: "tso_1", tools: [tools[1] as OpenAI.Responses.FunctionTool], ...searched },
      { type: "function_call", call_id: "c1", name: "get_weather", arguments: '{"city":"Rome"}' },
      { type: "function_call_output", call_id: "c1", output: "Sunny." },
      { role: "user", content: "thanks" },
    ];
    for (const model of ["gpt-5.5", "claude-sonnet-5.5", "mistral-small"]) {
      const answer = await openai.responses.create({ model, input, tools });
      expect(answer.output_text).toBe("Hello from the mock server.");
    }
    expect(test.sent.at(-1)).toContain("Sunny.");
  });

  it("run by the caller stays OpenAI's alone: its tools are not in the request", async () => {
    const search = { type: "tool_search" as const, execution: "client" as const, parameters: { type: "object" } };
    await expect(openai.responses.create({ model: "mistral-small", input: "hi", tools: [search] })).rejects.toThrow(
      /"tool_search" tools are understood by OpenAI's own models only/,
    );
  });
});

describe("Anthropic's", () => {
  const ask = (model: string, type: string, content: Anthropic.MessageParam[]): Promise<Anthropic.Message> =>
    anthropic.messages.create({
      model,
      max_tokens: 100,
      messages: content,
      tools: [
        { type, name: type.replace(/_\d+$/, "") } as Anthropic.Messages.ToolUnion,
        { name: "get_weather", description: "The weather", input_schema: SCHEMA, defer_loading: true },
      ],
    });

  it.each([
    "tool_search_tool_regex_20251119",
    "tool_search_tool_bm25_20251119",
    "tool_search_tool_regex",
    "tool_search_tool_bm25",
  ])("%s goes to Claude as it is, and loads every tool for others", async (type) => {
    const question: Anthropic.MessageParam[] = [{ role: "user", content: "the weather, please" }];
    expect((await ask("claude-sonnet-5.5", type, question)).stop_reason).toBe("tool_use");
    for (const model of [...ELSEWHERE, "gpt-5.5"]) {
      const answer = await ask(model, type, question);
      const call = answer.content.find((block) => block.type === "tool_use");
      expect(call, model).toMatchObject({ name: "get_weather", input: { city: "Rome" } });
      expect(test.sent.at(-1)).not.toMatch(/tool_search|defer_loading/);
    }
  });

  it.each(["claude-sonnet-5.5", "gpt-5.5", "mistral-small"])(
    "what it found before, %s can go on from",
    async (model) => {
      const found = { type: "tool_search_tool_search_result" as const, tool_references: [] };
      const answer = await ask(model, "tool_search_tool_regex_20251119", [
        { role: "user", content: "hi" },
        {
          role: "assistant",
          content: [
            { type: "server_tool_use", id: "srvtoolu_1", name: "tool_search_tool_regex", input: { query: "weather" } },
            { type: "tool_search_tool_result", tool_use_id: "srvtoolu_1", content: found },
            { type: "tool_use", id: "toolu_1", name: "get_weather", input: { city: "Rome" } },
          ],
        },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "Sunny." }] },
      ]);
      expect(answer.content.find((block) => block.type === "text")).toMatchObject({
        text: "Hello from the mock server.",
      });
    },
  );

  it("a search of the caller's own tells others in words which tools it found", async () => {
    const messages: Anthropic.MessageParam[] = [
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: [{ type: "tool_use", id: "toolu_1", name: "find_tools", input: { q: "weather" } }],
      },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "toolu_1",
            content: [{ type: "tool_reference", tool_name: "get_weather" }],
          },
        ],
      },
    ];
    for (const model of ["gpt-5.5", "mistral-small", "gemini-3.5-flash"]) {
      await ask(model, "tool_search_tool_regex_20251119", messages);
      expect(test.sent.at(-1), model).toMatch(/get_weather[^}]{0,40}can be called now/);
    }
  });
});
