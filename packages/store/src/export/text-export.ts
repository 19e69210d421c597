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

const RULE = "=".repeat(72);

/** Conversations as plain text. */
export function textExport(): Renderer {
  return {
    head: () => "",
    piece: ({ conversation, branches, hiddenBranches }, index) => {
      const lines = [titleOf(conversation), conversationLabel(conversation), RULE];
      if (conversation.system !== undefined) lines.push(`System prompt:\n${conversation.system}`);
      for (const [number, turns] of branches.entries()) {
        if (number > 0) lines.push(`--- Another branch ---`);
        lines.push(...turns.map(turnText));
      }
      if (hiddenBranches > 0)
        lines.push(`(${hiddenBranches} other ${hiddenBranches === 1 ? "branch" : "branches"} not shown)`);
      return `${index > 0 ? `\n${RULE}\n\n` : ""}${lines.join("\n\n")}\n`;
    },
    tail: () => "",
  };
}

function turnText(turn: StoredTurn): string {
  const steps = (turn.steps ?? [])
    .slice(0, -1)
    .map((step) => `[${step.title}, ${step.model}]\n${partsText(step.parts)}`);
  return [
    `You (${timeLabel(turn.createdAt)}):`,
    partsText(turn.question),
    `${answerLabel(turn) || "Answer"}:`,
    ...steps,
    partsText(turn.answer),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}

function partsText(parts: readonly MessagePart[]): string {
  const reasoning = reasoningOf(parts);
  return [
    ...(reasoning === "" ? [] : [`(Reasoning)\n${reasoning}`]),
    ...toolsOf(parts).map(({ title, body }) => `(${title})\n${body}`),
    textOf(parts),
    ...mediaOf(parts).map((media) => `[${mediaLabel(media)}]`),
    ...sourcesOf(parts).map(
      (source, at) => `[${at + 1}] ${[source.title, source.url].filter((part) => part !== undefined).join(" ")}`,
    ),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}
