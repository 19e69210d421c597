import type { Message, MessagePart } from "@ai-orchestrator/contract";
import { countMessageTokens, type EstimateTokens } from "./count-tokens.ts";
import { questionMessage, type TurnGroup } from "./turn-messages.ts";

/** A conversation as it stands before the next question, as far back as any model could be sent. */
export interface ContextSource {
  /** What can be sent of the turns after the summary, oldest first. */
  readonly groups: readonly SizedGroup[];
  /** Turns of the branch that the summary does not stand for, those that cannot be sent or were not read included. */
  readonly turns: number;
  /** The oldest of them that no model has room for, and that were not read. */
  readonly unread: number;
  /** What stands in for the turns before. */
  readonly summary?: SummaryOfTurns;
  readonly system?: string;
  /** The new question's parts. */
  readonly question: readonly MessagePart[];
}

/** A group with the tokens of its messages, counted once a turn. */
export interface SizedGroup extends TurnGroup {
  readonly tokens: number;
}

/** A compaction as it is sent. */
export interface SummaryOfTurns {
  readonly text: string;
  readonly tokens: number;
  /** Turns it stands for. */
  readonly turns: number;
  /** What was said in them. */
  readonly summarized: () => readonly Message[];
}

/** A run of messages that goes together or not at all, with its tokens. */
export type SizedMessages = Pick<SizedGroup, "messages" | "tokens">;

/** Everything before the question that could be sent, oldest first, the summary in place of what it covers. */
export function historyOf({ summary, groups }: ContextSource): readonly SizedMessages[] {
  if (summary === undefined) return groups;
  const message: Message = { role: "user", parts: [{ type: "text", text: summary.text }] };
  return [{ messages: [message], tokens: summary.tokens }, ...groups];
}

/** Approximate tokens of all of it, the question included and the system prompt not. */
export function contextTokens(context: ContextSource, estimateTokens: EstimateTokens): number {
  const question = countMessageTokens(questionMessage(context.question), estimateTokens);
  return historyOf(context).reduce((sum, piece) => sum + piece.tokens, question);
}
