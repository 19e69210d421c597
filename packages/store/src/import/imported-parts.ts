import type { MessagePart, TextPart } from "@ai-orchestrator/contract";

/** A text part, or none for blank text. */
export function textPart(text: string): readonly TextPart[] {
  return text.trim() === "" ? [] : [{ type: "text", text }];
}

/** Text as a code block: what another product's tool was given or gave back must not become a tool call of ours. */
export function fencedText(text: string, language: string): readonly TextPart[] {
  if (text.trim() === "") return [];
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const marks = "`".repeat(longest + 1);
  return [{ type: "text", text: `${marks}${language}\n${text}\n${marks}` }];
}

/** Stands where a file was that the export leaves out. */
export function missingFile(name: string): MessagePart {
  return { type: "text", text: `[file not in the export: ${name}]` };
}
