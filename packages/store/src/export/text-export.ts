import type { MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import { mediaLabel, timeLabel } from "./describe-turn.ts";
import type { Renderer } from "./export-conversations.ts";
import {
  answerHeading,
  conversationSections,
  earlierSteps,
  partSections,
  type ConversationForm,
  type PartsForm,
} from "./readable-sections.ts";

const RULE = "=".repeat(72);

const CONVERSATION: ConversationForm = {
  title: (title) => title,
  label: (label) => `${label}\n\n${RULE}`,
  system: (prompt) => `System prompt:\n${prompt}`,
  otherBranch: "--- Another branch ---",
  turn: (turn) => [turnText(turn)],
  hidden: (note) => `(${note})`,
};

const PARTS: PartsForm = {
  reasoning: (text) => `(Reasoning)\n${text}`,
  tool: ({ title, body }) => `(${title})\n${body}`,
  text: (text) => text,
  media: (media) => `[${mediaLabel(media)}]`,
  sources: (sources) =>
    sources
      .map(({ title, url }, at) => `[${at + 1}] ${[title, url].filter((part) => part !== undefined).join(" ")}`)
      .join("\n\n"),
};

/** Conversations as plain text. */
export function textExport(): Renderer {
  return {
    piece: (readable, index) =>
      `${index > 0 ? `\n${RULE}\n\n` : ""}${conversationSections(readable, CONVERSATION).join("\n\n")}\n`,
  };
}

function turnText(turn: StoredTurn): string {
  return [
    ...(turn.continues === true ? [] : [`You (${timeLabel(turn.createdAt)}):`, partsText(turn.question)]),
    `${answerHeading(turn)}:`,
    ...earlierSteps(turn).map((step) => `[${step.title}, ${step.model}]\n${partsText(step.parts)}`),
    partsText(turn.answer),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

function partsText(parts: readonly MessagePart[]): string {
  return partSections(parts, PARTS).join("\n\n");
}
