import type { ProviderMetadata } from "./message.ts";
import type { ReasoningEffort, ResponseFormat, ToolChoice, ToolDefinition } from "./tool.ts";

/** Knobs of generation, the same for every provider; unset means the provider's default. */
export interface GenerationOptions {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly stop?: readonly string[];
  readonly seed?: number;
  readonly responseFormat?: ResponseFormat;
  readonly tools?: readonly ToolDefinition[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  readonly reasoning?: { readonly effort?: ReasoningEffort; readonly budgetTokens?: number };
  /** Ask the model to search the web itself where it can. */
  readonly webSearch?: boolean;
  /** Number of top log probabilities a token, or `true` for the chosen token only. */
  readonly logprobs?: number | boolean;
  /** Settings only one provider knows, by provider id; passed through untouched. */
  readonly providerOptions?: ProviderMetadata;
}
