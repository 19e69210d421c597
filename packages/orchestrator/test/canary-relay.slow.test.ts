import { createGateway } from "@ai-orchestrator/gateway/server";
import { expect, it } from "vitest";
import { openLocalOrchestrator } from "../src/index.ts";
import { canaryHome } from "./canary-batch.ts";
import { canaryKey, canaryText, KEY_MARK, traces } from "./canary-marks.ts";
import { MODES, startEchoServer, type EchoServer } from "./echo-server.ts";

const TOKEN = "relay-canary-token-0123456789";
const FACES = [
  ["/v1/chat/completions", "kimi-k3"],
  ["/v1/chat/completions", "claude-haiku-5.5"],
  ["/v1/messages", "claude-haiku-5.5"],
  ["/v1/responses", "gpt-6.2-sol"],
] as const;

/** All that a program behind the gateway is told where the provider answers in `mode`: a new home each, so that no breaker is open. */
async function toldBy(server: EchoServer, mode: string): Promise<readonly string[]> {
  using home = canaryHome();
  const ids = ["moonshot", "anthropic", "openai"];
  await using orchestrator = await openLocalOrchestrator({
    home: home.folder,
    env: {
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      MOONSHOT_API_KEY: canaryKey("sk-"),
      ANTHROPIC_API_KEY: canaryKey("sk-ant-"),
      OPENAI_API_KEY: canaryKey("sk-"),
    },
    config: { providers: Object.fromEntries(ids.map((id) => [id, { baseUrl: server.url }])) },
  });
  const { relay } = orchestrator;
  await using gateway = await createGateway({ orchestrator, relay, token: TOKEN, keys: { find: () => undefined } });
  const calls = FACES.flatMap(([path, model]) => [true, false].map((stream) => ({ path, model, stream })));
  return await Promise.all(
    calls.map(async ({ path, model, stream }) => {
      const text = `[[${mode}]] ${canaryText()}`;
      const asked = path.endsWith("responses") ? { input: text } : { messages: [{ role: "user", content: text }] };
      const response = await fetch(`${gateway.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify({ model, stream, max_tokens: 50, ...asked }),
      });
      return `${JSON.stringify([...response.headers])} ${await response.text()}`;
    }),
  );
}

it(
  "what the gateway relays never holds the owner's key, however the provider echoes it",
  { timeout: 30_000 },
  async () => {
    await using server = await startEchoServer();
    const modes = MODES.filter((mode) => mode !== "hang");
    const found: string[] = [];
    // Retries wait; waiting together is shorter.
    const told = await Promise.all(modes.map(async (mode) => ({ mode, texts: await toldBy(server, mode) })));
    for (const { mode, texts } of told)
      found.push(...texts.flatMap((text) => traces(text, KEY_MARK).map((at) => `${mode}: ${at}`)));
    expect(server.seen.filter(({ key }) => key.includes(KEY_MARK)).length).toBeGreaterThanOrEqual(modes.length);
    expect(found).toEqual([]);
  },
);
