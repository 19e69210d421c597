import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

const env = { ...NO_LOCAL_SERVERS, AI_ORCHESTRATOR_NO_KEYCHAIN: "1" };
let home: string;
let orchestrator: LocalOrchestrator;
let gateway: Gateway;
const token = "owner-token-0123456789";

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "aio-locked-"));
  // A person stored two keys under a passphrase; the server that starts later has nobody to ask for it.
  await using person = await openLocalOrchestrator({ home, env, passphrase: async () => "a long passphrase 1234" });
  await person.credentials.createFile({ passphrase: "a long passphrase 1234" });
  for (const provider of ["openai", "anthropic"])
    await person.credentials.set(provider, `test-key-of-${provider}-0000000000`, { store: "file" });
  orchestrator = await openLocalOrchestrator({
    home,
    env,
    config: Object.fromEntries([
      [
        "providers",
        { openai: { baseUrl: "https://127.0.0.1:9/v1" }, anthropic: { baseUrl: "https://127.0.0.1:9/v1" } },
      ],
    ]),
  });
  gateway = await createGateway({ orchestrator, relay: orchestrator.relay, token, keys: { find: () => undefined } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await orchestrator[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

const messages = [{ role: "user" as const, content: "Hello" }];

it.each(["gpt-5.5", "claude-sonnet-5.5", "auto"])(
  "tells the official clients that %s cannot be asked while the keys are locked, and what opens them, once",
  async (model) => {
    let asked = 0;
    const counting: typeof fetch = (...call) => {
      asked++;
      return fetch(...call);
    };
    const openai = new OpenAI({ apiKey: token, baseURL: `${gateway.url}/v1`, fetch: counting });
    const anthropic = new Anthropic({ apiKey: token, baseURL: gateway.url, fetch: counting });
    await expect(openai.chat.completions.create({ model, messages })).rejects.toMatchObject({
      status: 503,
      code: "vault",
      message: expect.stringMatching(/locked|open/) as unknown,
    });
    await expect(anthropic.messages.create({ model, messages, max_tokens: 9 })).rejects.toMatchObject({ status: 503 });
    expect(asked).toBe(2);
  },
);
