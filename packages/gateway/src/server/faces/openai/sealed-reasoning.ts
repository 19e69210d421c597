import type { JsonObject, ProviderMetadata, ReasoningPart } from "@ai-orchestrator/contract";
import { checkKinds } from "../field-kinds.ts";
import { list, object, text } from "../read-fields.ts";
import { EMPTY_SEAL, isSealed, openMetadata, sealMetadata } from "../sealed-metadata.ts";
import { REASONING_ITEM_KINDS } from "./openai-kinds.ts";

/**
 * What must come back unchanged with a piece of reasoning, in the one field of the dialect that callers send back
 * unread. OpenAI's own bytes too are sealed: they belong to an item whose id is not the one this answer gives.
 */
export function sealReasoning(metadata: ProviderMetadata | undefined): string {
  return sealMetadata(metadata) ?? EMPTY_SEAL;
}

/** A reasoning item as a part, with what was sealed. A seal that is broken is left out: the text alone is still true. */
export function openReasoning(item: JsonObject, path: string): ReasoningPart {
  checkKinds(item, REASONING_ITEM_KINDS, path);
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
  if (!isSealed(sealed)) {
    return {
      openai: { reasoningEncryptedContent: sealed, ...(typeof item["id"] === "string" ? { itemId: item["id"] } : {}) },
    };
  }
  return openMetadata(sealed);
}
