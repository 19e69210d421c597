import type { OpenAICompatibleProvider } from "@ai-sdk/openai-compatible";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { chatReader } from "../wire/chat-reader.ts";
import { keepModels } from "../wire/keep-models.ts";
import { defined } from "./defined.ts";
import type { CallInterface, Link, ProviderAdapter } from "./provider-adapter.ts";

/** The SDK's namespace for every endpoint; one word, so that no id needs camel-casing. */
const NAMESPACE = "compatible";

const TRAITS: PromptTraits = {
  metadataKeys: [NAMESPACE],
  systemAnywhere: true,
  plainReasoning: true,
  pdf: false,
  audio: false,
  toolResultImages: false,
  assistantImages: false,
};

async function load(link: Link, supportsStructuredOutputs = true): Promise<OpenAICompatibleProvider> {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({
    name: NAMESPACE,
    baseURL: link.baseUrl,
    fetch: link.fetch,
    includeUsage: true,
    supportsStructuredOutputs,
  });
}

const chat: CallInterface = {
  model: keepModels(async (link, { model }) =>
    (await load(link, model.structuredOutput !== false)).chatModel(model.id),
  ),
  reader: chatReader({ namespace: NAMESPACE }),
};

/** Any endpoint that speaks OpenAI's chat completions: MLX, Ollama, LM Studio, llama.cpp, and the user's own. */
export const openaiCompatible: ProviderAdapter = {
  shape: (call) => ({
    traits: { ...TRAITS, pdf: call.model.input.includes("pdf") },
    splitThink: true,
    knobs: {
      namespace: NAMESPACE,
      options: defined({
        parallel_tool_calls: call.parallelToolCalls,
        strictJsonSchema: call.responseFormat?.type === "json" ? (call.responseFormat.strict ?? false) : undefined,
        logprobs: call.logprobs === undefined || call.logprobs === false ? undefined : true,
        top_logprobs: typeof call.logprobs === "number" ? call.logprobs : undefined,
      }),
    },
  }),
  interfaces: () => [chat],
  embedding: async (link, model) => (await load(link)).embeddingModel(model.id),
  embeddingOptions: (dimensions) => ({ [NAMESPACE]: { dimensions } }),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  verify: { method: "GET", path: "/models" },
};
