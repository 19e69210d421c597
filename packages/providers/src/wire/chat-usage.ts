import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { numberOf, objectOf } from "./json-fields.ts";

/** Usage as chat completions say it. DeepSeek and Moonshot have names of their own for cached tokens; Perplexity counts reasoning beside the completion, all others within. */
export function chatUsage(usage: JsonObject | undefined): LanguageModelV4Usage {
  const input = objectOf(usage?.["prompt_tokens_details"]);
  const output = objectOf(usage?.["completion_tokens_details"]);
  const beside = numberOf(usage?.["reasoning_tokens"]);
  const completion = numberOf(usage?.["completion_tokens"]);
  return {
    inputTokens: {
      total: numberOf(usage?.["prompt_tokens"]),
      noCache: undefined,
      cacheRead:
        numberOf(usage?.["cached_tokens"]) ??
        numberOf(input?.["cached_tokens"]) ??
        numberOf(usage?.["prompt_cache_hit_tokens"]),
      cacheWrite: undefined,
    },
    outputTokens: {
      total: beside === undefined ? completion : (completion ?? 0) + beside,
      text: undefined,
      reasoning: numberOf(output?.["reasoning_tokens"]) ?? beside,
    },
  };
}
