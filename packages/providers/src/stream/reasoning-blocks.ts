import type { ModelEvent } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from "@ai-sdk/provider";
import { metadata } from "./metadata.ts";

/** The SDK's parts that carry reasoning. */
export type ReasoningPart = Extract<
  LanguageModelV4StreamPart,
  { type: "reasoning-start" | "reasoning-delta" | "reasoning-end" }
>;

/** The reasoning of one stream. */
export interface ReasoningBlocks {
  map(part: ReasoningPart): readonly ModelEvent[];
  /** Ends whatever is open: some SDKs end a block only after the text has begun. */
  endOpen(): readonly ModelEvent[];
  chars(): number;
}

/** A reader of one stream's reasoning. Metadata that only repeats the block's start is left out of its pieces. */
export function createReasoningBlocks(options: { readonly dropReasoningMetadata: boolean }): ReasoningBlocks {
  const open = new Map<string, SharedV4ProviderMetadata | undefined>();
  let chars = 0;
  return {
    map(part) {
      const isOpen = open.has(part.id);
      const extra =
        options.dropReasoningMetadata || isRepeated(part.providerMetadata, open.get(part.id))
          ? {}
          : metadata(part.providerMetadata);
      const says = "providerMetadata" in extra;
      if (part.type === "reasoning-start") {
        open.set(part.id, part.providerMetadata);
        return [{ type: "reasoning-start", id: part.id, ...extra }];
      }
      if (part.type === "reasoning-end") {
        open.delete(part.id);
        return isOpen || says ? [{ type: "reasoning-end", id: part.id, ...extra }] : [];
      }
      chars += part.delta.length;
      return part.delta === "" && !says ? [] : [{ type: "reasoning-delta", id: part.id, text: part.delta, ...extra }];
    },
    endOpen() {
      const ended = [...open.keys()].map((id): ModelEvent => ({ type: "reasoning-end", id }));
      open.clear();
      return ended;
    },
    chars: () => chars,
  };
}

/** True where `next` says nothing that the block's start did not say. */
function isRepeated(next: SharedV4ProviderMetadata | undefined, known: SharedV4ProviderMetadata | undefined): boolean {
  if (next === undefined || known === undefined) return false;
  return Object.entries(next).every(([namespace, members]) =>
    Object.entries(members).every(([key, value]) => known[namespace]?.[key] === value),
  );
}
