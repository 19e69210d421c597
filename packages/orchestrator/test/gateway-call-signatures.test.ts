import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic from "@anthropic-ai/sdk";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { LLMock } from "@copilotkit/aimock";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

/**
 * Google signs the calls of its thinking models and wants each signature back on its own call. Anthropic's dialect and
 * OpenAI's responses have no field for that on a call, so it travels as reasoning that says nothing but the seal.
 */
const TOKEN = "owner-token-0123456789";
/** What reached Gemini, the own endpoint, or (relayed or not) the mock of everybody else. */
let sent: string[] = [];
let server: Server;
let mock: LLMock;
let orchestrator: LocalOrchestrator;
let gateway: Gateway;
let anthropic: Anthropic;
let openai: OpenAI;

const CITIES = ["Paris", "Oslo"];
const signatureOf = (city: string): string => `CiQB-signature-for-${city}`;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => {
      body += piece;
    });
    request.on("end", () => {
      sent.push(body);
      const url = request.url ?? "";
      const [type, text] = url.includes("/chat/completions")
        ? chatAnswer(body)
        : geminiAnswer(body, url.includes("stream"));
      response.writeHead(200, { "content-type": type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." });
  await mock.start();
  orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    logLevel: "error",
    env: {
      ...NO_LOCAL_SERVERS,
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      GEMINI_API_KEY: "test-key-of-google-000000",
      ANTHROPIC_API_KEY: "test-key-of-anthropic-000000",
      OPENAI_API_KEY: "test-key-of-openai-000000",
      DEEPSEEK_API_KEY: "test-key-of-deepseek-000000",
      MINE_KEY: "endpoint-key",
    },
    config: {
      providers: {
        google: { baseUrl: `${url}/v1beta` },
        anthropic: { baseUrl: `${mock.url}/v1` },
        openai: { baseUrl: `${mock.url}/v1` },
        deepseek: { baseUrl: `${mock.url}/v1` },
        mine: {
          type: "openai-compatible",
          baseUrl: `${url}/v1`,
          apiKeyEnv: "MINE_KEY",
          models: [{ id: "one", tools: true }],
        },
      },
    },
  });
  gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token: TOKEN,
    keys: { find: () => undefined },
  });
  anthropic = new Anthropic({ apiKey: TOKEN, baseURL: gateway.url, maxRetries: 0 });
  openai = new OpenAI({ apiKey: TOKEN, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await orchestrator[Symbol.asyncDispose]();
  await mock.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  sent = [];
});

/** The cities a question asks for; none where the tools have answered. */
function asked(body: string): readonly string[] {
  return /found/.test(body) ? [] : CITIES.slice(0, body.includes("both cities") ? 2 : 1);
}

function geminiAnswer(body: string, streams: boolean): readonly [string, string] {
  const calls = asked(body).map((city) => ({
    functionCall: { id: `call-${city}`, name: "look", args: { city } },
    thoughtSignature: signatureOf(city),
  }));
  const parts = calls.length === 0 ? [{ text: "It is sunny." }] : calls;
  const usageMetadata = { promptTokenCount: 5, candidatesTokenCount: 7, totalTokenCount: 12 };
  const answer = JSON.stringify({
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
    usageMetadata,
  });
  return streams ? ["text/event-stream", `data: ${answer}\n\n`] : ["application/json", answer];
}

/** Google's chat completions, at an own endpoint. */
function chatAnswer(body: string): readonly [string, string] {
  const cities = asked(body);
  const extra = (city: string): object => ({ extra_content: { google: { thought_signature: signatureOf(city) } } });
  const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };
  const call = (city: string): object => ({
    id: `call-${city}`,
    type: "function",
    function: { name: "look", arguments: JSON.stringify({ city }) },
  });
  const finish_reason = cities.length === 0 ? "stop" : "tool_calls";
  const said = cities.length === 0 ? { content: "It is sunny." } : { content: null };
  if (!body.includes('"stream":true')) {
    const tool_calls = cities.map((city) => ({ ...call(city), ...extra(city) }));
    const message = { role: "assistant", ...said, ...(cities.length === 0 ? {} : { tool_calls }) };
    const whole = { id: "c1", object: "chat.completion", choices: [{ index: 0, message, finish_reason }], usage };
    return ["application/json", JSON.stringify(whole)];
  }
  const deltas = [
    said,
    ...cities.flatMap((city, index) => [{ tool_calls: [{ index, ...call(city), ...extra(city) }] }]),
  ];
  const chunk = (choice: object, rest: object = {}): string =>
    `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", choices: [{ index: 0, ...choice }], ...rest })}\n\n`;
  const chunks = [...deltas.map((delta) => chunk({ delta })), chunk({ delta: {}, finish_reason }, { usage })];
  return ["text/event-stream", `${chunks.join("")}data: [DONE]\n\n`];
}

const QUESTIONS = { "one call": "How is one city?", "two parallel calls": "How are both cities?" } as const;
const CASES = Object.entries(QUESTIONS).flatMap(([name, question], index) =>
  [false, true].map((stream) => ({ name, question, stream, cities: CITIES.slice(0, index + 1) })),
);
const parameters = { type: "object" as const, properties: { city: { type: "string" } } };

/** Every signature a body carries, by the city of the call it stands on. */
function signed(body: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const one = value as Record<string, unknown>;
    const signature = one["thoughtSignature"] ?? googles(one["extra_content"]);
    const args =
      (one["functionCall"] as { readonly args?: unknown } | undefined)?.args ??
      JSON.parse((one["function"] as { readonly arguments?: string } | undefined)?.arguments ?? "null");
    if (typeof signature === "string") found[(args as { readonly city?: string } | null)?.city ?? "text"] = signature;
    for (const inner of Object.values(one)) walk(inner);
  };
  walk(JSON.parse(body));
  return found;
}
function googles(extra: unknown): unknown {
  return (extra as { readonly google?: { readonly thought_signature?: unknown } } | undefined)?.google
    ?.thought_signature;
}
const everywhere = (): string => `${sent.join("\n")}${JSON.stringify(mock.getRequests().map(({ body }) => body))}`;
const wanted = (cities: readonly string[]): object =>
  Object.fromEntries(cities.map((city) => [city, signatureOf(city)]));

describe.each(["gemini-3.5-flash", "mine/one"])("signatures of the calls of %s", (model) => {
  const tools = [{ name: "look", input_schema: parameters }];
  const ask = async (question: string, stream: boolean): Promise<Anthropic.Message> => {
    const body = { model, max_tokens: 500, tools, messages: [{ role: "user" as const, content: question }] };
    return stream ? await anthropic.messages.stream(body).finalMessage() : await anthropic.messages.create(body);
  };
  const again = (question: string, content: Anthropic.ContentBlockParam[], by = model): Promise<Anthropic.Message> => {
    const calls = content.filter((block) => block.type === "tool_use");
    const results = calls.map(({ id }) => ({ type: "tool_result" as const, tool_use_id: id, content: "found" }));
    return anthropic.messages.create({
      model: by,
      max_tokens: 500,
      tools,
      messages: [
        { role: "user", content: question },
        { role: "assistant", content },
        { role: "user", content: [...results, { type: "text", text: "found" }] },
      ],
    });
  };

  it.each(CASES)("come back through Anthropic's dialect: $name, streamed: $stream", async (one) => {
    const { content } = await ask(one.question, one.stream);
    const calls = content.filter((block) => block.type === "tool_use");
    expect(calls.map(({ input }) => input)).toEqual(one.cities.map((city) => ({ city })));
    for (const block of content) if (block.type === "thinking") expect(block.thinking).toBe("");
    await again(one.question, content as Anthropic.ContentBlockParam[]);
    expect(signed(sent.at(-1) ?? "")).toEqual(wanted(one.cities));
    expect(sent.at(-1)).not.toContain("aio1.");
  });

  it("stand before their calls where they are known in time", async () => {
    // A stream of chat completions tells of a call before its signature.
    for (const stream of model === "mine/one" ? [false] : [false, true]) {
      const { content } = await ask(QUESTIONS["two parallel calls"], stream);
      expect(content.map(({ type }) => type)).toEqual(["thinking", "tool_use", "thinking", "tool_use"]);
    }
  });

  it("go with a call that is gone", async () => {
    const { content } = await ask(QUESTIONS["two parallel calls"], true);
    const kept = content.filter((block) => block.type !== "tool_use" || block.id !== "call-Paris");
    await again("How?", kept as Anthropic.ContentBlockParam[]);
    expect(signed(sent.at(-1) ?? "")).toEqual(wanted(["Oslo"]));
    const none = content.filter((block) => block.type !== "tool_use");
    await again("How?", none as Anthropic.ContentBlockParam[]);
    expect(sent.at(-1)).not.toMatch(/signature|aio1\./i);
  });

  it("reach no other provider", async () => {
    const { content } = await ask(QUESTIONS["two parallel calls"], true);
    sent = [];
    for (const other of ["claude-sonnet-5.5", "gpt-5.5", "deepseek-flash"])
      await again("How?", content as Anthropic.ContentBlockParam[], other);
    expect(everywhere()).not.toMatch(/CiQB|aio1\./);
  });

  const functions = [{ type: "function" as const, name: "look", parameters, strict: false }];
  const respond = (question: string, stream: boolean): Promise<{ output: OpenAI.Responses.ResponseOutputItem[] }> => {
    const body = { model, tools: functions, input: question };
    return stream ? openai.responses.stream(body).finalResponse() : openai.responses.create(body);
  };
  const respondAgain = (
    question: string,
    output: readonly OpenAI.Responses.ResponseOutputItem[],
    by = model,
  ): Promise<unknown> => {
    const calls = output.filter((item) => item.type === "function_call");
    return openai.responses.create({
      model: by,
      tools: functions,
      input: [
        { role: "user", content: question },
        ...(output as OpenAI.Responses.ResponseInputItem[]),
        ...calls.map(({ call_id }) => ({ type: "function_call_output" as const, call_id, output: "found" })),
        { role: "user", content: "found" },
      ],
    });
  };

  it.each(CASES)("come back through responses: $name, streamed: $stream", async (one) => {
    const { output } = await respond(one.question, one.stream);
    const calls = output.filter((item) => item.type === "function_call");
    expect(calls.map((call) => JSON.parse(call.arguments) as unknown)).toEqual(one.cities.map((city) => ({ city })));
    for (const item of output) if (item.type === "reasoning") expect(item.summary).toEqual([]);
    expect(new Set(output.map(({ id }) => id)).size).toBe(output.length);
    await respondAgain(one.question, output);
    expect(signed(sent.at(-1) ?? "")).toEqual(wanted(one.cities));
    expect(sent.at(-1)).not.toContain("aio1.");
  });

  it("reach no other provider through responses, and go with a call that is gone", async () => {
    const { output } = await respond(QUESTIONS["two parallel calls"], true);
    sent = [];
    for (const other of ["claude-sonnet-5.5", "gpt-5.5", "deepseek-flash"]) await respondAgain("How?", output, other);
    expect(everywhere()).not.toMatch(/CiQB|aio1\./);
    await respondAgain(
      "How?",
      output.filter((item) => item.type !== "function_call"),
    );
    expect(sent.at(-1)).not.toMatch(/signature|aio1\./i);
  });
});
