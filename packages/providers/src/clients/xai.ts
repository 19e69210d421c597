import type { XaiProvider } from "@ai-sdk/xai";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type Link, type ProviderAdapter } from "./provider-adapter.ts";

/** Files go to xAI by link only, so their text is sent instead. */
const TRAITS: PromptTraits = { metadataKeys: ["xai"], systemAnywhere: true, plainReasoning: false, pdf: false, audio: false, toolResultImages: true, assistantImages: false };

const load = async (link: Link): Promise<XaiProvider> =>
  (await import("@ai-sdk/xai")).createXai({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch });

/** xAI's Responses interface. Nothing is stored at xAI. */
export const xai: ProviderAdapter = {
  shape: (call) => ({
    traits: TRAITS,
    knobs: {
      namespace: "xai",
      options: defined({
        store: false,
        parallelToolCalls: call.parallelToolCalls,
        reasoningSummary: wantsReasoning(call) ? "auto" : undefined,
        logprobs: call.logprobs === undefined || call.logprobs === false ? undefined : true,
        topLogprobs: typeof call.logprobs === "number" ? Math.min(8, call.logprobs) : undefined,
      }),
      ...(call.webSearch === true ? { providerTools: [{ type: "provider" as const, id: "xai.web_search" as const, name: "web_search", args: {} }] } : {}),
    },
    // As with OpenAI, a reasoning item is not accepted without the search that followed it.
    dropReasoningMetadata: call.webSearch === true,
  }),
  language: async (link, call) => (await load(link)).responses(call.model.id),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  verify: { method: "GET", path: "/models" },
};
