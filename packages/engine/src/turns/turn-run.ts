import type { Message, TurnRequest } from "@ai-orchestrator/contract";
import type { BegunCall } from "./begun-turn.ts";
import type { Breakers } from "./attempts/breakers.ts";
import type { LatencyRecord } from "./attempts/latency-record.ts";
import type { Refusals } from "./attempts/refusals.ts";
import type { RetryBudget } from "./attempts/retry-budget.ts";
import type { ToldWarnings } from "./attempts/told-warnings.ts";
import type { Background } from "./background.ts";
import type { Deadline } from "./deadline.ts";
import type { EngineDeps } from "./engine-deps.ts";
import type { EngineSettings } from "./engine-settings.ts";
import type { KnownDecisions } from "./known-decisions.ts";
import type { Limiters } from "./limiter/limiters.ts";
import type { Readings } from "./relay/readings.ts";
import type { TurnTally } from "./turn-tally.ts";
import type { TurnWriter } from "./turn-writer.ts";

/** What all turns of one engine share. */
export interface EngineShared {
  readonly breakers: Breakers;
  readonly refusals: Refusals;
  readonly limiters: Limiters;
  readonly retryBudget: RetryBudget;
  readonly latency: LatencyRecord;
  readonly background: Background;
  readonly warnings: ToldWarnings;
  /** What was decided for turns that are about to run. */
  readonly decisions: KnownDecisions;
  /** Relayed answers that wait to be read. */
  readonly readings: Readings;
}

/** How a turn came about, where it is not just a question asked. */
export interface TurnOrigin {
  /** The user's request that it is one of several turns of. */
  readonly requestId?: string;
  /** The question is our own instruction to go on from the partial answer before. */
  readonly continues?: boolean;
  /** The conversation its text was made from, where that is not the text itself: it writes a summary. */
  readonly summarized?: () => readonly Message[];
}

/** One running turn: everything its parts need, nothing of any other turn. */
export interface TurnRun {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
  readonly settings: EngineSettings;
  /** With the policy already merged. */
  readonly request: TurnRequest;
  readonly origin?: TurnOrigin;
  readonly writer: TurnWriter;
  readonly tally: TurnTally;
  readonly deadline: Deadline;
  /** Monotonic ms. */
  readonly startedAt: number;
  /** Most dollars the turn may still spend in all; unset where nothing binds. */
  costCapUsd?: number;
  /** A call that was made before the run, until the attempt that it is takes it over. */
  begunCall?: BegunCall | undefined;
  /** Aborted when the turn is cancelled or out of time; the reason is an OrchestratorError. */
  readonly signal: AbortSignal;
}
