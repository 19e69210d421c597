import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createGateway, type Gateway, type GatewayOptions } from "@ai-orchestrator/gateway/server";
import { LLMock } from "@copilotkit/aimock";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

/** A gateway over a real orchestrator whose providers are an independent mock server. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly orchestrator: LocalOrchestrator;
  readonly mock: LLMock;
  readonly token: string;
  /** Bodies that went out by way of the engine (relayed ones: `mock.getLastRequest()`). */
  readonly sent: readonly string[];
}

const PROVIDERS = ["openai", "anthropic", "google", "mistral", "groq", "xai", "deepseek", "moonshot"] as const;
const ENV: Readonly<Record<(typeof PROVIDERS)[number], string>> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  google: "GEMINI_API_KEY",
  mistral: "MISTRAL_API_KEY",
  groq: "GROQ_API_KEY",
  xai: "XAI_API_KEY",
  deepseek: "DEEPSEEK_API_KEY",
  moonshot: "MOONSHOT_API_KEY",
};

/** Starts mock, orchestrator and gateway, each on a free loopback port. */
export async function openTestGateway(
  prepare: (mock: LLMock) => void,
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const home = mkdtempSync(path.join(tmpdir(), "aio-gateway-"));
  const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent", chunkSize: 8 });
  prepare(mock);
  await mock.start();
  const sent: string[] = [];
  const orchestrator = await openLocalOrchestrator({
    home,
    fetch: (input, init) => {
      if (typeof init?.body === "string") sent.push(init.body);
      return fetch(input, init);
    },
    env: {
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      ...Object.fromEntries(PROVIDERS.map((id) => [ENV[id], `test-key-of-${id}-000000000000`])),
    },
    config: {
      providers: Object.fromEntries(
        PROVIDERS.map((id) => [id, { baseUrl: `${mock.url}${id === "google" ? "/v1beta" : "/v1"}` }]),
      ),
    },
  });
  const token = "test-token-0123456789abcdef";
  const gateway = await createGateway({
    orchestrator,
    relay: orchestrator.relay,
    token,
    keys: { find: () => undefined },
    ...options,
  });
  return {
    gateway,
    orchestrator,
    mock,
    token,
    sent,
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await orchestrator[Symbol.asyncDispose]();
      await mock.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
