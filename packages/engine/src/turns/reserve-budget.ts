import { OrchestratorError, type Decision, type Reservation, type TurnRequest } from "@ai-orchestrator/contract";
import type { EngineDeps } from "./engine-deps.ts";

/** Money set aside for a turn. */
export interface Reserved {
  readonly reservation?: Reservation;
  /** Most dollars the turn may spend; unset where nothing binds. */
  readonly capUsd?: number;
}

/**
 * Sets the decision's estimate aside in every budget that binds the turn. Throws `budget_exceeded`.
 * The cap is the tighter of `maxCostUsd` and what the budgets have left, this reservation included.
 */
export function reserveBudget(request: TurnRequest, decision: Decision, deps: EngineDeps): Reserved {
  const limit = request.policy?.maxCostUsd;
  const estimateUsd = decision.estimatedCost.usd ?? 0;
  if (limit !== undefined && estimateUsd > limit) throw overLimit(estimateUsd, limit);
  if (deps.ledger === undefined) return limit === undefined ? {} : { capUsd: limit };
  const at = deps.clock.now();
  const budgets = deps.budgets?.(request) ?? [];
  const reservation = deps.ledger.reserve({ at, estimateUsd, budgets });
  try {
    const left = deps.ledger.remaining(budgets, at).map((row) => row.remainingUsd + estimateUsd);
    const caps = [...left, ...(limit === undefined ? [] : [limit])];
    return caps.length === 0 ? { reservation } : { reservation, capUsd: Math.min(...caps) };
  } catch (thrown) {
    deps.ledger.release(reservation);
    throw thrown;
  }
}

function overLimit(estimateUsd: number, limitUsd: number): OrchestratorError {
  return new OrchestratorError(
    "budget_exceeded",
    `The turn would cost about $${estimateUsd.toPrecision(2)}, more than its limit of $${limitUsd}.`,
    {
      suggestion: "Raise --max-cost or choose a cheaper model.",
    },
  );
}
