import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFaultyGateway, type FaultyGateway } from "./open-faulty-gateway.ts";

/** Arguments as small models write them, and what clients of dialects that know objects only get of them. */
let test: FaultyGateway;
let anthropic: Anthropic;
let openai: OpenAI;

beforeAll(async () => {
  test = await openFaultyGateway({ tools: true });
  const { gateway, token } = test;
  anthropic = new Anthropic({ apiKey: token, baseURL: gateway.url, maxRetries: 0 });
  openai = new OpenAI({ apiKey: token, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

function callsWith(args: string): void {
  test.upstream.set((response, streams) => {
    const call = (piece: string): object => ({
      index: 0,
      id: "c1",
      type: "function",
      function: { name: "look", arguments: piece },
    });
    const choice = (delta: object, finish: string | null): string =>
      `data: ${JSON.stringify({ id: "c", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    if (!streams)
      return void response.writeHead(200, { "content-type": "application/json" }).end(
        JSON.stringify({
          id: "c",
          created: 1,
          model: "m",
          choices: [
            {
              index: 0,
              message: { role: "assistant", content: null, tool_calls: [call(args)] },
              finish_reason: "tool_calls",
            },
          ],
        }),
      );
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(choice({ role: "assistant", tool_calls: [call("")] }, null));
    for (const piece of args)
      response.write(choice({ tool_calls: [{ index: 0, function: { arguments: piece } }] }, null));
    response.end(`${choice({}, "tool_calls")}data: [DONE]\n\n`);
  });
}

const CASES: readonly (readonly [written: string, object: unknown, text: string])[] = [
  ['{"a":1}', { a: 1 }, '{"a":1}'],
  ["", {}, "{}"],
  ['"{\\"a\\":1}"', { a: 1 }, '"{\\"a\\":1}"'],
  ["17", { input: 17 }, "17"],
  ["[1]", { input: [1] }, "[1]"],
  ["null", { input: null }, "null"],
  ["Rome", { input: "Rome" }, "Rome"],
];

describe.each(CASES)("arguments written as %j", (written, object, text) => {
  it.each([false, true])("are an object in Anthropic's dialect (streamed: %s)", async (stream) => {
    callsWith(written);
    const question = {
      model: "mine/one",
      max_tokens: 500,
      messages: [{ role: "user" as const, content: "hi" }],
      tools: [{ name: "look", input_schema: { type: "object" as const } }],
    };
    const answer = stream
      ? await anthropic.messages.stream(question).finalMessage()
      : await anthropic.messages.create(question);
    expect(answer.content).toMatchObject([{ type: "tool_use", id: "c1", input: object }]);
  });

  it("are an object in Google's dialect", async () => {
    callsWith(written);
    const response = await fetch(`${test.gateway.url}/v1beta/models/mine%2Fone:generateContent`, {
      method: "POST",
      headers: { "x-goog-api-key": test.token, "content-type": "application/json" },
      body: JSON.stringify({
        contents: [{ role: "user", parts: [{ text: "hi" }] }],
        tools: [{ functionDeclarations: [{ name: "look" }] }],
      }),
    });
    expect(await response.json()).toMatchObject({
      candidates: [{ content: { parts: [{ functionCall: { args: object } }] } }],
    });
  });

  it("are what they are in responses, and never nothing", async () => {
    callsWith(written);
    const answer = await openai.responses.create({
      model: "mine/one",
      input: "hi",
      tools: [{ type: "function", name: "look", parameters: { type: "object" }, strict: false }],
    });
    expect(answer.output).toMatchObject([{ type: "function_call", arguments: text }]);
  });
});
