import type { AnswerPlan, PlannedCall } from "./attempts/answer-plan.ts";
import type { Admission } from "./attempts/breakers.ts";
import type { KnownDecision } from "./known-decisions.ts";
import type { Permit } from "./limiter/provider-limiter.ts";
import type { Reserved } from "./reserve-budget.ts";

/** A turn that was begun the short way and needs the ordinary one: what was done of it, which is not done again. */
export interface BegunTurn extends KnownDecision {
  /** Epoch and monotonic ms of its beginning. */
  readonly at: number;
  readonly startedAt: number;
  readonly reserved?: Reserved;
  readonly call?: BegunCall;
}

/** The first call of the first candidate, let through by limiter and breaker and made. */
export interface BegunCall {
  /** Monotonic ms. */
  readonly startedAt: number;
  /** Monotonic ms at which the turn is out of time as things stand with this call. */
  readonly deadlineAt: number;
  readonly planned: PlannedCall;
  readonly permit: Permit;
  readonly admission: Admission;
  /** What came of it, to be read like any provider's stream. */
  readonly open: NonNullable<AnswerPlan["open"]>;
}
