import type { Compaction, Conversation, StoredTurn } from "@ai-orchestrator/contract";

/** Names the JSON form, so that importing recognises it. */
export const HISTORY_FORMAT = "ai-orchestrator-history";
/** Version of the JSON form; readers take this and older ones. */
export const HISTORY_VERSION = 1;

/** A conversation with everything that belongs to it: what one element of the JSON form holds. */
export interface ExportedConversation {
  readonly conversation: Conversation;
  /** In creation order; the tree is in `parentId`. */
  readonly turns: readonly StoredTurn[];
  readonly compactions: readonly Compaction[];
}

/** The JSON form: lossless, attachments included as base64. */
export interface HistoryFile {
  readonly format: typeof HISTORY_FORMAT;
  readonly version: number;
  /** ISO UTC. */
  readonly exportedAt: string;
  readonly conversations: readonly ExportedConversation[];
}
