import type { OpenAIProvider } from "@ai-sdk/openai";
import type { ModelCall } from "@ai-orchestrator/contract";
import type { ProviderSettings } from "../facts/provider-deps.ts";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { responsesReader } from "../wire/responses-reader.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type Link, type ProviderAdapter } from "./provider-adapter.ts";
import { createUrlCitationReader } from "./read-url-citations.ts";

const RESPONSES: PromptTraits = {
  metadataKeys: ["openai"],
  systemAnywhere: true,
  plainReasoning: false,
  pdf: true,
  audio: false,
  toolResultImages: true,
  assistantImages: false,
  toolIds: { pattern: /^.{1,40}$/s, prefix: "call_", length: 24 },
};
const CHAT: PromptTraits = { ...RESPONSES, audio: true, toolResultImages: false };

/** Models that OpenAI serves through chat completions only. */
const CHAT_ONLY = /search-preview|audio/;

const load = async (link: Link): Promise<OpenAIProvider> =>
  (await import("@ai-sdk/openai")).createOpenAI({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch });

const responses = keepModels(async (link, { model }) => (await load(link)).responses(model.id));
const chat: CallInterface = {
  model: keepModels(async (link, { model }) => (await load(link)).chat(model.id)),
  reader: chatReader(),
};

/** OpenAI: the Responses interface, chat completions for models (or users, `api: "chat"`) that need it. Nothing is stored at OpenAI. */
export const openai: ProviderAdapter = {
  shape(call, settings) {
    const chat = usesChat(call, settings);
    const format = call.responseFormat;
    const searches = call.webSearch === true && !chat;
    return {
      traits: chat ? CHAT : RESPONSES,
      knobs: {
        namespace: "openai",
        options: defined({
          store: false,
          parallelToolCalls: call.parallelToolCalls,
          // Lenient unless asked: OpenAI's strict mode refuses schemas with optional properties.
          strictJsonSchema: format?.type === "json" ? (format.strict ?? false) : undefined,
          logprobs: call.logprobs === false ? undefined : call.logprobs,
          reasoningSummary: wantsReasoning(call) && !chat ? "auto" : undefined,
        }),
        ...(searches
          ? {
              providerTools: [
                { type: "provider" as const, id: "openai.web_search" as const, name: "web_search", args: {} },
              ],
            }
          : {}),
      },
      // A reasoning item is refused without the search item that followed it, and that one stays with OpenAI.
      dropReasoningMetadata: searches,
    };
  },
  interfaces(call, settings) {
    if (usesChat(call, settings)) return [chat];
    const first = responsesInterface(call);
    const mayLackIt = settings.baseUrl !== undefined && settings.api === undefined;
    return mayLackIt ? [first, chat] : [first];
  },
  sources: (call, settings) => (usesChat(call, settings) ? undefined : createUrlCitationReader()),
  embedding: async (link, model) => (await load(link)).embeddingModel(model.id),
  embeddingOptions: (dimensions) => ({ openai: { dimensions } }),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  verify: { method: "GET", path: "/models" },
};

function responsesInterface({ tools }: ModelCall): CallInterface {
  const names = new Set(tools?.map((tool) => tool.name));
  return { model: responses, reader: responsesReader({ namespace: "openai", tools: names }) };
}

function usesChat(call: ModelCall, settings: ProviderSettings): boolean {
  if (settings.api !== undefined) return settings.api === "chat";
  return CHAT_ONLY.test(call.model.id);
}
