import type { JsonValue, ModelEvent } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { metadata } from "./metadata.ts";
import { createThinkSplitter, type ThinkPiece, type ThinkSplitter } from "./split-think.ts";

/** The SDK's parts that carry the answer's text. */
export type TextPart = Extract<LanguageModelV4StreamPart, { type: "text-start" | "text-delta" | "text-end" }>;

/** The text of one stream. */
export interface TextBlocks {
  /** `logprobs` belong to the part's text. */
  map(part: TextPart, logprobs?: JsonValue): readonly ModelEvent[];
  textChars(): number;
  /** Characters that turned out to be reasoning. */
  reasoningChars(): number;
}

/** A text block that is being searched for a leading `<think>`. */
interface ThinkBlock {
  readonly id: string;
  readonly splitter: ThinkSplitter;
  open: ThinkPiece["kind"] | undefined;
}

/** A reader of one stream's text; with `splitThink`, a leading `<think>` block becomes reasoning. */
export function createTextBlocks(options: { readonly splitThink: boolean }): TextBlocks {
  let block: ThinkBlock | undefined;
  const chars = { text: 0, reasoning: 0 };
  const plain = (part: TextPart, logprobs?: JsonValue): readonly ModelEvent[] => {
    if (part.type !== "text-delta") return [{ type: part.type, id: part.id, ...metadata(part.providerMetadata) }];
    chars.text += part.delta.length;
    return part.delta === ""
      ? []
      : [{ type: "text-delta", id: part.id, text: part.delta, ...(logprobs === undefined ? {} : { logprobs }) }];
  };
  const count = (pieces: readonly ThinkPiece[]): readonly ThinkPiece[] => {
    for (const piece of pieces) chars[piece.kind] += piece.text.length;
    return pieces;
  };
  return {
    map(part, logprobs) {
      if (!options.splitThink) return plain(part, logprobs);
      if (part.type === "text-start") {
        block = { id: part.id, splitter: createThinkSplitter(), open: undefined };
        return [];
      }
      const current = block;
      if (current === undefined) return plain(part, logprobs);
      if (part.type === "text-delta")
        return count(current.splitter.push(part.delta)).flatMap((piece) => pieceEvents(current, piece, logprobs));
      block = undefined;
      return [
        ...count(current.splitter.end()).flatMap((piece) => pieceEvents(current, piece)),
        ...closing(current, part),
      ];
    },
    textChars: () => chars.text,
    reasoningChars: () => chars.reasoning,
  };
}

function thinkId(block: ThinkBlock): string {
  return `${block.id}-think`;
}

function pieceEvents(block: ThinkBlock, { kind, text }: ThinkPiece, logprobs?: JsonValue): ModelEvent[] {
  const events: ModelEvent[] = [];
  if (block.open !== kind) {
    if (block.open === "reasoning") events.push({ type: "reasoning-end", id: thinkId(block) });
    events.push(
      kind === "reasoning" ? { type: "reasoning-start", id: thinkId(block) } : { type: "text-start", id: block.id },
    );
    block.open = kind;
  }
  if (kind === "reasoning") events.push({ type: "reasoning-delta", id: thinkId(block), text });
  else events.push({ type: "text-delta", id: block.id, text, ...(logprobs === undefined ? {} : { logprobs }) });
  return events;
}

function closing(block: ThinkBlock, part: TextPart): ModelEvent[] {
  if (block.open === undefined) return [];
  return block.open === "reasoning"
    ? [{ type: "reasoning-end", id: thinkId(block) }]
    : [{ type: "text-end", id: block.id, ...metadata(part.providerMetadata) }];
}
