import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { listOf, objectOf, textOf } from "./json-fields.ts";

const RECIPIENT = "functions.";

/**
 * The calls within the wrapper that OpenAI's models now and then put around several (`parallel`, as if it were a tool of
 * the caller's); undefined where one of them is not of the caller's tools. Metadata say how to put them together again.
 */
export function splitParallelCalls(
  wrapper: { readonly id: string; readonly name: string; readonly args: string; readonly itemId: string },
  tools: ReadonlySet<string>,
): readonly LanguageModelV4StreamPart[] | undefined {
  const uses = usesOf(wrapper.args);
  const parts: LanguageModelV4StreamPart[] = [];
  for (const [index, use] of uses.entries()) {
    const recipient = textOf(objectOf(use)?.["recipient_name"]) ?? "";
    const parameters = objectOf(objectOf(use)?.["parameters"]);
    const toolName = recipient.startsWith(RECIPIENT) ? recipient.slice(RECIPIENT.length) : "";
    if (parameters === undefined || !tools.has(toolName)) return undefined;
    const id = `${wrapper.id}_${index}`;
    const input = JSON.stringify(parameters);
    const parallelToolCall = {
      itemId: wrapper.itemId,
      toolCallId: wrapper.id,
      toolName: wrapper.name,
      ...(index === 0 ? { input: wrapper.args } : {}),
      index,
      count: uses.length,
    };
    parts.push(
      { type: "tool-input-start", id, toolName },
      { type: "tool-input-delta", id, delta: input },
      { type: "tool-input-end", id },
      { type: "tool-call", toolCallId: id, toolName, input, providerMetadata: { openai: { parallelToolCall } } },
    );
  }
  return parts.length === 0 ? undefined : parts;
}

function usesOf(args: string): readonly JsonValue[] {
  try {
    return listOf(objectOf(JSON.parse(args) as JsonObject)?.["tool_uses"]);
  } catch {
    // Not JSON: a call like any other, whose mistake the caller answers.
    return [];
  }
}
