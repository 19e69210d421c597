import type { ModelCall } from "@ai-orchestrator/contract";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { rewriteEvents } from "../http/rewrite-events.ts";
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
  // No free GET needs a key. One embedded word costs less than a ten-millionth of a dollar.
  verify: {
    method: "POST",
    path: "/v1/embeddings",
    body: JSON.stringify({ model: "pplx-embed-v1-0.6b", input: ["hi"] }),
    acceptedStatuses: [400, 422],
  },
};

async function chatModel(link: Link, call: ModelCall): Promise<LanguageModelV4> {
  const { createPerplexity } = await import("@ai-sdk/perplexity");
  const send = rewriteEvents(link.fetch, withCreated);
  return createPerplexity({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: send }).languageModel(call.model.id);
}

/** The SDK insists on a chunk's `created`, which proxies may leave out. */
function withCreated(data: string): string {
  return data.startsWith("{") && !data.includes('"created"') ? data.replace("{", '{"created":0,') : data;
}
