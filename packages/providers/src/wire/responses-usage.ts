import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { numberOf, objectOf } from "./json-fields.ts";

/** Usage as the Responses interface says it. xAI has counted cached tokens beside the input, which shows where they are more. */
export function responsesUsage(usage: JsonObject | undefined): LanguageModelV4Usage {
  const details = objectOf(usage?.["input_tokens_details"]);
  const input = numberOf(usage?.["input_tokens"]);
  const cacheRead = numberOf(details?.["cached_tokens"]) ?? 0;
  return {
    inputTokens: {
      total: input === undefined || cacheRead <= input ? input : input + cacheRead,
      noCache: undefined,
      cacheRead,
      cacheWrite: numberOf(details?.["cache_write_tokens"]),
    },
    outputTokens: {
      total: numberOf(usage?.["output_tokens"]),
      text: undefined,
      reasoning: numberOf(objectOf(usage?.["output_tokens_details"])?.["reasoning_tokens"]),
    },
  };
}
