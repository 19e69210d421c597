import type { Alert, ConversationStore, Message, MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import type { ContextSource } from "../conversations/context-source.ts";

/** Where the turn will be kept. */
export interface Storage {
  readonly store: ConversationStore;
  readonly conversationId: string;
  /** Null: a new root branch. */
  readonly parentId: string | null;
  /** The conversation is created with the turn. */
  readonly isNew: boolean;
}

/** A turn whose input was checked and whose context was found. */
export interface PreparedTurn {
  /** Text of the question, normalised. */
  readonly prompt: string;
  readonly question: readonly MessagePart[];
  readonly system?: string;
  /** The conversation before the question; for stateless callers it has no turns. */
  readonly context: ContextSource;
  /** The whole list a stateless caller sent; replaces the context and is never trimmed. */
  readonly messages?: readonly Message[];
  /** Absent where nothing is to be kept. */
  readonly storage?: Storage;
  readonly lastModel?: string;
  readonly alerts: readonly Alert[];
  /** What the question was made from, where that is not told in it; see `TurnOrigin`. */
  readonly summarized?: () => readonly Message[];
  /** The question is our instruction to go on: it is sent and not kept. */
  readonly continues?: boolean;
}

/** What is kept as the question. */
export function keptQuestion(prepared: PreparedTurn | undefined): Pick<StoredTurn, "question" | "continues"> {
  return prepared?.continues === true ? { question: [], continues: true } : { question: prepared?.question ?? [] };
}
