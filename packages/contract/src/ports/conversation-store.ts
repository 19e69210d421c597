import type { Compaction, Conversation, StoredTurn } from "../conversation.ts";
import type { MessagePart } from "../message.ts";
import type { TurnEvent } from "../turn-event.ts";

/** What list and search can be narrowed by. Dates are ISO, inclusive `from`, exclusive `until`. */
export interface ConversationFilter {
  readonly query?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly task?: string;
  readonly tag?: string;
  readonly folder?: string;
  readonly from?: string;
  readonly until?: string;
  readonly minCostUsd?: number;
  readonly hasAlert?: boolean;
  readonly pinned?: boolean;
  readonly archived?: boolean;
  /** Only deleted ones. */
  readonly deleted?: boolean;
  readonly limit?: number;
  /** Opaque; from `next`. */
  readonly cursor?: string;
}

/** One page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** A hit. `snippet` marks matches with U+0001 … U+0002. */
export interface SearchHit {
  readonly conversation: Conversation;
  readonly turnId?: string;
  readonly field: "title" | "question" | "answer" | "reasoning" | "attachment";
  readonly snippet: string;
  readonly rank: number;
}

/** What may be changed about a conversation. `null` clears. */
export interface ConversationPatch {
  readonly title?: string;
  readonly titleBy?: "auto" | "user";
  readonly pinned?: boolean;
  readonly archived?: boolean;
  readonly folder?: string | null;
  readonly tags?: readonly string[];
  readonly system?: string | null;
  readonly draft?: string | null;
  readonly headTurnId?: string;
}

/**
 * Conversations that cannot be lost. Every method that returns has committed durably.
 * Errors are OrchestratorError `storage` (disk full, locked, corrupt) or `not_found`.
 */
export interface ConversationStore {
  create(options?: {
    readonly id?: string;
    readonly title?: string;
    readonly system?: string;
    readonly folder?: string;
  }): Conversation;
  get(id: string): Conversation | undefined;
  list(filter?: ConversationFilter): Page<Conversation>;
  search(filter: ConversationFilter & { readonly query: string }): Page<SearchHit>;
  update(id: string, patch: ConversationPatch): Conversation;
  /** Hidden, can be undeleted until purged. */
  delete(id: string): void;
  undelete(id: string): Conversation;
  /** Gone for good: rows, index and unshared attachments. Returns how many conversations. */
  purge(options: { readonly id?: string; readonly deletedBefore?: string; readonly updatedBefore?: string }): number;

  /** The branch that ends in `turnId` (the head by default), oldest first; the newest `most` turns of it, all by default. What is before is the branch of the first one's parent. */
  branch(conversationId: string, turnId?: string, most?: number): readonly StoredTurn[];
  /** Ids of the turns of that branch, oldest first: how long it is and where it begins, without reading it. */
  branchIds(conversationId: string, turnId?: string): readonly string[];
  turn(turnId: string): StoredTurn | undefined;
  /** Turns that come right after one (null: that begin a branch), oldest first. */
  followers(conversationId: string, turnId: string | null): readonly StoredTurn[];
  /** All leaves, newest first. */
  leaves(conversationId: string): readonly StoredTurn[];
  /** All turns of a conversation in creation order. */
  turns(conversationId: string): readonly StoredTurn[];

  /** Stores the question before anything is sent; status `running`. Moves the head (a compare then moves it on to the first model's whole answer). */
  beginTurn(turn: {
    readonly id: string;
    readonly conversationId: string;
    readonly parentId?: string | null;
    readonly question: readonly MessagePart[];
    readonly at: number;
    /** As in `StoredTurn`. */
    readonly continues?: boolean;
  }): void;
  /** Journals one streamed event, so that a crash keeps the partial answer. Cheap; batched by the caller's stream. */
  journal(turnId: string, events: readonly TurnEvent[]): void;
  /** Replaces the journal by the whole answer, durably. */
  finishTurn(turn: StoredTurn): void;
  /** Turns a crash left behind, already turned into `interrupted` with their partial answers. */
  interrupted(): readonly StoredTurn[];
  rate(turnId: string, rating: "up" | "down" | null): void;

  addCompaction(compaction: Compaction): void;
  compactions(conversationId: string): readonly Compaction[];
  undoCompaction(id: string): void;
}
