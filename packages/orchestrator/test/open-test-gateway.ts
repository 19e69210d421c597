import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Config } from "@ai-orchestrator/contract";
import { createGateway, type Gateway, type GatewayOptions } from "@ai-orchestrator/gateway/server";
import { LLMock } from "@copilotkit/aimock";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";
import { NO_LOCAL_SERVERS } from "./no-local-servers.ts";

/** A gateway over a real orchestrator whose providers are an independent mock server. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly orchestrator: LocalOrchestrator;
  readonly mock: LLMock;
  readonly token: string;
  /** Bodies that went out by way of the engine (relayed ones: `mock.getLastRequest()`). */
  readonly sent: readonly string[];
}

const KEYS = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  google: "GEMINI_API_KEY",
  mistral: "MISTRAL_API_KEY",
  groq: "GROQ_API_KEY",
  xai: "XAI_API_KEY",
  perplexity: "PERPLEXITY_API_KEY",
  deepseek: "DEEPSEEK_API_KEY",
  moonshot: "MOONSHOT_API_KEY",
} as const;

/** One model of each provider in the cloud: official clients reach any of them. */
export const MODELS: readonly string[] = [
  "gpt-5.5",
  "claude-sonnet-5.5",
  "gemini-3.5-flash",
  "vertex-gemini-3.5-flash",
  "mistral-small",
  "groq-llama-3.3-70b",
  "grok-4.7",
  "perplexity-sonar",
  "deepseek-flash",
  "kimi-k3",
];

/** Those that call tools; where the one above does not, another of the same provider. */
export const TOOL_MODELS: readonly string[] = MODELS.filter((model) => model !== "perplexity-sonar");

/** Starts mock, orchestrator and gateway, each on a free loopback port. */
export async function openTestGateway(
  prepare: (mock: LLMock) => void,
  { config, ...options }: Partial<GatewayOptions> & { readonly config?: Config } = {},
): Promise<TestGateway> {
  const home = mkdtempSync(path.join(tmpdir(), "aio-gateway-"));
  const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent", chunkSize: 8 });
  prepare(mock);
  await mock.start();
  const sent: string[] = [];
  const account = path.join(home, "service-account.json");
  writeFileSync(account, JSON.stringify(serviceAccount()), { mode: 0o600 });
  const orchestrator = await openLocalOrchestrator({
    home,
    fetch: async (input, init) => {
      if (String(input).startsWith("https://oauth2.googleapis.com/"))
        return Response.json({ access_token: "test-token-of-vertex", expires_in: 3600, token_type: "Bearer" });
      if (typeof init?.body === "string") sent.push(init.body);
      return fetch(input, init);
    },
    env: {
      ...NO_LOCAL_SERVERS,
      AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
      ...Object.fromEntries(Object.entries(KEYS).map(([id, name]) => [name, `test-key-of-${id}-000000000000`])),
      GOOGLE_APPLICATION_CREDENTIALS: account,
      GOOGLE_CLOUD_PROJECT: "test-project",
      GOOGLE_CLOUD_LOCATION: "us-central1",
    },
    config: {
      ...config,
      providers: Object.fromEntries(
        [...Object.keys(KEYS), "vertex-ai"].map((id) => [
          id,
          { baseUrl: `${mock.url}${id === "google" ? "/v1beta" : "/v1"}` },
        ]),
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

/** A Google service account of nobody: what Vertex AI is reached with. */
function serviceAccount(): Readonly<Record<string, string>> {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return {
    type: "service_account",
    project_id: "test-project",
    client_email: "test@test-project.iam.gserviceaccount.com",
    private_key: privateKey,
  };
}
