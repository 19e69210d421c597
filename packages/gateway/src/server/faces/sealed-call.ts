import type { Message, MessagePart, ProviderMetadata, ToolCallPart } from "@ai-orchestrator/contract";
import { sealMetadata } from "./sealed-metadata.ts";

/** Under this name a seal says which call it belongs to. No provider has it. */
const OURS = "aio";

/**
 * The signature of a call as one sealed text, for dialects whose calls have no field for it: it travels as reasoning
 * without words beside the call, which callers send back unread. Undefined where the call is not signed; the rest of a
 * call's metadata no provider needs back.
 */
export function sealCall(id: string, metadata: ProviderMetadata | undefined): string | undefined {
  const signatures = signaturesOf(metadata);
  return signatures === undefined ? undefined : sealMetadata({ ...signatures, [OURS]: { call: id } });
}

/** The signatures within what is said of a call, and nothing else: a seal comes back from a caller, who may have written it. */
function signaturesOf(metadata: ProviderMetadata | undefined): ProviderMetadata | undefined {
  const signed = Object.entries(metadata ?? {}).flatMap(([provider, { thoughtSignature }]) =>
    typeof thoughtSignature === "string" ? [[provider, { thoughtSignature }] as const] : [],
  );
  return signed.length === 0 ? undefined : Object.fromEntries(signed);
}

/**
 * Messages as they were before their calls were sealed: each signature on its call again, and nowhere where the call
 * is gone. Only calls of the same answer are looked at, for some servers give the same ids in every answer.
 */
export function openCalls(messages: readonly Message[]): readonly Message[] {
  if (!messages.some(({ parts }) => parts.some((part) => sealedCall(part) !== undefined))) return messages;
  let signatures = new Map<string, ProviderMetadata>();
  return messages.flatMap((message, index) => {
    if (message.role !== "assistant") return [message];
    if (messages[index - 1]?.role !== "assistant") signatures = signaturesFrom(messages, index);
    const parts = message.parts.flatMap((part) =>
      sealedCall(part) === undefined ? [signedPart(part, signatures)] : [],
    );
    return parts.length === 0 ? [] : [{ ...message, parts }];
  });
}

/** What is sealed in the answer that begins at `start`; callers may have split it into several messages. */
function signaturesFrom(messages: readonly Message[], start: number): Map<string, ProviderMetadata> {
  const signatures = new Map<string, ProviderMetadata>();
  for (let index = start; messages[index]?.role === "assistant"; index += 1) {
    for (const part of messages[index]?.parts ?? []) {
      const id = sealedCall(part);
      if (id === undefined || !("providerMetadata" in part)) continue;
      const signed = signaturesOf(part.providerMetadata);
      if (signed !== undefined) signatures.set(id, signed);
    }
  }
  return signatures;
}

function signedPart(part: MessagePart, signatures: ReadonlyMap<string, ProviderMetadata>): MessagePart {
  const metadata = part.type === "tool-call" ? signatures.get(part.id) : undefined;
  if (metadata === undefined) return part;
  return { ...(part as ToolCallPart), providerMetadata: { ...(part as ToolCallPart).providerMetadata, ...metadata } };
}

/** The call a part holds the signature of. */
function sealedCall(part: MessagePart): string | undefined {
  const call = part.type === "reasoning" ? part.providerMetadata?.[OURS]?.["call"] : undefined;
  return typeof call === "string" ? call : undefined;
}
