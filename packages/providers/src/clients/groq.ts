import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type ProviderAdapter } from "./provider-adapter.ts";

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

const model: CallInterface["model"] = async (link, call) =>
  (await import("@ai-sdk/groq"))
    .createGroq({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch })
    .languageModel(call.model.id);
const keptModel = keepModels(model);
const reader = chatReader();

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
  // A schema beside tools is sent as one more tool, whose call only the SDK knows to be the answer.
  interfaces: ({ responseFormat, tools }) => [
    responseFormat?.type === "json" && tools !== undefined ? { model } : { model: keptModel, reader },
  ],
  verify: { method: "GET", path: "/models" },
};
