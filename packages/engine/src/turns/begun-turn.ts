import type { Model, ModelEvent, TurnRequest } from "@ai-orchestrator/contract";
import type { AnswerPlan, PlannedCall } from "./attempts/answer-plan.ts";
import type { Admission } from "./attempts/breakers.ts";
import type { EngineSettings } from "./engine-settings.ts";
import type { KnownDecision } from "./known-decisions.ts";
import type { Permit } from "./limiter/provider-limiter.ts";
import type { Reserved } from "./reserve-budget.ts";

/** A turn that was begun the short way and needs the ordinary one: what was done of it, which is not done again. */
export interface BegunTurn extends KnownDecision {
  /** Epoch and monotonic ms of its beginning. */
  readonly at: number;
  readonly startedAt: number;
  /** What it runs by, its policy merged: read once, so that both ways hold to the same. */
  readonly settings: EngineSettings;
  readonly request: TurnRequest;
  readonly reserved?: Reserved;
  readonly call?: BegunCall;
}

/** The first call of the first candidate, let through by limiter and breaker and made. */
export interface BegunCall {
  /** Monotonic ms. */
  readonly startedAt: number;
  /** Monotonic ms at which the turn is out of time as things stand with this call. */
  readonly deadlineAt: number;
  /** The models that may answer, the one that was asked first. */
  readonly candidates: readonly Model[];
  readonly planned: PlannedCall;
  readonly permit: Permit;
  readonly admission: Admission;
  /** What came of it: heard at once, whoever has left since, … */
  readonly came: readonly Exclude<ModelEvent, { type: "finish" }>[];
  /** … and what follows, to be read like any provider's stream. */
  readonly open: NonNullable<AnswerPlan["open"]>;
  /** Ends it where nobody takes it over. */
  readonly giveUp: () => void;
}
