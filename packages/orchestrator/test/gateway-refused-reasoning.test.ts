import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic from "@anthropic-ai/sdk";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

/** An Anthropic that takes no thinking signed for another of its models, as the real one. */
const seen: string[] = [];
let upstream: Server;
let orchestrator: LocalOrchestrator;
let gateway: Gateway;
let client: Anthropic;

beforeAll(async () => {
  upstream = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push(body);
    const refused = body.includes("of-another-model");
    const stream = body.includes('"stream":true');
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude",
      content: [{ type: "text", text: "Fine." }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 2 },
    };
    const error = {
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "messages.1.content.0: Invalid `signature` in `thinking` block",
      },
    };
    if (refused || !stream)
      return void response
        .writeHead(refused ? 400 : 200, { "content-type": "application/json" })
        .end(JSON.stringify(refused ? error : message));
    const events: readonly (readonly [string, object])[] = [
      ["message_start", { message: { ...message, content: [], stop_reason: null } }],
      ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
      ["content_block_delta", { index: 0, delta: { type: "text_delta", text: "Fine." } }],
      ["content_block_stop", { index: 0 }],
      ["message_delta", { delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 2 } }],
      ["message_stop", {}],
    ];
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(
      events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`).join(""),
    );
  });
  upstream.listen(0, "127.0.0.1");
  await once(upstream, "listening");
  orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", ANTHROPIC_API_KEY: "test-key-of-anthropic-000000000000" },
    config: {
      providers: { anthropic: { baseUrl: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1` } },
    },
  });
  const token = "owner-token-0123456789";
  gateway = await createGateway({ orchestrator, relay: orchestrator.relay, token, keys: { find: () => undefined } });
  client = new Anthropic({ apiKey: token, baseURL: gateway.url, maxRetries: 0 });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await orchestrator[Symbol.asyncDispose]();
  upstream.closeAllConnections();
  upstream.close();
});

it.each([false, true])(
  "a conversation that changes Claudes goes on without what the first one thought (streamed: %s)",
  async (stream) => {
    seen.length = 0;
    const question = {
      model: "claude-sonnet-5.5",
      max_tokens: 500,
      messages: [
        { role: "user" as const, content: "Hello" },
        {
          role: "assistant" as const,
          content: [
            { type: "thinking" as const, thinking: "I thought.", signature: "of-another-model" },
            { type: "text" as const, text: "I said." },
          ],
        },
        { role: "user" as const, content: "And now?" },
      ],
    };
    const answer = stream
      ? await client.messages.stream(question).finalMessage()
      : await client.messages.create(question);
    expect(answer.content.find((block) => block.type === "text")?.text).toBe("Fine.");
    expect(seen.at(-1)).toContain("I said.");
    expect(seen.at(-1)).not.toMatch(/of-another-model|I thought/);
  },
);

it("another refusal of Claude's is told once, as it is", async () => {
  seen.length = 0;
  const question = {
    model: "claude-sonnet-5.5",
    max_tokens: 500,
    messages: [{ role: "user" as const, content: "of-another-model" }],
  };
  await expect(client.messages.create(question)).rejects.toThrow(/Invalid `signature`/);
  expect(seen.length).toBeLessThanOrEqual(2);
});
