import { OrchestratorError, toOrchestratorError, type Model } from "@ai-orchestrator/contract";
import type { BegunCall } from "../begun-turn.ts";
import type { TurnRun } from "../turn-run.ts";
import type { Permit } from "../limiter/provider-limiter.ts";
import type { Admission } from "./breakers.ts";
import type { Answer, AnswerPlan, PlannedCall } from "./answer-plan.ts";
import type { ContentRelay } from "./content-relay.ts";
import { performCall } from "./perform-call.ts";

/** Tokens expected of an answer when nothing limits it, for the limiter's first charge; corrected afterwards. */
const EXPECTED_OUTPUT_TOKENS = 1_024;

/** What an attempt needs besides the run. */
export interface Attempt {
  readonly plan: AnswerPlan;
  readonly relay: ContentRelay;
  readonly model: Model;
  /** Another model is left to ask. */
  readonly fallbackLeft: boolean;
}

/**
 * One call of one model: through limiter and breaker, content passed on, usage and cost noted, health fed.
 * Throws the typed error of whatever went wrong; never tries again.
 */
export async function attempt(run: TurnRun, job: Attempt): Promise<Answer> {
  const { plan, relay, model } = job;
  const { limiters, refusals } = run.shared;
  const begun = run.begunCall;
  run.begunCall = undefined;
  const partial = relay.isCommitted ? deliveredText(plan) : undefined;
  const { planned, permit, admission } = begun ?? (await enter(run, job, partial));
  try {
    const answer = await performCall(run, { ...job, planned, permit, continuing: partial !== undefined, begun });
    admission.succeed();
    refusals.clear(model);
    return answer;
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    if (run.signal.aborted) admission.forget();
    else {
      admission.fail(error);
      refusals.note(model, error);
      if (error.code === "rate_limited") limiters.refused(model, error);
    }
    throw error;
  } finally {
    // A call that settled its permit has nothing left to give back.
    permit.giveBack();
  }
}

/** Plans a call and has limiter and breaker let it through. */
async function enter(
  run: TurnRun,
  job: Attempt,
  partial: string | undefined,
): Promise<Pick<BegunCall, "planned" | "permit" | "admission">> {
  const { model, plan } = job;
  const { breakers, limiters, refusals } = run.shared;
  breakers.requirePassable(model);
  if (job.fallbackLeft) refusals.require(model);
  const planned = plan.buildCall(model, partial);
  const permit = await limiters.acquire(model, run.settings, {
    tokens: expectedTokens(planned),
    onWait: (waitMs) => acceptWait(run, job, waitMs),
    signal: run.signal,
  });
  return { planned, permit, admission: admitOrGiveBack(run, model, permit) };
}

/** Tokens the limiter is asked for. */
export function expectedTokens({ call, inputTokens }: PlannedCall): number {
  return inputTokens + Math.min(call.maxOutputTokens ?? EXPECTED_OUTPUT_TOKENS, EXPECTED_OUTPUT_TOKENS);
}

/** The breaker may have opened while the call was queueing. */
function admitOrGiveBack(run: TurnRun, model: Model, permit: Permit): Admission {
  try {
    return run.shared.breakers.admit(model);
  } catch (error) {
    permit.giveBack();
    throw error;
  }
}

/** Shows a wait for the limiter, or throws `rate_limited` where it would be too long. How long other calls still take is not known. */
function acceptWait(run: TurnRun, { plan, model, fallbackLeft }: Attempt, waitMs: number | undefined): void {
  if (waitMs === undefined) {
    void plan.writer.emit({ type: "status", phase: "queued", message: `Waiting for other calls to ${model.provider}` });
    return;
  }
  const patience = fallbackLeft ? run.settings.maxPatienceMs : Number.POSITIVE_INFINITY;
  if (waitMs > Math.min(run.deadline.leftMs(), patience)) {
    const seconds = Math.ceil(waitMs / 1000);
    throw new OrchestratorError("rate_limited", `${model.provider}'s limit is used up for another ${seconds} s.`, {
      suggestion: "Try again later, choose another model or raise the provider's limit in the config.",
      retryAfterMs: waitMs,
      provider: model.provider,
      model: model.key,
      details: { local: true },
    });
  }
  void plan.writer.emit({ type: "status", phase: "queued", message: `Waiting for ${model.provider}'s limit`, waitMs });
}

/** The text delivered so far in this step. */
function deliveredText(plan: AnswerPlan): string {
  return plan.writer
    .state()
    .parts.map((part) => (part.type === "text" ? part.text : ""))
    .join("");
}
