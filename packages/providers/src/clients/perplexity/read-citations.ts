import type { JsonObject } from "@ai-orchestrator/contract";
import type { FoundSource, SourceReader } from "../provider-adapter.ts";

/**
 * Reads Perplexity's citations with their titles. Chat completions repeat `citations` (links) and `search_results`
 * (links with titles) in every chunk, in the order of the answer's [1], [2] marks; the Agent interface sends
 * `response.reasoning.search_results` events and `search_results` items. Looks only at what grew.
 */
export function createCitationReader(): SourceReader {
  let results = 0;
  let links: readonly string[] = [];
  return {
    read(raw) {
      if (!isObject(raw)) return [];
      if (Array.isArray(raw["citations"]) && raw["citations"].length > links.length)
        links = raw["citations"].filter((link) => typeof link === "string");
      if (Array.isArray(raw["search_results"]) && raw["search_results"].length > results) {
        const fresh = raw["search_results"].slice(results);
        results = raw["search_results"].length;
        return fresh.flatMap((result) => toSource(result));
      }
      return readAgentEvent(raw);
    },
    rest: () => links.map((url) => ({ url })),
  };
}

function readAgentEvent(raw: JsonObject): readonly FoundSource[] {
  if (raw["type"] === "response.reasoning.search_results") return listOf(raw["results"]);
  if (raw["type"] === "response.reasoning.fetch_url_results") return listOf(raw["contents"]);
  const item = raw["item"];
  if (raw["type"] !== "response.output_item.done" || !isObject(item)) return [];
  if (item["type"] === "search_results") return listOf(item["results"]);
  if (item["type"] === "fetch_url_results") return listOf(item["contents"]);
  return [];
}

function listOf(results: unknown): readonly FoundSource[] {
  return Array.isArray(results) ? results.flatMap((result) => toSource(result)) : [];
}

function toSource(result: unknown): FoundSource[] {
  if (!isObject(result) || typeof result["url"] !== "string") return [];
  const { url, title, snippet, date } = result;
  return [
    {
      url: url as string,
      ...(typeof title === "string" && title !== "" ? { title } : {}),
      ...(typeof snippet === "string" && snippet !== "" ? { snippet } : {}),
      ...(typeof date === "string" && date !== "" ? { publishedAt: date } : {}),
    },
  ];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
