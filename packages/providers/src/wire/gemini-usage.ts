import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { numberOf } from "./json-fields.ts";

/** Usage as Gemini says it: thoughts are counted beside the candidates, prompts of its own tools beside ours. */
export function geminiUsage(usage: JsonObject | undefined): LanguageModelV4Usage {
  return {
    inputTokens: {
      total: sum(usage, ["promptTokenCount", "toolUsePromptTokenCount"]),
      noCache: undefined,
      cacheRead: numberOf(usage?.["cachedContentTokenCount"]),
      cacheWrite: undefined,
    },
    outputTokens: {
      total: sum(usage, ["candidatesTokenCount", "thoughtsTokenCount"]),
      text: undefined,
      reasoning: numberOf(usage?.["thoughtsTokenCount"]),
    },
  };
}

/** Usage of two requests of one answer: counts add up, anything else is as the later one says. */
export function addGeminiUsage(before: JsonObject | undefined, usage: JsonObject | undefined): JsonObject | undefined {
  if (before === undefined || usage === undefined) return usage ?? before;
  const added: JsonObject = { ...before };
  for (const [name, value] of Object.entries(usage)) {
    const known = added[name];
    added[name] = typeof value === "number" && typeof known === "number" ? known + value : value;
  }
  return added;
}

function sum(usage: JsonObject | undefined, names: readonly string[]): number | undefined {
  const counts = names.flatMap((name) => numberOf(usage?.[name]) ?? []);
  return counts.length === 0 ? undefined : counts.reduce((total, count) => total + count, 0);
}
