import type { ModelEvent } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { FoundSource } from "../clients/provider-adapter.ts";

/** Numbers citations as they appear, from 1; the same link is reported once. */
export function createSourceList(): { add(found: readonly FoundSource[]): readonly ModelEvent[] } {
  const seen = new Set<string>();
  let count = 0;
  return {
    add: (found) => {
      if (found.length === 0) return [];
      return found.flatMap((source): ModelEvent[] => {
        if (source.url !== undefined && seen.has(source.url)) return [];
        if (source.url !== undefined) seen.add(source.url);
        count += 1;
        return [{ type: "source", id: String(count), ...source }];
      });
    },
  };
}

/** A citation as the SDK reports it. */
export function toFoundSource(part: Extract<LanguageModelV4StreamPart, { type: "source" }>): FoundSource {
  if (part.sourceType === "document") return { title: part.title };
  return { url: part.url, ...(part.title === undefined ? {} : { title: part.title }) };
}
