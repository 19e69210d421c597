import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestGateway, TOOL_MODELS, type TestGateway } from "./open-test-gateway.ts";

const PATCH = '*** Begin Patch\n"quoted" \\ back\n*** End Patch';

let test: TestGateway;
let openai: OpenAI;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.onMessage(/patch it/, {
      toolCalls: [{ name: "apply_patch", arguments: JSON.stringify({ input: PATCH }), id: "call_1" }],
    });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
  openai = new OpenAI({ baseURL: `${test.gateway.url}/v1`, apiKey: test.token, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

/** What went out last, by the engine or relayed. */
const lastSent = (): string => `${test.sent.at(-1)}${JSON.stringify(test.mock.getLastRequest()?.body)}`;
/** Relayed to OpenAI as they are, so the mock would have to know them itself. */
const TRANSLATED = TOOL_MODELS.filter((model) => model !== "gpt-5.5");

describe("tools that take plain text", () => {
  const format = { type: "grammar" as const, syntax: "lark" as const, definition: "start: /.+/" };
  const tools = [{ type: "custom" as const, name: "apply_patch", description: "Edits files.", format }];

  it.each(TRANSLATED)("are called by %s over responses, whole and streamed, and answered", async (model) => {
    const whole = await openai.responses.create({ model, input: "patch it", tools });
    const call = whole.output.find((item) => item.type === "custom_tool_call");
    expect(call).toMatchObject({ name: "apply_patch", input: PATCH, call_id: expect.any(String) as string });
    expect(lastSent()).toContain("lark grammar");
    const events = [];
    for await (const event of await openai.responses.create({ model, input: "patch it", tools, stream: true }))
      events.push(event);
    expect(events.find((event) => event.type === "response.custom_tool_call_input.done")).toMatchObject({
      input: PATCH,
    });
    expect(events.some((event) => event.type === "response.function_call_arguments.delta")).toBe(false);
    const again = await openai.responses.create({
      model,
      tools,
      input: [
        { role: "user", content: "patch it" },
        ...(whole.output as OpenAI.Responses.ResponseInputItem[]),
        { type: "custom_tool_call_output", call_id: call?.call_id ?? "", output: "Done: 1 file" },
        { role: "user", content: "thanks" },
      ],
    });
    expect(again.output_text).toBe("Hello from the mock server.");
    expect(lastSent()).toContain("Done: 1 file");
    expect(lastSent()).toContain("*** Begin Patch");
  });

  it.each(TRANSLATED.slice(0, 3))("are called by %s over chat completions, whole and streamed", async (model) => {
    const custom = { name: "apply_patch", format: { type: "grammar" as const, grammar: format } };
    const body = {
      model,
      messages: [{ role: "user" as const, content: "patch it" }],
      tools: [{ type: "custom" as const, custom }],
    };
    const whole = await openai.chat.completions.create(body);
    const message = whole.choices[0]?.message;
    expect(message?.tool_calls?.[0]).toMatchObject({ type: "custom", custom: { name: "apply_patch", input: PATCH } });
    let input = "";
    for await (const chunk of await openai.chat.completions.create({ ...body, stream: true }))
      input += chunk.choices[0]?.delta.tool_calls?.[0]?.custom?.input ?? "";
    expect(input).toBe(PATCH);
    const answered = await openai.chat.completions.create({
      ...body,
      messages: [
        ...body.messages,
        ...(message === undefined ? [] : [message]),
        { role: "tool", tool_call_id: message?.tool_calls?.[0]?.id ?? "", content: "Done: 1 file" },
        { role: "user", content: "thanks" },
      ],
    });
    expect(answered.choices[0]?.message.content).toBe("Hello from the mock server.");
    expect(lastSent()).toContain("Done: 1 file");
  });

  it("can be forced, or left as the only ones allowed", async () => {
    const input = "hello";
    const model = "mistral-small";
    await openai.responses.create({ model, input, tools, tool_choice: { type: "custom", name: "apply_patch" } });
    expect(lastSent()).toMatch(/"tool_choice":\{[^}]*"apply_patch"/);
    const other = { type: "function" as const, name: "other_tool", parameters: { type: "object" }, strict: false };
    const allowed = { type: "allowed_tools" as const, mode: "required" as const };
    await openai.responses.create({
      model,
      input,
      tools: [...tools, other],
      tool_choice: { ...allowed, tools: [{ type: "custom", name: "apply_patch" }] },
    });
    expect(lastSent()).toContain("apply_patch");
    expect(lastSent()).not.toContain("other_tool");
  });

  it("of OpenAI's own kinds go to OpenAI as they are, and are refused clearly elsewhere", async () => {
    const search = { type: "tool_search" as const, execution: "client" as const, parameters: { type: "object" } };
    const input: OpenAI.Responses.ResponseInputItem[] = [
      { role: "user", content: "hello" },
      { type: "compaction", encrypted_content: "sealed-by-openai" },
    ];
    const answer = await openai.responses.create({ model: "gpt-5.5", input, tools: [search, ...tools] });
    expect(answer.output_text).toBe("Hello from the mock server.");
    await expect(
      openai.responses.create({ model: "claude-sonnet-5.5", input: "hello", tools: [search] }),
    ).rejects.toThrow(/"tool_search" tools are understood by OpenAI's own models only/);
    await expect(openai.responses.create({ model: "grok-4.7", input })).rejects.toThrow(/"compaction" items/);
  });

  it("keeps hosted tools refused by name", async () => {
    await expect(
      openai.responses.create({ model: "auto", input: "x", tools: [{ type: "code_interpreter", container: "c" }] }),
    ).rejects.toThrow(/"code_interpreter" tools cannot be routed/);
  });
});
