import type { MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import { mediaLabel, timeLabel, type sourcesOf } from "./describe-turn.ts";
import type { Renderer } from "./export-conversations.ts";
import {
  answerHeading,
  conversationSections,
  earlierSteps,
  partSections,
  type ConversationForm,
  type PartsForm,
} from "./readable-sections.ts";

const CONVERSATION: ConversationForm = {
  title: (title) => `# ${escapeInline(title)}`,
  label: (label) => `*${label}*`,
  system: (prompt) => `**System prompt**\n\n${quote(prompt)}`,
  otherBranch: "---\n\n**Another branch**",
  turn: turnSections,
  hidden: (note) => `*${note}.*`,
};

const PARTS: PartsForm = {
  reasoning: (text) => `**Reasoning**\n\n${quote(text)}`,
  tool: ({ title, body }) => `**${escapeInline(title)}**\n\n${fence(body)}`,
  text: (text) => text,
  media: (media) => `*[${escapeInline(mediaLabel(media))}]*`,
  sources: (sources) => `**Sources**\n\n${sources.map((source, at) => `${at + 1}. ${sourceLink(source)}`).join("\n")}`,
};

/** Conversations as Markdown: speakers are headings, reasoning is quoted, sources are a list. */
export function markdownExport(): Renderer {
  return {
    piece: (readable, index) =>
      `${index > 0 ? "\n---\n\n" : ""}${conversationSections(readable, CONVERSATION).join("\n\n")}\n`,
  };
}

/** The parts of one message as Markdown, in reading order. */
export function markdownParts(parts: readonly MessagePart[]): readonly string[] {
  return partSections(parts, PARTS);
}

function turnSections(turn: StoredTurn): readonly string[] {
  return [
    ...(turn.continues === true ? [] : [`## You · ${timeLabel(turn.createdAt)}`, ...markdownParts(turn.question)]),
    `## ${answerHeading(turn)}`,
    ...earlierSteps(turn).flatMap((step) => [
      `### ${escapeInline(step.title)} · ${step.model}`,
      ...markdownParts(step.parts),
    ]),
    ...markdownParts(turn.answer),
  ];
}

function sourceLink({ url, title, id }: ReturnType<typeof sourcesOf>[number]): string {
  if (url === undefined) return escapeInline(title ?? id);
  return title === undefined
    ? `<${url.replaceAll(/[<>\s]/g, encodeURIComponent)}>`
    : `[${escapeInline(title)}](<${url.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
}

function quote(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** A code block whose fence is longer than any in the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const marks = "`".repeat(longest + 1);
  return `${marks}\n${text}\n${marks}`;
}

function escapeInline(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`);
}
