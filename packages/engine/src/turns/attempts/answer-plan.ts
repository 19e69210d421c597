import type { CallEnd } from "./read-call.ts";
import type { Cost, Model, ModelCall, Usage } from "@ai-orchestrator/contract";
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
}

/** An answer that was had. */
export interface Answer {
  readonly model: Model;
  readonly end: CallEnd;
  readonly usage: Usage;
  readonly cost: Cost;
  readonly responseId?: string;
}
