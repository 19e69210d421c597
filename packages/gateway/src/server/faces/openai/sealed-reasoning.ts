import type { JsonObject, ProviderMetadata, ReasoningPart } from "@ai-orchestrator/contract";
import { isObject, list, object, text } from "../read-fields.ts";

/** Marks reasoning of any provider in the field where OpenAI keeps its own. */
const SEAL = "aio1.";

/**
 * What must come back unchanged with a piece of reasoning, in the one field of the dialect that callers send back
 * unread: OpenAI's own bytes as they are, every other provider's metadata behind our mark.
 */
export function sealReasoning(metadata: ProviderMetadata | undefined): string | null {
  const own = metadata?.["openai"]?.["reasoningEncryptedContent"];
  return typeof own === "string" ? own : (sealMetadata(metadata) ?? null);
}

/** Metadata of any provider as one text that only we read. */
export function sealMetadata(metadata: ProviderMetadata | undefined): string | undefined {
  if (metadata === undefined || Object.keys(metadata).length === 0) return undefined;
  return SEAL + Buffer.from(JSON.stringify(metadata)).toString("base64url");
}

/** A reasoning item as a part, with what was sealed. A seal that is broken is left out: the text alone is still true. */
export function openReasoning(item: JsonObject, path: string): ReasoningPart {
  const rows = [item["summary"], item["content"]].flatMap((value) =>
    value === undefined || value === null ? [] : list(value, path),
  );
  const words = rows.map((row, index) =>
    text(object(row, `${path}.summary[${index}]`)["text"], `${path}.summary[${index}].text`),
  );
  const metadata = metadataOf(item);
  return {
    type: "reasoning",
    text: words.join("\n\n"),
    ...(metadata === undefined ? {} : { providerMetadata: metadata }),
  };
}

function metadataOf(item: JsonObject): ProviderMetadata | undefined {
  const sealed = item["encrypted_content"];
  if (typeof sealed !== "string") return undefined;
  if (!sealed.startsWith(SEAL)) {
    return {
      openai: { reasoningEncryptedContent: sealed, ...(typeof item["id"] === "string" ? { itemId: item["id"] } : {}) },
    };
  }
  return openMetadata(sealed);
}

/** What was sealed; undefined for anything else, and for a seal that was cut off or edited on its way. */
export function openMetadata(sealed: unknown): ProviderMetadata | undefined {
  if (typeof sealed !== "string" || !sealed.startsWith(SEAL)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(sealed.slice(SEAL.length), "base64url").toString("utf8"));
    return isObject(value) && Object.values(value).every(isObject) ? (value as ProviderMetadata) : undefined;
  } catch {
    return undefined; // Not our JSON any more: the text beside it is still true.
  }
}
