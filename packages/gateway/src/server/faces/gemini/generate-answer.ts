import type {
  FinishReason,
  MessagePart,
  ProviderMetadata,
  SourcePart,
  TurnEvent,
  TurnState,
  Usage,
} from "@ai-orchestrator/contract";

import { objectInput } from "../object-input.ts";
import { thoughtSignature } from "../thought-signature.ts";

/** Google's names for why a model stopped. A call for tools is a plain stop there. */
const FINISH: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  length: "MAX_TOKENS",
  "tool-calls": "STOP",
  "content-filter": "SAFETY",
  error: "OTHER",
  other: "OTHER",
};

/** One part of a content. */
export type Part = Readonly<Record<string, unknown>>;

/** The parts of a whole answer. */
export function answerParts(state: TurnState): readonly Part[] {
  return state.parts.map(partOf).filter((part) => part !== undefined);
}

function partOf(part: MessagePart): Part | undefined {
  switch (part.type) {
    case "text":
      return { text: part.text, ...signature(part.providerMetadata) };
    case "reasoning":
      return { text: part.text, thought: true, ...signature(part.providerMetadata) };
    case "tool-call":
      return {
        functionCall: { id: part.id, name: part.name, args: objectInput(part.input) },
        ...signature(part.providerMetadata),
      };
    case "image":
    case "file":
      return part.data === undefined ? undefined : { inlineData: { mimeType: part.mediaType, data: part.data } };
    default:
      return undefined;
  }
}

/** The part an event of a stream becomes; undefined where it says nothing in this dialect. */
export function eventPart(event: TurnEvent): Part | undefined {
  switch (event.type) {
    case "text-delta":
      return { text: event.text };
    case "reasoning-delta":
      return event.text === "" ? undefined : { text: event.text, thought: true, ...signature(event.providerMetadata) };
    case "reasoning-end":
    case "text-end": {
      const signed = signature(event.providerMetadata);
      return signed.thoughtSignature === undefined
        ? undefined
        : { text: "", ...(event.type === "reasoning-end" ? { thought: true } : {}), ...signed };
    }
    case "tool-call":
    case "image":
    case "file":
      return partOf(event as MessagePart);
    default:
      return undefined;
  }
}

function signature(metadata: ProviderMetadata | undefined): { readonly thoughtSignature?: string } {
  const value = thoughtSignature(metadata);
  return value === undefined ? {} : { thoughtSignature: value };
}

/** One of the answers, or a piece of it. */
export function candidateOf(of: {
  readonly index: number;
  readonly parts: readonly Part[];
  readonly finish?: FinishReason;
  readonly sources?: readonly Omit<SourcePart, "type">[];
}): Readonly<Record<string, unknown>> {
  const chunks = (of.sources ?? []).flatMap(({ url, title }) =>
    url === undefined ? [] : [{ web: { uri: url, title: title ?? url } }],
  );
  return {
    content: { role: "model", parts: of.parts },
    index: of.index,
    ...(of.finish === undefined ? {} : { finishReason: FINISH[of.finish] }),
    ...(chunks.length === 0 ? {} : { groundingMetadata: { groundingChunks: chunks } }),
  };
}

/** What every answer and every piece of one looks like. */
export function answerBody(of: {
  readonly candidates: readonly unknown[];
  readonly model: string;
  readonly id: string;
  readonly usage?: Usage;
}): Readonly<Record<string, unknown>> {
  return {
    candidates: of.candidates,
    ...(of.usage === undefined ? {} : { usageMetadata: usageOf(of.usage) }),
    modelVersion: of.model,
    responseId: of.id,
  };
}

function usageOf(usage: Usage): Readonly<Record<string, number>> {
  return {
    promptTokenCount: usage.inputTokens,
    candidatesTokenCount: usage.outputTokens - usage.reasoningTokens,
    thoughtsTokenCount: usage.reasoningTokens,
    cachedContentTokenCount: usage.cacheReadTokens,
    totalTokenCount: usage.inputTokens + usage.outputTokens,
  };
}
