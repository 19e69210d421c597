import type { MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import {
  answerLabel,
  conversationLabel,
  mediaLabel,
  mediaOf,
  reasoningOf,
  sourcesOf,
  textOf,
  timeLabel,
  titleOf,
  toolsOf,
} from "./describe-turn.ts";
import type { Renderer } from "./export-conversations.ts";

/** Conversations as Markdown: speakers are headings, reasoning is quoted, sources are a list. */
export function markdownExport(): Renderer {
  return {
    head: () => "",
    piece: ({ conversation, branches, hiddenBranches }, index) => {
      const sections = [`# ${escapeInline(titleOf(conversation))}`, `*${conversationLabel(conversation)}*`];
      if (conversation.system !== undefined) sections.push(`**System prompt**\n\n${quote(conversation.system)}`);
      for (const [number, turns] of branches.entries()) {
        if (number > 0) sections.push(`---\n\n**Another branch**`);
        sections.push(...turns.flatMap(turnSections));
      }
      if (hiddenBranches > 0)
        sections.push(`*${hiddenBranches} other ${hiddenBranches === 1 ? "branch is" : "branches are"} not shown.*`);
      return `${index > 0 ? "\n---\n\n" : ""}${sections.join("\n\n")}\n`;
    },
    tail: () => "",
  };
}

/** The parts of one message as Markdown, in reading order. */
export function markdownParts(parts: readonly MessagePart[]): readonly string[] {
  const reasoning = reasoningOf(parts);
  const sources = sourcesOf(parts);
  return [
    ...(reasoning === "" ? [] : [`**Reasoning**\n\n${quote(reasoning)}`]),
    ...toolsOf(parts).map(({ title, body }) => `**${escapeInline(title)}**\n\n${fence(body)}`),
    textOf(parts),
    ...mediaOf(parts).map((media) => `*[${escapeInline(mediaLabel(media))}]*`),
    ...(sources.length === 0
      ? []
      : [`**Sources**\n\n${sources.map((source, at) => `${at + 1}. ${sourceLink(source)}`).join("\n")}`]),
  ].filter((section) => section !== "");
}

function turnSections(turn: StoredTurn): readonly string[] {
  const steps = (turn.steps ?? []).slice(0, -1);
  return [
    `## You · ${timeLabel(turn.createdAt)}`,
    ...markdownParts(turn.question),
    `## ${answerLabel(turn) || "Answer"}`,
    ...steps.flatMap((step) => [`### ${escapeInline(step.title)} · ${step.model}`, ...markdownParts(step.parts)]),
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
