import type { ContentEvent } from "./content-event.ts";
import type { Alert } from "./alert.ts";
import type { Decision } from "./decision.ts";
import type { ProviderMetadata } from "./message.ts";
import type { SerializedError } from "./orchestrator-error.ts";
import type { Cost, Usage } from "./usage.ts";

/** What the turn is doing right now. */
export type TurnPhase =
  | "validating"
  | "classifying"
  | "routing"
  | "selecting"
  | "queued"
  | "searching"
  | "thinking"
  | "generating"
  | "downloading"
  | "retrying";

/** Why a model stopped. */
export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "error" | "other";

interface Envelope {
  readonly turnId: string;
  /** 0, 1, 2 … without gaps within a turn; the id for resuming a stream. */
  readonly seq: number;
  /** Index of the chain step it belongs to; absent outside chains. */
  readonly step?: number;
}

/** One event of a turn, without its envelope. A stream starts with `turn-start` and ends with exactly one `turn-end` or `turn-error`. */
export type TurnEventBody =
  | {
      readonly type: "turn-start";
      readonly at: number;
      readonly conversationId?: string;
      readonly incognito?: boolean;
      readonly demo?: boolean;
    }
  | {
      readonly type: "status";
      readonly phase: TurnPhase;
      readonly message?: string;
      readonly progress?: number;
      readonly waitMs?: number;
    }
  | { readonly type: "route-decided"; readonly decision: Decision }
  | {
      readonly type: "context";
      readonly included: number;
      readonly omitted: number;
      readonly summarized?: number;
      readonly tokens: number;
    }
  | {
      readonly type: "step-start";
      readonly role: string;
      readonly model: string;
      readonly provider: string;
      readonly title: string;
    }
  | { readonly type: "step-end"; readonly ok: boolean; readonly error?: SerializedError }
  | ContentEvent
  | {
      readonly type: "failover";
      readonly from: string;
      readonly to: string;
      /** Why: the error, or what a check found wrong with the answer (`details.check`). */
      readonly error: SerializedError;
      /** What was asked for that the next model does not give. */
      readonly note?: string;
    }
  | {
      readonly type: "usage";
      readonly model: string;
      readonly provider: string;
      readonly usage: Usage;
      readonly cost: Cost;
    }
  | { readonly type: "alert"; readonly alert: Alert }
  | {
      readonly type: "turn-end";
      readonly model: string;
      readonly provider: string;
      readonly finishReason: FinishReason;
      /** All calls of the turn together. */
      readonly usage: Usage;
      readonly cost: Cost;
      readonly latencyMs: number;
      readonly firstTokenMs?: number;
      readonly attempts: number;
      readonly providerMetadata?: ProviderMetadata;
      readonly responseId?: string;
      /** False where the turn asked to be stored and was not; the reason is in an event before. */
      readonly stored?: boolean;
    }
  | {
      readonly type: "turn-error";
      readonly error: SerializedError;
      readonly usage?: Usage;
      readonly cost?: Cost;
      readonly attempts?: number;
      readonly latencyMs?: number;
    };

/** One event of a turn: the one vocabulary between engine and every surface. */
export type TurnEvent = TurnEventBody & Envelope;

/** The two that end a stream. */
export type TurnLastEvent = Extract<TurnEvent, { type: "turn-end" | "turn-error" }>;

/** True for the event after which nothing follows. */
export function isLastEvent(event: TurnEvent): event is TurnLastEvent {
  return event.type === "turn-end" || event.type === "turn-error";
}
