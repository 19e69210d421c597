import type { ImagePart, FilePart, MessagePart, ReasoningPart, SourcePart, TextPart, ToolCallPart } from "./message.ts";
import type { TurnEvent } from "./turn-event.ts";

/** The parts after one more event. Deltas extend the open part of their kind; events that carry no content change nothing (same array back). */
export function foldParts(parts: readonly MessagePart[], event: TurnEvent): readonly MessagePart[] {
  switch (event.type) {
    case "text-delta":
      return extendLast(parts, "text", event.text);
    case "reasoning-delta":
      return withMetadata(extendLast(parts, "reasoning", event.text), "reasoning", event.providerMetadata);
    case "text-start":
      return [...parts, { type: "text", text: "", ...metadata(event.providerMetadata) } satisfies TextPart];
    case "reasoning-start":
      return [...parts, { type: "reasoning", text: "", ...metadata(event.providerMetadata) } satisfies ReasoningPart];
    case "text-end":
      return withMetadata(dropEmptyText(parts), "text", event.providerMetadata);
    case "reasoning-end":
      return withMetadata(parts, "reasoning", event.providerMetadata);
    case "tool-call": {
      const { id, name, input, rawInput, providerMetadata } = event;
      return [
        ...parts,
        { type: "tool-call", id, name, input, rawInput, ...metadata(providerMetadata) } satisfies ToolCallPart,
      ];
    }
    case "source":
    case "image":
    case "file":
      return [...parts, mediaOrSource(event)];
    default:
      return parts;
  }
}

function mediaOrSource(
  event: Extract<TurnEvent, { type: "source" | "image" | "file" }>,
): SourcePart | ImagePart | FilePart {
  const { turnId: _turn, seq: _seq, step: _step, ...part } = event;
  return part;
}

function metadata(value: TextPart["providerMetadata"]): {
  providerMetadata?: NonNullable<TextPart["providerMetadata"]>;
} {
  return value === undefined ? {} : { providerMetadata: value };
}

function extendLast(parts: readonly MessagePart[], type: "text" | "reasoning", text: string): readonly MessagePart[] {
  const last = parts.at(-1);
  if (last?.type !== type) return [...parts, { type, text }];
  const next = parts.slice();
  next[next.length - 1] = { ...last, text: last.text + text };
  return next;
}

function withMetadata(
  parts: readonly MessagePart[],
  type: "text" | "reasoning",
  value: TextPart["providerMetadata"],
): readonly MessagePart[] {
  if (value === undefined) return parts;
  const index = parts.findLastIndex((part) => part.type === type);
  const part = parts[index];
  if (part === undefined || (part.type !== "text" && part.type !== "reasoning")) return parts;
  const next = parts.slice();
  next[index] = { ...part, providerMetadata: { ...part.providerMetadata, ...value } };
  return next;
}

function dropEmptyText(parts: readonly MessagePart[]): readonly MessagePart[] {
  const last = parts.at(-1);
  return last?.type === "text" && last.text === "" ? parts.slice(0, -1) : parts;
}
