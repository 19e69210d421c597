import type { JsonValue, ModelEvent } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { metadata } from "./metadata.ts";

/** The SDK's parts that carry tool calls. */
export type ToolPart = Extract<
  LanguageModelV4StreamPart,
  { type: "tool-input-start" | "tool-input-delta" | "tool-call" }
>;

/** The tool calls of one stream. */
export interface ToolCalls {
  map(part: ToolPart): readonly ModelEvent[];
  count(): number;
  chars(): number;
}

/** A reader of the caller's tool calls; what the provider runs itself is not the caller's to answer and stays hidden. */
export function createToolCalls(): ToolCalls {
  const hidden = new Set<string>();
  let count = 0;
  let chars = 0;
  return {
    map(part) {
      if (part.type === "tool-input-start") {
        if (part.providerExecuted === true) {
          hidden.add(part.id);
          return [];
        }
        count += 1;
        return [{ type: "tool-call-start", id: part.id, name: part.toolName }];
      }
      if (part.type === "tool-input-delta")
        return hidden.has(part.id) || part.delta === ""
          ? []
          : [{ type: "tool-call-delta", id: part.id, json: part.delta }];
      if (part.providerExecuted === true || hidden.has(part.toolCallId)) return [];
      count += 1;
      chars += part.input.length;
      return [
        {
          type: "tool-call",
          id: part.toolCallId,
          name: part.toolName,
          input: parseInput(part.input),
          rawInput: part.input,
          ...metadata(part.providerMetadata),
        },
      ];
    },
    count: () => count,
    chars: () => chars,
  };
}

/** The parsed arguments; text that is not JSON stays text, so that the caller can answer the model's mistake. */
function parseInput(raw: string): JsonValue {
  if (raw.trim() === "") return {};
  try {
    return JSON.parse(raw) as JsonValue;
  } catch {
    return raw;
  }
}
