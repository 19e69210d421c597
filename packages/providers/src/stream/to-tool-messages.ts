import {
  isToolResultParts,
  type ImagePart,
  type JsonValue,
  type MessagePart,
  type TextPart,
  type ToolResultPart,
} from "@ai-orchestrator/contract";
import type {
  JSONValue,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4TextPart,
  LanguageModelV4ToolResultOutput,
  LanguageModelV4ToolResultPart,
} from "@ai-sdk/provider";
import type { PromptTraits } from "./prompt-traits.ts";
import { ownOptions, toFilePart } from "./to-prompt.ts";

/** The tool results among `parts` as one tool message, followed by a user message with their pictures where results cannot hold any. */
export function toToolMessages(parts: readonly MessagePart[], traits: PromptTraits): LanguageModelV4Message[] {
  const moved: (LanguageModelV4TextPart | LanguageModelV4FilePart)[] = [];
  const results = parts.flatMap((part) => (part.type === "tool-result" ? [toResult(part, traits, moved)] : []));
  if (results.length === 0) return [];
  const messages: LanguageModelV4Message[] = [{ role: "tool", content: results }];
  return moved.length === 0 ? messages : [...messages, { role: "user", content: moved }];
}

function toResult(
  part: ToolResultPart,
  traits: PromptTraits,
  moved: (LanguageModelV4TextPart | LanguageModelV4FilePart)[],
): LanguageModelV4ToolResultPart {
  return {
    type: "tool-result",
    toolCallId: part.id,
    toolName: part.name,
    output: toOutput(part, traits, moved),
    ...ownOptions(part.providerMetadata, traits),
  };
}

function toOutput(
  part: ToolResultPart,
  traits: PromptTraits,
  moved: (LanguageModelV4TextPart | LanguageModelV4FilePart)[],
): LanguageModelV4ToolResultOutput {
  const { output } = part;
  if (isToolResultParts(output)) return toPartsOutput(output, part, { traits, moved });
  const value = output as JsonValue;
  if (typeof value === "string") return { type: part.isError === true ? "error-text" : "text", value };
  return { type: part.isError === true ? "error-json" : "json", value: value as JSONValue };
}

function toPartsOutput(
  output: readonly (TextPart | ImagePart)[],
  part: ToolResultPart,
  to: { readonly traits: PromptTraits; readonly moved: (LanguageModelV4TextPart | LanguageModelV4FilePart)[] },
): LanguageModelV4ToolResultOutput {
  const texts = output.flatMap((piece) => (piece.type === "text" ? [piece.text] : []));
  const images = output.filter((piece) => piece.type === "image");
  if (images.length === 0) return { type: part.isError === true ? "error-text" : "text", value: texts.join("\n\n") };
  if (to.traits.toolResultImages && part.isError !== true) {
    return {
      type: "content",
      value: output.map((piece) => {
        if (piece.type === "text") return { type: "text", text: piece.text };
        const { data, mediaType, filename } = toFilePart(piece, to.traits);
        return { type: "file", data, mediaType, ...(filename === undefined ? {} : { filename }) };
      }),
    };
  }
  to.moved.push(
    { type: "text", text: `Pictures returned by tool ${part.name} (call ${part.id}):` },
    ...images.map((image) => toFilePart(image, to.traits)),
  );
  texts.push(
    images.length === 1
      ? "[A picture follows in the next message.]"
      : `[${images.length} pictures follow in the next message.]`,
  );
  return { type: part.isError === true ? "error-text" : "text", value: texts.join("\n\n") };
}
