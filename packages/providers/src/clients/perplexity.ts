import type { PromptTraits } from "../stream/prompt-traits.ts";
import { reasoningEffort, wantsReasoning } from "../stream/to-call-options.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { defined } from "./defined.ts";
import { createAgentModel } from "./perplexity/agent-model.ts";
import { createCitationReader } from "./perplexity/read-citations.ts";
import { PLACEHOLDER_KEY, type CallInterface, type ProviderAdapter } from "./provider-adapter.ts";

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

const agent: CallInterface = { model: async (link, call) => createAgentModel(link, call) };
const chat: CallInterface = {
  model: keepModels(async (link, { model }) =>
    (await import("@ai-sdk/perplexity"))
      .createPerplexity({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch })
      .languageModel(model.id),
  ),
  reader: chatReader(),
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
  interfaces: (_call, { api }) => {
    if (api === "chat") return [chat];
    return api === "agent" || api === "responses" ? [agent] : [agent, chat];
  },
  sources: () => createCitationReader(),
  // No free GET needs a key. One embedded word costs less than a ten-millionth of a dollar.
  verify: {
    method: "POST",
    path: "/v1/embeddings",
    body: JSON.stringify({ model: "pplx-embed-v1-0.6b", input: ["hi"] }),
    acceptedStatuses: [400, 422],
  },
};
