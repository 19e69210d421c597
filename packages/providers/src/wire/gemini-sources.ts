import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { listOf, objectOf, textOf } from "./json-fields.ts";

/** Tells the pages and documents that an answer is grounded on, each once. */
export function createGeminiSources(emit: (part: LanguageModelV4StreamPart) => void): (grounding: JsonObject) => void {
  const told = new Set<string>();
  const isNews = (key: string): boolean => !told.has(key) && told.add(key) !== undefined;
  return (grounding) => {
    for (const chunk of listOf(grounding["groundingChunks"]).map((one) => objectOf(one) ?? {})) {
      const { url, title } = placeOf(chunk);
      const id = `source-${told.size + 1}`;
      if (url !== undefined && isNews(url))
        emit({ type: "source", sourceType: "url", id, url, ...(title === undefined ? {} : { title }) });
      else if (url === undefined && title !== undefined && isNews(`document ${title}`))
        emit({ type: "source", sourceType: "document", id, mediaType: "application/octet-stream", title });
    }
  };
}

/** Where a piece of grounding was found: on a page, or in a document that has only a title. */
function placeOf(chunk: JsonObject): { readonly url?: string | undefined; readonly title?: string | undefined } {
  const [web, image, maps, stored] = ["web", "image", "maps", "retrievedContext"].map((name) => objectOf(chunk[name]));
  const found = web ?? image ?? maps;
  // An image's own address is not the page it must be credited to.
  if (found !== undefined) return { url: textOf(found["uri"] ?? found["sourceUri"]), title: textOf(found["title"]) };
  if (stored === undefined) return {};
  const uri = textOf(stored["uri"]);
  const title = textOf(stored["title"]);
  return uri !== undefined && /^https?:\/\//.test(uri) ? { url: uri, title } : { title: title ?? "Unknown Document" };
}
