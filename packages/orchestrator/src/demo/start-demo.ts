import type { CLOUD_PROVIDERS } from "@ai-orchestrator/contract";
import { LLMock } from "@copilotkit/aimock";
import { DEMO_ANSWERS, DEMO_DEFAULT, DEMO_PICTURE } from "./demo-answers.ts";

/** The pretend provider, running on loopback. */
export interface Demo extends AsyncDisposable {
  readonly url: string;
  /** Where each provider is to be found in it, in its own protocol. */
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** Where each provider's protocol lives on the mock's one port. */
const PATHS: Readonly<Record<(typeof CLOUD_PROVIDERS)[number], string>> = {
  openai: "/v1",
  anthropic: "/v1",
  google: "/v1beta",
  "vertex-ai": "/v1beta1",
  mistral: "/v1",
  groq: "/v1",
  xai: "/v1",
  perplexity: "/v1",
  deepseek: "/v1",
  moonshot: "/v1",
};

/** Starts the pretend provider in this process on a free loopback port. Nothing leaves the machine. */
export async function startDemo(): Promise<Demo> {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent", latency: 12, chunkSize: 12 });
  for (const { match, reasoning, content } of DEMO_ANSWERS)
    mock.onMessage(match, reasoning === undefined ? { content } : { content, reasoning });
  mock.onMessage(/[\s\S]*/, { content: DEMO_DEFAULT });
  mock.onImage(/[\s\S]*/, { images: [{ b64Json: DEMO_PICTURE }] });
  await mock.start();
  return {
    url: mock.url,
    baseUrls: Object.fromEntries(Object.entries(PATHS).map(([provider, path]) => [provider, `${mock.url}${path}`])),
    [Symbol.asyncDispose]: async () => {
      await mock.stop();
    },
  };
}
