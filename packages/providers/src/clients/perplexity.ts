import type { ModelCall } from "@ai-orchestrator/contract";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { reasoningEffort, wantsReasoning } from "../stream/to-call-options.ts";
import { defined } from "./defined.ts";
import { createAgentModel } from "./perplexity/agent-model.ts";
import { createCitationReader } from "./perplexity/read-citations.ts";
import { PLACEHOLDER_KEY, type Link, type ProviderAdapter } from "./provider-adapter.ts";
import { withFallback } from "./with-fallback.ts";

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
      options: defined({ reasoning_effort: wantsReasoning(call) ? reasoningEffort(call) : undefined }),
      sendEffort: false,
    },
  }),
  language: async (link, call) => {
    const { api } = link.settings;
    if (api === "chat") return chatModel(link, call);
    const agent = createAgentModel(link, call);
    return api === "agent" || api === "responses"
      ? agent
      : withFallback(agent, async () => ({ model: await chatModel(link, call) }));
  },
  sources: () => createCitationReader(),
  // There is no free GET that needs a key; a request without a model is refused only after the key was accepted.
  verify: { method: "POST", path: "/chat/completions", body: "{}", acceptedStatuses: [400, 404, 405, 410, 422] },
};

async function chatModel(link: Link, call: ModelCall): Promise<LanguageModelV4> {
  const { createPerplexity } = await import("@ai-sdk/perplexity");
  return createPerplexity({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch }).languageModel(
    call.model.id,
  );
}
