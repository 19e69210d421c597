import { OrchestratorError, type ModelCall } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamResult } from "@ai-sdk/provider";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { defined } from "./defined.ts";
import { createAgentModel } from "./perplexity/agent-model.ts";
import { createCitationReader } from "./perplexity/read-citations.ts";
import { PLACEHOLDER_KEY, type Link, type ProviderAdapter } from "./provider-adapter.ts";

const TRAITS: PromptTraits = {
  metadataKeys: ["perplexity"],
  systemAnywhere: false,
  plainReasoning: false,
  pdf: true,
  audio: false,
  toolResultImages: false,
  assistantImages: false,
  alternatesRoles: true,
};

/**
 * Perplexity: the Agent interface, and Sonar chat completions (deprecated 27 September 2026) where the settings say
 * `api: "chat"` or the endpoint does not know the Agent interface.
 */
export const perplexity: ProviderAdapter = {
  shape: (call) => ({
    traits: TRAITS,
    splitThink: true,
    knobs: {
      namespace: "perplexity",
      options: defined({ reasoning_effort: wantsReasoning(call) ? (call.reasoning?.effort ?? "medium") : undefined }),
      sendEffort: false,
    },
  }),
  language: async (link, call) => {
    const { api } = link.settings;
    if (api === "chat") return chatModel(link, call);
    const agent = createAgentModel(link, call);
    return api === "agent" || api === "responses" ? agent : withFallback(agent, () => chatModel(link, call));
  },
  sources: () => createCitationReader(),
  // There is no free GET that needs a key; a request without a model is refused only after the key was accepted.
  verify: { method: "POST", path: "/chat/completions", body: "{}", acceptedStatuses: [400, 404, 405, 410, 422] },
};

async function chatModel(link: Link, call: ModelCall): Promise<LanguageModelV4> {
  const { createPerplexity } = await import("@ai-sdk/perplexity");
  return createPerplexity({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch }).languageModel(call.model.id);
}

/** The first interface; the second where the server does not know the path of the first. Nothing was generated then. */
function withFallback(first: LanguageModelV4, second: () => Promise<LanguageModelV4>): LanguageModelV4 {
  const doStream = async (options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> => {
    try {
      return await first.doStream(options);
    } catch (thrown) {
      if (!(thrown instanceof OrchestratorError) || (thrown.status !== 404 && thrown.status !== 405)) throw thrown;
      return await (await second()).doStream(options);
    }
  };
  return { specificationVersion: "v4", provider: first.provider, modelId: first.modelId, supportedUrls: first.supportedUrls, doStream, doGenerate: (options) => first.doGenerate(options) };
}
