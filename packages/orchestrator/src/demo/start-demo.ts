import type { CLOUD_PROVIDERS } from "@ai-orchestrator/contract";
import { LLMock } from "@copilotkit/aimock";
import { DEMO_ANSWERS, DEMO_DEFAULT, DEMO_PICTURE } from "./demo-answers.ts";
import { DEMO_PROJECT } from "./demo-project.ts";
import { startDemoMetadata } from "./start-demo-metadata.ts";

/** The pretend provider, running on loopback. */
export interface Demo extends AsyncDisposable {
  readonly url: string;
  /** Where each provider is to be found in it, in its own protocol. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** What Google's credentials are found by in it, in place of the machine's own. */
  readonly googleEnv: Readonly<Record<string, string | undefined>>;
}

/** Where each provider's protocol lives on the mock's one port. */
const PATHS: Readonly<Record<(typeof CLOUD_PROVIDERS)[number], string>> = {
  openai: "/v1",
  anthropic: "/v1",
  google: "/v1beta",
  "vertex-ai": "/v1",
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
  const [metadata] = await Promise.all([startDemoMetadata(), mock.start()]);
  return {
    url: mock.url,
    baseUrls: Object.fromEntries(Object.entries(PATHS).map(([provider, path]) => [provider, `${mock.url}${path}`])),
    googleEnv: {
      GOOGLE_APPLICATION_CREDENTIALS: undefined,
      // A folder that is nowhere, so that gcloud's own file is not found.
      CLOUDSDK_CONFIG: "/nowhere/demo",
      GCE_METADATA_HOST: metadata.host,
      GOOGLE_CLOUD_PROJECT: DEMO_PROJECT,
      GOOGLE_CLOUD_LOCATION: "global",
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([mock.stop(), metadata[Symbol.asyncDispose]()]);
    },
  };
}
