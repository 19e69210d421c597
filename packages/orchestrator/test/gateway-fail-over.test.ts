import { createGateway, type Gateway } from "@ai-orchestrator/gateway/server";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  FAULTS,
  good,
  startFaultyUpstream,
  type Fault,
  type FaultyUpstream,
} from "../../gateway/test/faulty-upstream.ts";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

/** Its stream has begun, with a sign of life, before anybody knows who will answer; no other one may, however busy the machine is. */
const SLOW = "silence before headers";

/** A call that is relayed fails over to a model that speaks another dialect, too: the relay ends and the engine goes on. */
let upstream: FaultyUpstream;
let mock: LLMock;
let orchestrator: LocalOrchestrator;
let gateway: Gateway;
/** Questions that reached it; it is also asked for its list of models. */
let asked = 0;
const TOKEN = "owner-token-0123456789";

beforeAll(async () => {
  upstream = await startFaultyUpstream((path) => {
    if (path.endsWith("/chat/completions")) asked += 1;
    return undefined;
  });
  mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  mock.onMessage(/[\s\S]*/, { content: "Hello from Claude." });
  await mock.start();
});
beforeEach(async ({ task }) => {
  orchestrator = await openLocalOrchestrator({
    ephemeral: true,
    logLevel: "error",
    env: {
      ...NO_LOCAL_SERVERS,
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      K: "endpoint-key",
      ANTHROPIC_API_KEY: "test-key-of-anthropic-000000000000",
    },
    config: {
      taskRouting: { chat: ["bad/one", "claude-sonnet-5.5"] },
      providers: {
        bad: {
          type: "openai-compatible",
          local: false,
          baseUrl: `${upstream.url}/v1`,
          apiKeyEnv: "K",
          models: [{ id: "one" }],
        },
        anthropic: { baseUrl: `${mock.url}/v1` },
      },
    },
  });
  gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token: TOKEN,
    keys: { find: () => undefined },
    timeouts: { headersMs: 500, idleMs: 500, keepAliveMs: task.name.startsWith(SLOW) ? 100 : 60_000 },
  });
  return async () => {
    await gateway[Symbol.asyncDispose]();
    await orchestrator[Symbol.asyncDispose]();
  };
});
afterAll(async () => {
  await mock.stop();
  await upstream[Symbol.asyncDispose]();
});

async function ask(more: object): Promise<{ readonly response: Response; readonly text: string }> {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "auto", messages: [{ role: "user", content: "hello there" }], ...more }),
  });
  return { response, text: await response.text() };
}

const said = (text: string): string =>
  [...text.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, words]) => words).join("");
const FAILS: readonly string[] = [
  "status 500",
  "status 401",
  "status 429",
  "status 413",
  "reset before headers",
  "200 with HTML",
  "200 with an empty object",
  "an error before content",
  SLOW,
];

it.each(FAILS.flatMap((name) => [false, true].map((stream) => [name, stream] as const)))(
  "%s (streamed: %s)",
  async (name, stream) => {
    upstream.set(FAULTS[name] ?? (good as Fault));
    const before = asked;
    const { response, text } = await ask({ stream });
    expect(response.status, text).toBe(200);
    expect(said(text)).toBe("Hello from Claude.");
    if (!stream || name !== SLOW) {
      expect(response.headers.get("x-aio-attempts")).toBe("2");
      expect(response.headers.get("x-aio-model")).toBe("claude-sonnet-5.5");
    }
    expect(text.includes("[DONE]")).toBe(stream);
    expect(asked).toBe(before + 1);
    const calls = (await orchestrator.usage({ by: "model" })).map(({ group }) => group);
    expect(calls).toContain("claude-sonnet-5.5");
  },
);

it("nothing is glued to what was said, and what the caller got wrong stays refused", async () => {
  upstream.set(FAULTS["reset after content"] ?? good);
  const { text } = await ask({ stream: true });
  expect(said(text)).toBe("Grüße, ");
  expect(text.match(/"error":/g)).toHaveLength(1);
  upstream.set(FAULTS["status 400"] ?? good);
  expect((await ask({})).response.status).toBe(400);
});

it("a pinned model has no other model behind it", async () => {
  upstream.set(FAULTS["status 500"] ?? good);
  expect((await ask({ model: "bad/one" })).response.status).toBe(502);
});

it("what only the caller's own bytes can say is not asked of others", async () => {
  upstream.set(FAULTS["status 500"] ?? good);
  const { response, text } = await ask({ logit_bias: { "50256": -100 } });
  expect(response.status).toBe(502);
  expect(text).toContain("says 500");
});
