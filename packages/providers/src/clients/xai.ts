import type { XaiProvider } from "@ai-sdk/xai";
import type { JsonObject, ModelCall } from "@ai-orchestrator/contract";
import type { SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { responsesReader } from "../wire/responses-reader.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type Link, type ProviderAdapter } from "./provider-adapter.ts";
import { createUrlCitationReader } from "./read-url-citations.ts";

/** Files go to xAI by link only, so their text is sent instead. */
const TRAITS: PromptTraits = {
  metadataKeys: ["xai"],
  systemAnywhere: true,
  plainReasoning: false,
  pdf: false,
  audio: false,
  toolResultImages: true,
  assistantImages: false,
};

const load = async (link: Link): Promise<XaiProvider> =>
  (await import("@ai-sdk/xai")).createXai({
    apiKey: PLACEHOLDER_KEY,
    baseURL: link.baseUrl,
    fetch: link.fetch,
  });

const responses = keepModels(async (link, { model }) => (await load(link)).responses(model.id));

/** xAI's Responses interface, or chat completions (`api: "chat"`). Nothing is stored at xAI. */
export const xai: ProviderAdapter = {
  shape: (call, { api }) => ({
    traits: TRAITS,
    knobs: {
      namespace: "xai",
      options: api === "chat" ? chatOptions(call) : responsesOptions(call),
      ...(call.webSearch === true
        ? {
            providerTools: [{ type: "provider" as const, id: "xai.web_search" as const, name: "web_search", args: {} }],
          }
        : {}),
    },
    // As with OpenAI, a reasoning item is not accepted without the search that followed it.
    dropReasoningMetadata: call.webSearch === true,
  }),
  interfaces(call, { api, baseUrl }) {
    const first = responsesInterface(call);
    const chat: CallInterface = { model: chatModel, reader: chatReader({ namespace: "xai" }) };
    if (api === "chat") return [chat];
    if (baseUrl === undefined || api !== undefined) return [first];
    return [first, { ...chat, providerOptions: { xai: chatOptions(call) } as SharedV4ProviderOptions }];
  },
  sources: (_call, { api }) => (api === "chat" ? undefined : createUrlCitationReader()),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  verify: { method: "GET", path: "/models" },
};

function responsesInterface({ tools }: ModelCall): CallInterface {
  const names = new Set(tools?.map((tool) => tool.name));
  return { model: responses, reader: responsesReader({ namespace: "xai", tools: names }) };
}

function responsesOptions(call: ModelCall): JsonObject {
  return defined({
    store: false,
    parallelToolCalls: call.parallelToolCalls,
    reasoningSummary: wantsReasoning(call) ? "auto" : undefined,
    logprobs: call.logprobs === undefined || call.logprobs === false ? undefined : true,
    topLogprobs: typeof call.logprobs === "number" ? Math.min(8, call.logprobs) : undefined,
  });
}

function chatOptions(call: ModelCall): JsonObject {
  return defined({
    parallel_tool_calls: call.parallelToolCalls,
    logprobs: call.logprobs === undefined || call.logprobs === false ? undefined : true,
    top_logprobs: typeof call.logprobs === "number" ? Math.min(8, call.logprobs) : undefined,
  });
}

const chatModel = keepModels(async (link, { model }) => {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({
    name: "xai",
    baseURL: link.baseUrl,
    fetch: link.fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
  }).chatModel(model.id);
});
