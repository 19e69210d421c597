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
        return [{ type: "tool-call-start", id: part.id, name: part.toolName, ...metadata(part.providerMetadata) }];
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
          ...readInput(part.input),
          ...metadata(part.providerMetadata),
        },
      ];
    },
    count: () => count,
    chars: () => chars,
  };
}

/** The arguments, parsed and as text. None at all are an empty object; JSON that a model wrote as a string of JSON is taken out of it; text that is not JSON stays text, so that the caller can answer the model's mistake. */
function readInput(raw: string): { readonly input: JsonValue; readonly rawInput: string } {
  if (raw.trim() === "") return { input: {}, rawInput: "{}" };
  const input = parsed(raw);
  const inner = typeof input === "string" && input.trimStart().startsWith("{") ? parsed(input) : undefined;
  if (typeof input === "string" && typeof inner === "object") return { input: inner, rawInput: input };
  return { input: input === undefined ? raw : input, rawInput: raw };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
