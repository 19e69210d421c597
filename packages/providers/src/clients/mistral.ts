import type { MistralProvider } from "@ai-sdk/mistral";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type Link, type ProviderAdapter } from "./provider-adapter.ts";

const TRAITS: PromptTraits = {
  metadataKeys: ["mistral"],
  systemAnywhere: false,
  plainReasoning: true,
  pdf: true,
  audio: false,
  toolResultImages: false,
  assistantImages: false,
  toolIds: { pattern: /^[a-zA-Z0-9]{9}$/, prefix: "", length: 9 },
};

const load = async (link: Link): Promise<MistralProvider> =>
  (await import("@ai-sdk/mistral")).createMistral({
    apiKey: PLACEHOLDER_KEY,
    baseURL: link.baseUrl,
    fetch: link.fetch,
  });

const chat: CallInterface = {
  model: keepModels(async (link, { model }) => (await load(link)).chat(model.id)),
  reader: chatReader(),
};
const conversation: CallInterface = {
  model: async (link, { model }) => (await load(link)).conversation(model.id),
};

/** Mistral: chat completions, and the Conversations interface where the model is to search the web. */
export const mistral: ProviderAdapter = {
  shape: (call) => ({
    traits: TRAITS,
    knobs: {
      namespace: "mistral",
      options: defined({
        parallelToolCalls: call.parallelToolCalls,
        strictJsonSchema: call.responseFormat?.type === "json" ? call.responseFormat.strict : undefined,
      }),
      ...(call.webSearch === true
        ? {
            providerTools: [
              { type: "provider" as const, id: "mistral.web_search" as const, name: "web_search", args: {} },
            ],
          }
        : {}),
    },
  }),
  interfaces: (call) => [call.webSearch === true ? conversation : chat],
  embedding: async (link, model) => (await load(link)).embeddingModel(model.id),
  embeddingOptions: (dimensions) => ({ mistral: { outputDimension: dimensions } }),
  verify: { method: "GET", path: "/models" },
};
