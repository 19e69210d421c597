import type { JsonObject, JsonValue, ProviderMetadata, ReasoningPart } from "@ai-orchestrator/contract";
import { isObject, list, object, text } from "../read-fields.ts";
import { thoughtSignature } from "../thought-signature.ts";
import { openMetadata, sealMetadata } from "../sealed-metadata.ts";

/**
 * What chat completions have no field for but clients send back as they got it: signatures of calls in `extra_content`
 * (Google's own field for them), signatures of reasoning in `reasoning_details` (OpenRouter's).
 */
export function callExtras(metadata: ProviderMetadata | undefined): { readonly extra_content?: JsonObject } {
  const signature = thoughtSignature(metadata);
  if (signature !== undefined) return { extra_content: { google: { thought_signature: signature } } };
  const sealed = sealMetadata(metadata);
  return sealed === undefined ? {} : { extra_content: { aio: sealed } };
}

/** The metadata of a call that came back. */
export function readCallExtras(call: JsonObject): { readonly providerMetadata?: ProviderMetadata } {
  const extra = call["extra_content"];
  if (!isObject(extra)) return {};
  const signature = isObject(extra["google"]) ? extra["google"]["thought_signature"] : undefined;
  if (typeof signature === "string") return { providerMetadata: { google: { thoughtSignature: signature } } };
  const metadata = openMetadata(extra["aio"]);
  return metadata === undefined ? {} : { providerMetadata: metadata };
}

/** A piece of reasoning with what must come back with it; undefined where its text says all there is. */
export function reasoningDetail(
  words: string,
  metadata: ProviderMetadata | undefined,
  index: number,
): JsonObject | undefined {
  const signature = sealMetadata(metadata);
  return signature === undefined ? undefined : { type: "reasoning.text", text: words, signature, index };
}

/** Reasoning that came back. */
export function readReasoningDetails(value: JsonValue, path: string): readonly ReasoningPart[] {
  return list(value, path).flatMap((row, index): ReasoningPart[] => {
    const detail = object(row, `${path}[${index}]`);
    if (detail["type"] !== "reasoning.text") return [];
    const words = detail["text"] ?? "";
    const metadata = openMetadata(detail["signature"]);
    const part = { type: "reasoning" as const, text: text(words, `${path}[${index}].text`) };
    return [metadata === undefined ? part : { ...part, providerMetadata: metadata }];
  });
}
