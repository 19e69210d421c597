import type { Message, MessagePart, ProviderMetadata } from "@ai-orchestrator/contract";
import { isObject } from "./read-fields.ts";

/** Marks what only we can read, in fields where each dialect keeps signatures of its own. */
const SEAL = "aio1.";

/** Metadata of any provider as one text that only we read; it travels where callers send back unread what they got. */
export function sealMetadata(metadata: ProviderMetadata | undefined): string | undefined {
  return metadata === undefined || Object.keys(metadata).length === 0 ? undefined : sealed(metadata);
}

/** The same of nothing: it says that what it stands beside came from us. */
export const EMPTY_SEAL: string = sealed({});

function sealed(metadata: ProviderMetadata): string {
  return SEAL + Buffer.from(JSON.stringify(metadata)).toString("base64url");
}

/** True for a text that only we can read. No provider takes it. */
export function isSealed(text: unknown): text is string {
  return typeof text === "string" && text.startsWith(SEAL);
}

/** What was sealed; undefined for anything else, for nothing, and for a seal that was cut off or edited on its way. */
export function openMetadata(text: unknown): ProviderMetadata | undefined {
  if (!isSealed(text)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text.slice(SEAL.length), "base64url").toString("utf8"));
    const isMetadata = isObject(value) && Object.values(value).every(isObject) && Object.keys(value).length > 0;
    return isMetadata ? (value as ProviderMetadata) : undefined;
  } catch {
    return undefined; // Not our JSON any more: the text beside it is still true.
  }
}

/** True where a conversation has a part of the assistant's that a provider of the dialect would refuse: others wrote it. */
export function hasPart(messages: readonly Message[], isForeign: (part: MessagePart) => boolean): boolean {
  return messages.some(({ role, parts }) => role === "assistant" && parts.some(isForeign));
}
