import type { PromptTraits } from "../stream/prompt-traits.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type ProviderAdapter } from "./provider-adapter.ts";

const TRAITS: PromptTraits = {
  metadataKeys: ["deepseek"],
  systemAnywhere: true,
  plainReasoning: true,
  pdf: false,
  audio: false,
  toolResultImages: false,
  assistantImages: false,
};

const chat: CallInterface = {
  model: keepModels(async (link, { model }) =>
    (await import("@ai-sdk/deepseek"))
      .createDeepSeek({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch })
      .languageModel(model.id),
  ),
  reader: chatReader(),
};

/** DeepSeek's chat completions; reasoning arrives as `reasoning_content`. */
export const deepseek: ProviderAdapter = {
  shape: (call) => ({
    traits: TRAITS,
    knobs: {
      namespace: "deepseek",
      options: defined({
        logprobs: call.logprobs === undefined || call.logprobs === false ? undefined : true,
        topLogprobs: typeof call.logprobs === "number" ? Math.min(20, call.logprobs) : undefined,
      }),
    },
  }),
  interfaces: () => [chat],
  verify: { method: "GET", path: "/models" },
};
