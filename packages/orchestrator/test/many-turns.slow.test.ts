import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

const TURNS = 3_300;
/** What the config's default lets through at once. */
const AT_ONCE = 256;

let server: Server;
let orchestrator: LocalOrchestrator;
let running = 0;
let most = 0;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    running += 1;
    most = Math.max(most, running);
    response.once("close", () => (running -= 1));
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { messages } = JSON.parse(text) as { messages: readonly { readonly content: string }[] };
    const delta = { role: "assistant", content: `<${messages.at(-1)?.content}>` };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${JSON.stringify({ id: "1", choices: [{ index: 0, delta }] })}\n\n`);
    setTimeout(() => {
      const choices = [{ index: 0, delta: {}, finish_reason: "stop" }];
      const usage = { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 };
      response.end(`data: ${JSON.stringify({ id: "1", choices, usage })}\n\ndata: [DONE]\n\n`);
    }, 20);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MOONSHOT_API_KEY: "sk-many-turns-0123456789" },
    config: { providers: { moonshot: { baseUrl } } },
  });
});

afterAll(async () => {
  await orchestrator[Symbol.asyncDispose]();
  server.closeAllConnections();
  server.close();
});

it("3,300 turns at once: each gets its own answer, and the server is never asked for more than it may be", async () => {
  const answers = await Promise.all(
    Array.from({ length: TURNS }, async (_value, index) => {
      const { text } = await orchestrator.query({ prompt: `question ${index}`, model: "kimi-k3", timeoutMs: 110_000 });
      return text;
    }),
  );
  expect(answers).toEqual(Array.from({ length: TURNS }, (_value, index) => `<question ${index}>`));
  expect(most).toBeLessThanOrEqual(AT_ONCE);
  expect(running).toBe(0);
}, 120_000);
