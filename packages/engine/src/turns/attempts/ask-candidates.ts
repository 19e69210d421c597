import { OrchestratorError, toOrchestratorError, type Model } from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";
import type { Answer, AnswerPlan } from "./answer-plan.ts";
import { askHedged } from "./ask-hedged.ts";
import { mayGoOn } from "./ask-model.ts";
import { createRelay } from "./create-relay.ts";
import { mayFailOver } from "./failure-policy.ts";

interface Failure {
  readonly model: Model;
  readonly error: OrchestratorError;
}

/**
 * Has one answer from the first candidate that gives one. Each move to the next is announced by a `failover` event.
 * Nothing shown is ever started over; if no candidate is left, throws the first failure and names the others in its details.
 */
export async function askCandidates(run: TurnRun, plan: AnswerPlan): Promise<Answer> {
  const relay = createRelay(run, plan);
  const failures: Failure[] = [];
  for (const [index, model] of plan.candidates.entries()) {
    const last = failures.at(-1);
    if (last !== undefined) {
      if (!mayFailOver(last.error, last.model, model, run.settings.failOverOnFilter)) continue;
      announceFailover(plan, { from: last.model.key, to: model, error: last.error });
    }
    const next = plan.candidates[index + 1];
    try {
      return await askHedged(run, { plan, relay, model, fallbackLeft: next !== undefined }, next);
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      const goesOn = !run.signal.aborted && mayGoOn(run, { relay });
      relay.close({ keepText: goesOn && relay.isCommitted });
      if (!goesOn) throw run.signal.aborted ? toOrchestratorError(run.signal.reason) : error;
      failures.push({ model, error });
    }
  }
  relay.close();
  throw summary(failures);
}

/** Tells that `to` is asked now, and what of the wish it cannot fulfil. */
export function announceFailover(
  plan: AnswerPlan,
  { from, to, error }: { readonly from: string; readonly to: Model; readonly error: OrchestratorError },
): void {
  const note = plan.lacks?.(to);
  void plan.writer.emit({
    type: "failover",
    from,
    to: to.key,
    error: error.toJSON(),
    ...(note === undefined ? {} : { note }),
  });
}

function summary(failures: readonly Failure[]): OrchestratorError {
  const first = failures[0];
  if (first === undefined)
    return new OrchestratorError("no_usable_provider", "No model is left that may answer.", {
      suggestion: "Run `aio doctor` to see why.",
    });
  if (failures.length === 1) return first.error;
  const { code, message, details, ...rest } = first.error.toJSON();
  const tried = failures.map(({ model, error }) => ({ model: model.key, code: error.code, message: error.message }));
  const others = tried
    .slice(1)
    .map((one) => `${one.model}: ${one.code}`)
    .join(", ");
  return new OrchestratorError(code, `${message} (also tried ${others})`, {
    ...rest,
    details: { ...details, tried },
    cause: first.error,
  });
}
