import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type ProviderAdapter } from "./provider-adapter.ts";

const TRAITS: PromptTraits = {
  metadataKeys: ["groq"],
  systemAnywhere: true,
  plainReasoning: true,
  pdf: false,
  audio: false,
  toolResultImages: false,
  assistantImages: false,
};

/** gpt-oss models refuse `reasoning_format`; they always send reasoning apart. */
const HARMONY = /gpt-oss/;

/** Groq's chat completions. */
export const groq: ProviderAdapter = {
  shape: (call) => ({
    traits: TRAITS,
    // Models that reason without being asked put their thoughts into the text.
    splitThink: call.model.reasoning,
    knobs: {
      namespace: "groq",
      options: defined({
        parallelToolCalls: call.parallelToolCalls,
        strictJsonSchema: call.responseFormat?.type === "json" ? (call.responseFormat.strict ?? false) : undefined,
        reasoningFormat: wantsReasoning(call) && !HARMONY.test(call.model.id) ? "parsed" : undefined,
      }),
      ...(call.webSearch === true && HARMONY.test(call.model.id)
        ? {
            providerTools: [
              { type: "provider" as const, id: "groq.browser_search" as const, name: "browser_search", args: {} },
            ],
          }
        : {}),
    },
  }),
  language: async (link, call) =>
    (await import("@ai-sdk/groq"))
      .createGroq({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch })
      .languageModel(call.model.id),
  verify: { method: "GET", path: "/models" },
};
