import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type ProviderAdapter } from "./provider-adapter.ts";

const TRAITS: PromptTraits = {
  metadataKeys: ["moonshotai", "moonshot"],
  systemAnywhere: true,
  plainReasoning: true,
  pdf: false,
  audio: false,
  toolResultImages: false,
  assistantImages: false,
};

/** The temperature Moonshot demands of thinking models. */
const THINKING_TEMPERATURE = 1;

const chat: CallInterface = {
  model: keepModels(async (link, { model }) =>
    (await import("@ai-sdk/moonshotai"))
      .createMoonshotAI({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch })
      .chatModel(model.id),
  ),
  reader: chatReader(),
};

/** Moonshot's chat completions; reasoning arrives as `reasoning_content`. */
export const moonshot: ProviderAdapter = {
  shape: (call) => ({
    traits: TRAITS,
    knobs: {
      namespace: "moonshotai",
      options: defined({
        logprobs: call.logprobs === undefined || call.logprobs === false ? undefined : true,
        topLogprobs: typeof call.logprobs === "number" ? Math.min(20, call.logprobs) : undefined,
        strictJsonSchema: call.responseFormat?.type === "json" ? call.responseFormat.strict : undefined,
      }),
      ...(call.model.id.includes("thinking") || wantsReasoning(call) ? { temperature: THINKING_TEMPERATURE } : {}),
    },
  }),
  interfaces: () => [chat],
  verify: { method: "GET", path: "/models" },
};
