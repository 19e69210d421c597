import { toOrchestratorError, type Model, type OrchestratorError } from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";
import type { Answer } from "./answer-plan.ts";
import { attempt, type Attempt } from "./attempt.ts";
import { retryDelayMs } from "./backoff.ts";
import { mayRetry } from "./failure-policy.ts";

/** Asks one model, again where the failure policy, the deadline and the provider's retry budget allow it. The only retry loop there is. */
export async function askModel(run: TurnRun, job: Attempt): Promise<Answer> {
  earnRetry(run, job.model);
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt(run, job);
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      const delayMs = retryDelay(run, { job, error, retry });
      if (delayMs === undefined) throw error;
      job.relay.close({ keepText: job.relay.isCommitted });
      void job.plan.writer.emit({
        type: "status",
        phase: "retrying",
        message: retryMessage(job.model, error),
        waitMs: delayMs,
      });
      await run.deps.clock.sleep(delayMs, run.signal);
    }
  }
}

/** Counts a model's first attempt towards the retries that its provider is allowed; once for each model asked. */
export function earnRetry({ shared, settings, begunCall }: EarningRun, { provider }: Model): void {
  if (begunCall !== undefined) return;
  shared.retryBudget.earn(provider, { share: settings.retryShare, perMinute: settings.retriesPerMinute });
}

type EarningRun = Pick<TurnRun, "shared" | "settings" | "begunCall">;

/** Ms to wait before asking again; undefined where that is not allowed. */
function retryDelay(
  run: TurnRun,
  { job, error, retry }: { readonly job: Attempt; readonly error: OrchestratorError; readonly retry: number },
): number | undefined {
  const { settings } = run;
  if (run.signal.aborted || retry + 1 >= settings.attemptsPerModel) return undefined;
  if (error.details?.["resting"] === true || error.details?.["local"] === true) return undefined;
  if (!mayRetry(error, job.fallbackLeft) || !mayGoOn(run, job)) return undefined;
  const delayMs = retryDelayMs({ retry, retryAfterMs: error.retryAfterMs, random: () => run.deps.randomness.random() });
  const patienceMs = job.fallbackLeft ? settings.maxPatienceMs : Number.POSITIVE_INFINITY;
  if (delayMs > patienceMs || delayMs >= run.deadline.leftMs()) return undefined;
  return run.shared.retryBudget.take(job.model.provider, { perMinute: settings.retriesPerMinute })
    ? delayMs
    : undefined;
}

/** True while nothing of the answer was shown, or where going on from what was shown is allowed and possible. */
export function mayGoOn(run: TurnRun, { relay }: Pick<Attempt, "relay">): boolean {
  return !relay.isCommitted || (run.settings.continueAfterPartial && relay.isContinuable);
}

function retryMessage(model: Model, error: OrchestratorError): string {
  return `${model.key}: ${error.message.replace(/[\s.]+$/u, "")}. Trying again.`;
}
