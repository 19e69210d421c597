import { toOrchestratorError, type OrchestratorError } from "@ai-orchestrator/contract";
import type { Permit } from "../limiter/provider-limiter.ts";
import type { BegunCall } from "../begun-turn.ts";
import type { TurnRun } from "../turn-run.ts";
import type { Answer, PlannedCall } from "./answer-plan.ts";
import type { Attempt } from "./attempt.ts";
import { WHOLE_ANSWER_MS } from "./asks-whole.ts";
import { CallListener } from "./call-listener.ts";
import { callTimeouts } from "./call-timeouts.ts";
import { openCall } from "./open-call.ts";
import { readCall, type CallEnd } from "./read-call.ts";
import { rejectEmpty } from "./reject-empty.ts";

/** A call that was admitted by limiter and breaker. */
export interface PerformedCall extends Attempt {
  readonly planned: PlannedCall;
  readonly permit: Permit;
  /** It goes on from what an earlier call delivered. */
  readonly continuing: boolean;
  /** It was made already. */
  readonly begun?: BegunCall | undefined;
}

/** True where we no longer waited for a call that was under way. What the other side said itself, or a connection that was never made, is no such thing. */
function isGivenUp(run: TurnRun, { code, status, cause }: OrchestratorError): boolean {
  return run.signal.aborted || (code === "timeout" && status === undefined && cause === undefined);
}

/** Makes one call: content passed on, usage and cost noted whether it works or not. Throws the typed error of whatever went wrong. */
export async function performCall(run: TurnRun, job: PerformedCall): Promise<Answer> {
  const { plan, relay, model, planned, permit, begun } = job;
  const listener = new CallListener(run, job);
  run.tally.attempts += 1;
  const phase = plan.writer.phase();
  if (phase === "queued" || phase === "retrying") void plan.writer.emit({ type: "status", phase: plan.phase });
  relay.begin({ continuing: job.continuing });
  const isWhole = planned.call.whole === true;
  // It begins when it is over, and where it does not come there must be time to ask again.
  if (isWhole && begun === undefined && run.request.timeoutMs === undefined)
    run.deadline.extend(WHOLE_ANSWER_MS + run.settings.firstTokenMs);
  let end: CallEnd | undefined;
  try {
    end = await readCall({
      model,
      clock: run.deps.clock,
      ...callTimeouts(run, model, { fallbackLeft: job.fallbackLeft, isWhole }),
      came: begun?.came,
      open: (signal) =>
        (begun ?? plan).open?.(model, planned.call, signal) ?? openCall(run, model, planned.call, signal),
      onEvent: (event) => listener.hear(event),
      signal: run.signal,
    });
    if (plan.mayBeEmpty !== true) rejectEmpty(end, relay, model);
    relay.close();
    await relay.release();
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    // A call that delivered something, or ended by the book, is billed; one refused before is not. What came of a whole
    // answer that was given up is not known, but that it was worked at is.
    const isRefused = end === undefined && relay.isEmpty && !(isWhole && isGivenUp(run, error));
    if (isRefused) permit.correct(planned.inputTokens);
    else listener.settle(end, error);
    throw error;
  }
  const { responseId } = listener;
  return { model, end, ...listener.settle(end), ...(responseId === undefined ? {} : { responseId }) };
}
