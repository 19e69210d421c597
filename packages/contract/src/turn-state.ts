import type { Alert } from "./alert.ts";
import type { Decision } from "./decision.ts";
import type { MessagePart } from "./message.ts";
import type { SerializedError } from "./orchestrator-error.ts";
import type { FinishReason, TurnEvent, TurnPhase } from "./turn-event.ts";
import { NO_USAGE, type Cost, type Usage } from "./usage.ts";

/** Where a turn stands. `interrupted`: the process died while it streamed. */
export type TurnStatus = "running" | "complete" | "failed" | "cancelled" | "interrupted";

/** One labelled step of a chain. */
export interface StepState {
  readonly role: string;
  readonly title: string;
  readonly model: string;
  readonly provider: string;
  readonly parts: readonly MessagePart[];
  readonly ok?: boolean;
  readonly error?: SerializedError;
}

/** A move from one model to the next. */
export interface Failover {
  readonly from: string;
  readonly to: string;
  readonly error: SerializedError;
  /** What was asked for that the next model does not give. */
  readonly note?: string;
}

/** Everything a surface shows of one turn; the fold of its events. */
export interface TurnState {
  readonly turnId: string;
  readonly status: TurnStatus;
  readonly phase?: TurnPhase;
  readonly phaseMessage?: string;
  readonly progress?: number;
  readonly conversationId?: string;
  readonly incognito: boolean;
  readonly demo: boolean;
  readonly decision?: Decision;
  readonly context?: Omit<Extract<TurnEvent, { type: "context" }>, "type" | "turnId" | "seq" | "step">;
  /** The answer; for a chain, the parts of its last step. */
  readonly parts: readonly MessagePart[];
  readonly steps: readonly StepState[];
  readonly failovers: readonly Failover[];
  readonly alerts: readonly Alert[];
  readonly model?: string;
  readonly provider?: string;
  readonly usage: Usage;
  readonly cost: Cost;
  readonly finishReason?: FinishReason;
  readonly error?: SerializedError;
  readonly startedAt?: number;
  readonly latencyMs?: number;
  readonly firstTokenMs?: number;
  readonly attempts?: number;
  /** Sequence number of the last event folded in; -1 before the first. */
  readonly lastSeq: number;
}

/** A turn before its first event. */
export function initialTurnState(turnId = ""): TurnState {
  return {
    turnId,
    status: "running",
    incognito: false,
    demo: false,
    parts: [],
    steps: [],
    failovers: [],
    alerts: [],
    usage: NO_USAGE,
    cost: { usd: 0 },
    lastSeq: -1,
  };
}
