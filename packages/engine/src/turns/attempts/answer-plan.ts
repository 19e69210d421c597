import type { CallEnd } from "./read-call.ts";
import type { Cost, Model, ModelCall, ModelStream, TurnPhase, Usage } from "@ai-orchestrator/contract";
import type { TurnWriter } from "../turn-writer.ts";

/** A call ready to be made. */
export interface PlannedCall {
  readonly call: ModelCall;
  /** Estimated tokens that go in. */
  readonly inputTokens: number;
}

/** One answer to be had from one of several models. */
export interface AnswerPlan {
  /** In order of preference; all passed the hard constraints. */
  readonly candidates: readonly Model[];
  /** The call for the model at hand; `partial` is the text already delivered, to be continued. Throws `context_too_long` if it cannot fit. */
  readonly buildCall: (model: Model, partial: string | undefined) => PlannedCall;
  /** Where the events go. */
  readonly writer: TurnWriter;
  /** Shown while the call runs and has not begun to answer. */
  readonly phase: TurnPhase;
  /** How the call is made; by default the provider's stream. */
  readonly open?: (model: Model, call: ModelCall, signal: AbortSignal) => Promise<ModelStream>;
  /** Nobody watches it being written: its events come at its end, so that a model that breaks off can be replaced from the start. */
  readonly isHeld?: boolean;
  /** What was asked for that this model does not give, for who is moved to it; undefined if nothing is missing. */
  readonly lacks?: (model: Model) => string | undefined;
  /** The call's result does not pass through its events, so having none is no failure. */
  readonly mayBeEmpty?: boolean;
}

/** An answer that was had. */
export interface Answer {
  readonly model: Model;
  readonly end: CallEnd;
  readonly usage: Usage;
  readonly cost: Cost;
  readonly responseId?: string;
}
