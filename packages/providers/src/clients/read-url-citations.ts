import type { JsonObject } from "@ai-orchestrator/contract";
import type { FoundSource, SourceReader } from "./provider-adapter.ts";

/**
 * Reads citations with titles from events of the Responses interface (OpenAI, xAI): `url_citation` annotations, as
 * they are added or in a finished message, or from a whole response. Pages that were found but not cited count only where none was cited.
 */
export function createUrlCitationReader(): SourceReader {
  const found: string[] = [];
  let cited = 0;
  const cite = (annotations: readonly unknown[]): readonly FoundSource[] => {
    const sources = annotations.flatMap((annotation) => toSource(annotation));
    cited += sources.length;
    return sources;
  };
  const readItem = (item: JsonObject | undefined): readonly FoundSource[] => {
    if (item?.["type"] === "web_search_call") {
      found.push(...listOf(asObject(item["action"])?.["sources"]).flatMap((source) => urlOf(source)));
    }
    if (item?.["type"] !== "message") return [];
    return cite(listOf(item["content"]).flatMap((part) => listOf(asObject(part)?.["annotations"])));
  };
  return {
    read(raw) {
      const event = asObject(raw);
      if (event?.["type"] === "response.output_text.annotation.added") return cite([event["annotation"]]);
      if (event?.["type"] === "response.output_item.done") return readItem(asObject(event["item"]));
      return event?.["object"] === "response" ? listOf(event["output"]).flatMap((one) => readItem(asObject(one))) : [];
    },
    rest: () => (cited > 0 ? [] : found.map((url) => ({ url }))),
  };
}

function toSource(annotation: unknown): FoundSource[] {
  const fields = asObject(annotation);
  if (fields?.["type"] !== "url_citation") return [];
  const { title } = fields;
  // xAI titles a citation with its number.
  const named = typeof title === "string" && title !== "" && !/^\d+$/.test(title) ? { title } : {};
  return urlOf(annotation).map((url) => ({ url, ...named }));
}

function urlOf(value: unknown): string[] {
  const url = asObject(value)?.["url"];
  return typeof url === "string" && url !== "" ? [url] : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
