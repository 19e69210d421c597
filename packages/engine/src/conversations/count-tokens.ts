import type { Message, MessagePart } from "@ai-orchestrator/contract";

/** Approximate tokens of a text. */
export type EstimateTokens = (text: string) => number;

/** Tokens a picture is counted as (a 1,024² tile grid costs 765–1,600 with the large providers). */
const IMAGE_TOKENS = 1_200;
/** Tokens of frame around a message. */
const MESSAGE_TOKENS = 4;

/** Approximate tokens of one part as a provider would count it. */
export function countPartTokens(part: MessagePart, estimateTokens: EstimateTokens): number {
  switch (part.type) {
    case "text":
    case "reasoning":
      return estimateTokens(part.text);
    case "image":
      return IMAGE_TOKENS;
    case "file":
      return part.text === undefined
        ? Math.max(IMAGE_TOKENS, Math.ceil((part.data?.length ?? 0) / 50))
        : estimateTokens(part.text);
    case "source":
      return 0;
    case "tool-call":
      return estimateTokens(part.name) + estimateTokens(part.rawInput ?? JSON.stringify(part.input)) + MESSAGE_TOKENS;
    case "tool-result":
      return estimateTokens(JSON.stringify(part.output)) + MESSAGE_TOKENS;
  }
}

/** Approximate tokens of a message. */
export function countMessageTokens(message: Message, estimateTokens: EstimateTokens): number {
  return message.parts.reduce((sum, part) => sum + countPartTokens(part, estimateTokens), MESSAGE_TOKENS);
}

/** Approximate tokens of messages and system prompt together. */
export function countContextTokens(
  context: { readonly system?: string; readonly messages: readonly Message[] },
  estimateTokens: EstimateTokens,
): number {
  const system = context.system === undefined ? 0 : estimateTokens(context.system) + MESSAGE_TOKENS;
  return context.messages.reduce((sum, message) => sum + countMessageTokens(message, estimateTokens), system);
}
