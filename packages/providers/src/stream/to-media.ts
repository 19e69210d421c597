import type { ModelEvent } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { metadata } from "./metadata.ts";

/** A picture or file the model made, as an event. */
export function toMediaEvent(part: Extract<LanguageModelV4StreamPart, { type: "file" }>): ModelEvent {
  const type = part.mediaType.startsWith("image/") ? "image" : "file";
  const where = part.data.type === "url" ? { url: part.data.url.href } : { data: toBase64(part.data.data) };
  return { type, mediaType: part.mediaType, ...where, ...metadata(part.providerMetadata) };
}

/** Base64 of bytes; text is taken to be base64 already. */
export function toBase64(data: Uint8Array | string): string {
  return typeof data === "string"
    ? data
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}
