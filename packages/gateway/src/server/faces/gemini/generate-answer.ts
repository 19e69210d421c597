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
import { SealedThoughts } from "./sealed-thought.ts";

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
  const seals = new SealedThoughts();
  const parts = state.parts.flatMap((part) => {
    const said = partOf(part);
    const placed = said === undefined ? [] : seals.before(said);
    return part.type === "reasoning" ? [...placed, ...seals.note(part.text, part.providerMetadata)] : placed;
  });
  return [...parts, ...seals.rest()];
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

/** The parts the events of one candidate become as they stream. */
export class EventParts {
  readonly #seals = new SealedThoughts();
  readonly #thoughts = new Map<string, { readonly words: string; readonly metadata: ProviderMetadata | undefined }>();

  of(event: TurnEvent): readonly Part[] {
    const part = eventPart(event);
    const placed = part === undefined ? [] : this.#seals.before(part);
    if (event.type !== "reasoning-start" && event.type !== "reasoning-delta" && event.type !== "reasoning-end")
      return placed;
    const known = this.#thoughts.get(event.id);
    const words = `${known?.words ?? ""}${event.type === "reasoning-delta" ? event.text : ""}`;
    const said = event.providerMetadata;
    const metadata = said === undefined ? known?.metadata : { ...known?.metadata, ...said };
    this.#thoughts.set(event.id, { words, metadata });
    return event.type === "reasoning-end" ? [...placed, ...this.#seals.note(words, metadata)] : placed;
  }

  /** What still waits at the end. */
  rest(): readonly Part[] {
    return this.#seals.rest();
  }
}

/** The part an event of a stream becomes; undefined where it says nothing in this dialect. */
function eventPart(event: TurnEvent): Part | undefined {
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
