import type { MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import {
  answerLabel,
  conversationLabel,
  mediaOf,
  reasoningOf,
  sourcesOf,
  textOf,
  titleOf,
  toolsOf,
} from "./describe-turn.ts";
import type { ReadableConversation } from "./export-conversations.ts";

/** How one form writes the pieces of a conversation. What comes in which order is the same for all of them. */
export interface ConversationForm {
  readonly title: (title: string) => string;
  /** Time, turns, cost. */
  readonly label: (label: string) => string;
  readonly system: (prompt: string) => string;
  readonly otherBranch: string;
  readonly turn: (turn: StoredTurn) => readonly string[];
  /** E.g. `2 other branches are not shown`. */
  readonly hidden: (note: string) => string;
}

/** A conversation from its title to the note about what is not shown. */
export function conversationSections(
  { conversation, branches, hiddenBranches }: ReadableConversation,
  form: ConversationForm,
): readonly string[] {
  const { system } = conversation;
  return [
    form.title(titleOf(conversation)),
    form.label(conversationLabel(conversation)),
    ...(system === undefined ? [] : [form.system(system)]),
    ...branches.flatMap((turns, number) => [...(number === 0 ? [] : [form.otherBranch]), ...turns.flatMap(form.turn)]),
    ...(hiddenBranches === 0
      ? []
      : [form.hidden(`${hiddenBranches} other ${hiddenBranches === 1 ? "branch is" : "branches are"} not shown`)]),
  ];
}

/** How one form writes the parts of a message. */
export interface PartsForm {
  readonly reasoning: (text: string) => string;
  readonly tool: (tool: ReturnType<typeof toolsOf>[number]) => string;
  readonly text: (text: string) => string;
  readonly media: (media: ReturnType<typeof mediaOf>[number]) => string;
  readonly sources: (sources: ReturnType<typeof sourcesOf>) => string;
}

/** The parts of one message in reading order, what is empty left out. */
export function partSections(parts: readonly MessagePart[], form: PartsForm): readonly string[] {
  const [reasoning, text, sources] = [reasoningOf(parts), textOf(parts), sourcesOf(parts)];
  return [
    ...(reasoning === "" ? [] : [form.reasoning(reasoning)]),
    ...toolsOf(parts).map(form.tool),
    ...(text === "" ? [] : [form.text(text)]),
    ...mediaOf(parts).map(form.media),
    ...(sources.length === 0 ? [] : [form.sources(sources)]),
  ];
}

/** Who answered, or a word for it; and that the answer before goes on. */
export function answerHeading(turn: StoredTurn): string {
  const label = answerLabel(turn) || "Answer";
  return turn.continues === true ? `${label} · continued` : label;
}

/** A chain's steps before the one that is the answer. */
export function earlierSteps({ steps = [] }: StoredTurn): NonNullable<StoredTurn["steps"]> {
  return steps.slice(0, -1);
}
