import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/**
 * What must come back to a provider unchanged, through each dialect and the engine (`aio: {}` keeps calls from being
 * relayed, where bytes are untouched anyway).
 */
let test: TestGateway;
beforeAll(async () => {
  test = await openTestGateway((mock) => {
    mock.addFixture({
      match: { userMessage: "Look with care.", hasToolResult: false },
      response: {
        toolCalls: ["x", "y"].map((q) => ({ name: "look", arguments: JSON.stringify({ q }), id: `call_${q}` })),
        reasoning: "I should look.",
        reasoningSignature: SIGNATURE,
      },
    });
    mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  });
});
afterAll(() => test[Symbol.asyncDispose]());
let before = 0;
beforeEach(() => {
  before = test.sent.length;
});

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(test.gateway.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${test.token}`, "content-type": "application/json" },
    body: JSON.stringify({ aio: {}, ...body }),
  });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text);
}
/** The body that went to the provider. */
const sent = (): string => test.sent.slice(before).join("\n");

const SIGNATURE = "EqQBCgIYAhIM-signature-of-claude";
const THOUGHT = "CiQB-thought-signature-of-google";
const SEALED = "gAAAAA-encrypted-reasoning-of-openai";

describe("Anthropic's dialect to Claude", () => {
  it("keeps signatures, redacted thinking, tool ids and cache marks, those of the system text and of tools too", async () => {
    const cache_control = { type: "ephemeral", ttl: "1h" };
    await post("/v1/messages", {
      model: "claude-sonnet-5.5",
      max_tokens: 4000,
      system: [
        { type: "text", text: "You are terse." },
        { type: "text", text: "A long manual.", cache_control },
      ],
      tools: [{ name: "look", input_schema: { type: "object" }, cache_control: { type: "ephemeral" } }],
      messages: [
        { role: "user", content: [{ type: "text", text: "Look it up.", cache_control: { type: "ephemeral" } }] },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "I should look.", signature: SIGNATURE },
            { type: "redacted_thinking", data: "redacted-by-anthropic" },
            { type: "tool_use", id: "toolu_01abc", name: "look", input: { q: "x" } },
          ],
        },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_01abc", content: "found" }] },
      ],
    });
    const body = JSON.parse(sent()) as Record<string, { cache_control?: unknown }[]>;
    expect(sent()).toContain(`"signature":"${SIGNATURE}"`);
    expect(sent()).toContain('"data":"redacted-by-anthropic"');
    expect(sent().match(/toolu_01abc/g)).toHaveLength(2);
    expect(body["system"]).toEqual([
      { type: "text", text: "You are terse." },
      { type: "text", text: "A long manual.", cache_control },
    ]);
    expect(body["tools"]?.[0]?.cache_control).toEqual({ type: "ephemeral" });
    expect(sent().match(/"cache_control"/g)).toHaveLength(3);
  });

  it("shows the system text to models of others, without marks they do not know", async () => {
    const system = [{ type: "text", text: "You are terse.", cache_control: { type: "ephemeral" } }];
    await post("/v1/messages", {
      model: "mistral-small",
      max_tokens: 100,
      system,
      messages: [{ role: "user", content: "Hi" }],
    });
    expect(sent()).toContain("You are terse.");
    expect(sent()).not.toContain("cache_control");
  });
});

describe("responses", () => {
  it("keep OpenAI's encrypted reasoning for OpenAI, and give it to nobody else", async () => {
    const input = [
      { role: "user", content: "Think." },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: SEALED },
      { type: "function_call", call_id: "call_1", name: "look", arguments: "{}" },
      { type: "function_call_output", call_id: "call_1", output: "found" },
    ];
    const tools = [{ type: "function", name: "look", parameters: { type: "object" } }];
    await post("/v1/responses", { model: "gpt-5.5", input, tools });
    expect(sent()).toContain(SEALED);
    before = test.sent.length;
    await post("/v1/responses", { model: "claude-sonnet-5.5", input, tools });
    expect(sent()).not.toContain(SEALED);
    expect(sent()).toContain("found");
  });

  it("carry any provider's signature behind a seal, back to that provider", async () => {
    const seal = (metadata: object): string => `aio1.${Buffer.from(JSON.stringify(metadata)).toString("base64url")}`;
    const item = (metadata: object): object => ({
      type: "reasoning",
      id: "rs_2",
      summary: [{ type: "summary_text", text: "I thought." }],
      encrypted_content: seal(metadata),
    });
    const ask = (model: string, metadata: object): Promise<unknown> =>
      post("/v1/responses", {
        model,
        input: [{ role: "user", content: "Think." }, item(metadata), { role: "user", content: "And now?" }],
      });
    await ask("claude-sonnet-5.5", { anthropic: { signature: SIGNATURE } });
    expect(sent()).toContain(SIGNATURE);
    before = test.sent.length;
    await ask("gemini-3.5-flash", { google: { thoughtSignature: THOUGHT } });
    expect(sent()).toContain(THOUGHT);
    before = test.sent.length;
    await ask("gemini-3.5-flash", { anthropic: { signature: SIGNATURE } });
    expect(sent()).not.toContain(SIGNATURE);
  });
});

describe("Google's dialect", () => {
  it("keeps thought signatures on calls and texts", async () => {
    await post("/v1beta/models/gemini-3.5-flash:generateContent", {
      contents: [
        { role: "user", parts: [{ text: "Look." }] },
        { role: "model", parts: [{ functionCall: { name: "look", args: {} }, thoughtSignature: THOUGHT }] },
        { role: "user", parts: [{ functionResponse: { name: "look", response: { found: true } } }] },
      ],
      tools: [{ functionDeclarations: [{ name: "look", parameters: { type: "OBJECT", properties: {} } }] }],
    });
    expect(sent()).toContain(THOUGHT);
  });
});

describe("what Claude thought, through Google's dialect", () => {
  type Part = Readonly<Record<string, unknown>> & { readonly thought?: boolean };
  const question = { role: "user", parts: [{ text: "Look with care." }] };
  const tools = [{ functionDeclarations: [{ name: "look", parameters: { type: "OBJECT", properties: {} } }] }];
  const generationConfig = { thinkingConfig: { includeThoughts: true } };

  async function ask(model: string, contents: readonly unknown[], stream: boolean): Promise<readonly Part[]> {
    const method = stream ? "streamGenerateContent" : "generateContent";
    // Might be relayed: a seal must keep Gemini from getting it.
    const answer = await post(`/v1beta/models/${model}:${method}`, {
      aio: undefined,
      contents,
      tools,
      generationConfig,
    });
    return (stream ? (answer as unknown[]) : [answer]).flatMap(
      (piece) => (piece as { candidates: { content: { parts: Part[] } }[] }).candidates[0]?.content.parts ?? [],
    );
  }
  const results = ["x", "y"].map((q) => ({ functionResponse: { id: `call_${q}`, name: "look", response: { q } } }));
  const again = (model: string, parts: readonly Part[]): Promise<unknown> => {
    before = test.sent.length;
    return ask(model, [question, { role: "model", parts }, { role: "user", parts: results }], false);
  };

  it.each([false, true])("comes back with its signature, streamed: %s", async (stream) => {
    const parts = await ask("claude-sonnet-5.5", [question], stream);
    expect(parts.map((part) => (part.thought === true ? part["text"] : "")).join("")).toBe("I should look.");
    // Gemini CLI sends no thoughts back, the SDK's chats send all there is.
    for (const kept of [parts.filter(({ thought }) => thought !== true), parts]) {
      await again("claude-sonnet-5.5", kept);
      const body = JSON.parse(sent()) as { messages: { role: string; content: { type: string }[] }[] };
      const answer = body.messages.find(({ role }) => role === "assistant")?.content ?? [];
      expect(answer.map(({ type }) => type)).toEqual(["thinking", "tool_use", "tool_use"]);
      expect(answer[0]).toEqual({ type: "thinking", thinking: "I should look.", signature: SIGNATURE });
      for (const model of ["gemini-3.5-flash", "gpt-5.5"]) {
        await again(model, kept);
        expect(sent()).toMatch(/call_x.*call_y/);
        expect(sent()).not.toMatch(/aio1\.|signature-of-claude/);
      }
    }
  });
});

describe("chat completions", () => {
  const history = (assistant: object): object => ({
    messages: [
      { role: "user", content: "Look." },
      { role: "assistant", content: null, ...assistant },
      { role: "tool", tool_call_id: "call_1", content: "found" },
    ],
    tools: [{ type: "function", function: { name: "look", parameters: { type: "object", properties: {} } } }],
  });
  const call = { id: "call_1", type: "function", function: { name: "look", arguments: "{}" } };

  it("take Google's thought signature where Google itself puts it", async () => {
    const tool_calls = [{ ...call, extra_content: { google: { thought_signature: THOUGHT } } }];
    await post("/v1/chat/completions", { model: "gemini-3.5-flash", ...history({ tool_calls }) });
    expect(sent()).toContain(THOUGHT);
  });

  it("take back the reasoning they gave, with its signature", async () => {
    const reasoning_details = [
      { type: "reasoning.text", text: "I should look.", signature: seal({ anthropic: { signature: SIGNATURE } }) },
    ];
    const assistant = { reasoning_details, reasoning_content: "I should look.", tool_calls: [call] };
    await post("/v1/chat/completions", { model: "claude-sonnet-5.5", ...history(assistant) });
    expect(sent()).toContain(`"signature":"${SIGNATURE}"`);
    expect(sent().match(/I should look/g)).toHaveLength(1);
  });
});

function seal(metadata: object): string {
  return `aio1.${Buffer.from(JSON.stringify(metadata)).toString("base64url")}`;
}
