import type { Alert } from "./alert.ts";
import type { Decision } from "./decision.ts";
import type { MessagePart } from "./message.ts";
import type { SerializedError } from "./orchestrator-error.ts";
import type { Failover, StepState, TurnStatus } from "./turn-state.ts";
import type { FinishReason } from "./turn-event.ts";
import type { Cost, Usage } from "./usage.ts";

/** A conversation without its turns. Times are ISO UTC with milliseconds. */
export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** A title the user gave is never replaced. */
  readonly titleBy: "none" | "auto" | "user";
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly folder?: string;
  readonly tags: readonly string[];
  readonly system?: string;
  /** Leaf of the branch shown last. */
  readonly headTurnId?: string;
  readonly turnCount: number;
  readonly draft?: string;
  readonly deletedAt?: string;
  readonly cost: Cost;
  readonly lastModel?: string;
}

/** One question and its answer as stored: a node of the conversation's tree. Siblings are branches; nothing is overwritten. */
export interface StoredTurn {
  readonly id: string;
  readonly conversationId: string;
  readonly parentId?: string;
  readonly createdAt: string;
  readonly completedAt?: string;
  readonly status: TurnStatus;
  /** The user's message (or tool results sent back). */
  readonly question: readonly MessagePart[];
  readonly answer: readonly MessagePart[];
  readonly steps?: readonly StepState[];
  readonly decision?: Decision;
  readonly task?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly usage?: Usage;
  readonly cost?: Cost;
  readonly latencyMs?: number;
  readonly firstTokenMs?: number;
  readonly attempts?: number;
  /** Moves from one model to the next, in order. */
  readonly failovers?: readonly Failover[];
  readonly finishReason?: FinishReason;
  readonly error?: SerializedError;
  readonly alerts?: readonly Alert[];
  readonly rating?: "up" | "down";
  readonly demo?: boolean;
  /** Nothing was asked: the answer goes on from the partial one of the turn before, and `question` is empty. */
  readonly continues?: boolean;
}

/** A summary that stands in for older turns when context is sent; the turns themselves stay. */
export interface Compaction {
  readonly id: string;
  readonly conversationId: string;
  /** Last turn the summary covers (inclusive), on the branch it belongs to. */
  readonly throughTurnId: string;
  readonly summary: string;
  readonly model: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly turnsSummarized: number;
  readonly createdAt: string;
  readonly undoneAt?: string;
}
