import type { Message, MessagePart, ModelCall } from "@ai-orchestrator/contract";

/**
 * The call without what models thought before, and without what providers said must come back with other parts;
 * undefined where there is nothing of that. Marks for a cache stay: they are the caller's. `isMeant`: only such parts.
 */
export function withoutReasoning(
  call: ModelCall,
  isMeant: (part: MessagePart) => boolean = () => true,
): ModelCall | undefined {
  let isChanged = false;
  const messages = call.messages.map((message): Message => {
    if (message.role !== "assistant") return message;
    const parts = message.parts
      .filter((part) => part.type !== "reasoning" || !isMeant(part))
      .map((part) => (isMeant(part) ? unsigned(part) : part));
    isChanged ||= parts.length !== message.parts.length || parts.some((part, index) => part !== message.parts[index]);
    return { ...message, parts };
  });
  if (!isChanged) return undefined;
  const left = messages.filter(({ parts }) => parts.length > 0);
  // Claude wants its thinking before a call whose result it gets; where that is gone it must not be asked to think.
  const isMidway = left.at(-1)?.role === "tool";
  const { reasoning, ...rest } = call;
  return { ...(isMidway || reasoning === undefined ? rest : call), messages: left };
}

function unsigned(part: MessagePart): MessagePart {
  if (!("providerMetadata" in part) || part.providerMetadata === undefined) return part;
  const own = part.providerMetadata["anthropic"];
  if (own?.["cacheControl"] !== undefined) return part;
  const { providerMetadata: _signed, ...plain } = part;
  return plain as MessagePart;
}
