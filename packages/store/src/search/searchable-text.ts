import type { MessagePart, StoredTurn } from "@ai-orchestrator/contract";

/** The texts of a turn that are searched, by field. The index is told to forget by the same texts, so a change here needs a migration that rebuilds it. */
export interface SearchableText {
  readonly question: string;
  readonly answer: string;
  readonly reasoning: string;
  readonly attachment: string;
}

/** Fields in the order in which a hit is attributed. */
export const SEARCH_FIELDS = ["question", "answer", "reasoning", "attachment"] as const;

/** What can be found of a turn: its question, answer (earlier steps of a chain too), reasoning, and the text and names of files. */
export function searchableText(turn: Pick<StoredTurn, "question" | "answer" | "steps">): SearchableText {
  const answered = [...(turn.steps ?? []).slice(0, -1).flatMap((step) => step.parts), ...turn.answer];
  return {
    question: join(turn.question, textOf),
    answer: join(answered, textOf),
    reasoning: join(answered, (part) => (part.type === "reasoning" ? part.text : "")),
    attachment: join([...turn.question, ...answered], attachmentText),
  };
}

function textOf(part: MessagePart): string {
  return part.type === "text" ? part.text : "";
}

function attachmentText(part: MessagePart): string {
  if (part.type === "image") return part.name ?? "";
  if (part.type === "file") return [part.name, part.text].filter((text) => text !== undefined).join("\n");
  return "";
}

function join(parts: readonly MessagePart[], text: (part: MessagePart) => string): string {
  return parts
    .map(text)
    .filter((piece) => piece !== "")
    .join("\n\n");
}
