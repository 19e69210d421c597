import {
  addCost,
  addUsage,
  NO_USAGE,
  type Cost,
  type Model,
  type OrchestratorError,
  type Usage,
} from "@ai-orchestrator/contract";

/** One provider call that was made, successful or not. */
export interface TalliedCall {
  readonly at: number;
  readonly model: Model;
  readonly usage: Usage;
  readonly cost: Cost;
  readonly latencyMs: number;
  readonly error?: OrchestratorError;
}

/** Counts what one turn has used so far. */
export class TurnTally {
  readonly calls: TalliedCall[] = [];
  attempts = 0;
  /** Answers planned; tells the calls of a chain apart. */
  plans = 0;
  /** Monotonic ms of the first content. */
  firstContentAt: number | undefined;
  /** What deciding cost. */
  routerCost: Cost | undefined;

  /** All calls together. */
  get usage(): Usage {
    return this.calls.reduce((sum, call) => addUsage(sum, call.usage), NO_USAGE);
  }

  /** All calls and the router together; null where a part is unknown. */
  get cost(): Cost {
    return this.calls.reduce((sum, call) => addCost(sum, call.cost), this.routerCost ?? { usd: 0 });
  }

  /** The known part of the cost, in dollars. */
  get knownUsd(): number {
    return this.calls.reduce((sum, call) => sum + (call.cost.usd ?? 0), this.routerCost?.usd ?? 0);
  }
}
