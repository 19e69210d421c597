import { OrchestratorError, isKnownProvider, type KnownProvider, type ProviderId } from "@ai-orchestrator/contract";
import type { ProviderAdapter } from "../clients/provider-adapter.ts";
import type { ProviderDeps } from "../facts/provider-deps.ts";
import { PROVIDERS } from "../facts/providers-table.ts";
import { keyAuthorization, type Connection } from "./connection.ts";

const compatible = (): Promise<ProviderAdapter> =>
  import("../clients/openai-compatible.ts").then((module) => module.openaiCompatible);

/** Where each provider's adapter lives; a module is loaded when its provider is first used. */
const ADAPTERS: Readonly<Record<KnownProvider, () => Promise<ProviderAdapter>>> = {
  openai: () => import("../clients/openai.ts").then((module) => module.openai),
  anthropic: () => import("../clients/anthropic.ts").then((module) => module.anthropic),
  google: () => import("../clients/google.ts").then((module) => module.google),
  "vertex-ai": () => import("../clients/vertex-ai.ts").then((module) => module.vertexAi),
  mistral: () => import("../clients/mistral.ts").then((module) => module.mistral),
  groq: () => import("../clients/groq.ts").then((module) => module.groq),
  xai: () => import("../clients/xai.ts").then((module) => module.xai),
  perplexity: () => import("../clients/perplexity.ts").then((module) => module.perplexity),
  deepseek: () => import("../clients/deepseek.ts").then((module) => module.deepseek),
  moonshot: () => import("../clients/moonshot.ts").then((module) => module.moonshot),
  mlx: compatible,
  ollama: compatible,
  lmstudio: compatible,
  llamacpp: compatible,
};

const ENDPOINT_TIMEOUTS = { headersMs: 15 * 60_000, idleMs: 10 * 60_000 } as const;

/** How to reach a provider. Throws `invalid_config` for an unknown one without a base URL. */
export async function connectionFor(provider: ProviderId, deps: ProviderDeps): Promise<Connection> {
  if (!isKnownProvider(provider)) return endpointConnection(provider, deps);
  const facts = PROVIDERS[provider];
  const adapter = await ADAPTERS[provider]();
  const timeouts = { ...facts.timeouts, ...deps.timeouts };
  if (facts.auth === "google-adc") {
    const { vertexConnection } = await import("./vertex-connection.ts");
    return vertexConnection({ adapter, deps, timeouts });
  }
  return {
    provider,
    name: facts.name,
    adapter,
    deps,
    timeouts,
    baseUrl: () => deps.settings(provider).baseUrl ?? facts.baseUrl,
    authorize: () => keyAuthorization(provider, facts.auth, deps),
  };
}

async function endpointConnection(provider: ProviderId, deps: ProviderDeps): Promise<Connection> {
  const missing = (): OrchestratorError =>
    new OrchestratorError("invalid_config", `There is no provider called ${provider}.`, {
      suggestion: `Set providers.${provider}.baseUrl to use your own OpenAI-compatible endpoint.`,
      provider,
    });
  if (deps.settings(provider).baseUrl === undefined) throw missing();
  return {
    provider,
    name: provider,
    adapter: await compatible(),
    deps,
    timeouts: { ...ENDPOINT_TIMEOUTS, ...deps.timeouts },
    baseUrl: () => {
      const { baseUrl } = deps.settings(provider);
      if (baseUrl === undefined) throw missing();
      return baseUrl;
    },
    authorize: () => keyAuthorization(provider, "optional-bearer", deps),
  };
}
