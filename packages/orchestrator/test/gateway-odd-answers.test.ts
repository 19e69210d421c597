import Anthropic from "@anthropic-ai/sdk";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { good, startFaultyUpstream, type FaultyUpstream } from "../../gateway/test/faulty-upstream.ts";
import { ODDITIES } from "../../gateway/test/odd-answers.ts";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

/** Strange answers of an own endpoint, translated: what the official client of another dialect hears. */
let upstream: FaultyUpstream;
let orchestrator: LocalOrchestrator;
let gateway: Gateway;
let client: Anthropic;
beforeAll(async () => {
  upstream = await startFaultyUpstream();
  orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    env: { AI_ORCHESTRATOR_NO_KEYCHAIN: "1", MINE_KEY: "endpoint-key" },
    config: {
      providers: {
        mine: {
          type: "openai-compatible",
          baseUrl: `${upstream.url}/v1`,
          apiKeyEnv: "MINE_KEY",
          models: [{ id: "one" }],
        },
      },
    },
  });
  const token = "owner-token-0123456789";
  gateway = await createGateway({ orchestrator, relay: orchestrator.relay, token, keys: { find: () => undefined } });
  client = new Anthropic({ apiKey: token, baseURL: gateway.url, maxRetries: 0 });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await orchestrator[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

async function ask(stream: boolean): Promise<string> {
  const question = { model: "mine/one", max_tokens: 500, messages: [{ role: "user" as const, content: "hi" }] };
  const message = stream
    ? await client.messages.stream(question).finalMessage()
    : await client.messages.create(question);
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

describe.each(Object.keys(ODDITIES))("%s", (name) => {
  it.each([false, true])("is heard through a translation (streamed: %s), and so is the next answer", async (stream) => {
    upstream.set(ODDITIES[name] ?? good);
    expect(await ask(stream)).toBe("Grüße, Welt.");
    upstream.set(good);
    expect(await ask(stream)).toBe("Grüße, Welt.");
  });
});
