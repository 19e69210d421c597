import type { FinishReason, Usage } from "@ai-orchestrator/contract";
import type { LanguageModelV4FinishReason, LanguageModelV4Usage } from "@ai-sdk/provider";

/** Characters a call sent and got, for estimating what a provider does not count. */
export interface Volume {
  readonly inputChars: number;
  readonly outputChars: number;
  readonly reasoningChars: number;
}

const CHARS_PER_TOKEN = 4;

/** The provider's count in contract terms: cached tokens are part of the input, reasoning part of the output. Estimated where it did not say. */
export function toUsage(usage: LanguageModelV4Usage, volume: () => Volume): Usage {
  const cacheReadTokens = usage.inputTokens.cacheRead ?? 0;
  const cacheWriteTokens = usage.inputTokens.cacheWrite ?? 0;
  const input = usage.inputTokens.total;
  const output = usage.outputTokens.total;
  const isKnown = (input ?? 0) > 0 || (output ?? 0) > 0;
  if (!isKnown) {
    const { inputChars, outputChars, reasoningChars } = volume();
    const reasoningTokens = tokens(reasoningChars);
    return {
      inputTokens: tokens(inputChars),
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: tokens(outputChars) + reasoningTokens,
      reasoningTokens,
      estimated: true,
    };
  }
  const reasoningTokens = usage.outputTokens.reasoning ?? 0;
  return {
    inputTokens: Math.max(input ?? 0, cacheReadTokens + cacheWriteTokens),
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens: Math.max(output ?? 0, reasoningTokens),
    reasoningTokens,
  };
}

function tokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}

/** Why the model stopped, in contract terms. */
export function toFinishReason(reason: LanguageModelV4FinishReason): FinishReason {
  return reason.unified === "interrupted" ? "error" : reason.unified;
}
