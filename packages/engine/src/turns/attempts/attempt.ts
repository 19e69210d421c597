import { OrchestratorError, toOrchestratorError, type Model, type ModelEvent } from "@ai-orchestrator/contract";
import type { Permit } from "../limiter/provider-limiter.ts";
import type { TurnRun } from "../turn-run.ts";
import type { Answer, AnswerPlan, PlannedCall } from "./answer-plan.ts";
import type { ContentRelay } from "./content-relay.ts";
import { openCall } from "./open-call.ts";
import { readCall, type CallEnd } from "./read-call.ts";
import { settleCall, usageOrEstimate } from "./settle-call.ts";

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
export async function attempt(run: TurnRun, { plan, relay, model, fallbackLeft }: Attempt): Promise<Answer> {
  const { breakers, limiters } = run.shared;
  breakers.requirePassable(model);
  const partial = relay.isCommitted ? deliveredText(plan) : undefined;
  const planned = plan.buildCall(model, partial);
  const permit = await limiters.acquire(model, run.settings, {
    tokens: planned.inputTokens + Math.min(planned.call.maxOutputTokens ?? EXPECTED_OUTPUT_TOKENS, EXPECTED_OUTPUT_TOKENS),
    onWait: (waitMs) => queue(run, plan, { model, waitMs, fallbackLeft }),
    signal: run.signal,
  });
  let admission;
  try {
    admission = breakers.admit(model);
  } catch (error) {
    permit.giveBack();
    throw error;
  }
  try {
    const answer = await call(run, { plan, relay, model, fallbackLeft, planned, permit, continuing: partial !== undefined });
    admission.succeed();
    return answer;
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    if (run.signal.aborted) admission.forget();
    else admission.fail(error);
    if (error.code === "rate_limited" && !run.signal.aborted) limiters.refused(model, error);
    throw error;
  }
}

async function call(
  run: TurnRun,
  job: Attempt & { readonly planned: PlannedCall; readonly permit: Permit; readonly continuing: boolean },
): Promise<Answer> {
  const { plan, relay, model, planned, permit } = job;
  const { clock } = run.deps;
  const startedAt = clock.monotonic();
  const heard: Heard = { sample: "" };
  run.tally.attempts += 1;
  relay.begin({ continuing: job.continuing });
  const settle = (end: CallEnd | undefined, error?: OrchestratorError): Pick<Answer, "usage" | "cost"> => {
    const usage = usageOrEstimate({ said: end?.usage, inputTokens: planned.inputTokens, delivered: relay.delivered, sample: heard.sample, estimateTokens: run.deps.estimateTokens });
    permit.correct(usage.inputTokens + usage.outputTokens);
    const cost = settleCall(run, plan.writer, { model, usage, latencyMs: clock.monotonic() - startedAt, ...(error === undefined ? {} : { error }) });
    return { usage, cost };
  };
  try {
    const end = await readCall({
      model,
      clock,
      ...timeouts(run, model, job.fallbackLeft),
      open: (signal) => openCall(run, model, planned.call, signal),
      onEvent: (event) => listen(run, { event, heard, model, relay, plan, startedAt }),
      signal: run.signal,
    });
    rejectEmpty(end, relay, model);
    relay.close();
    return { model, end, ...settle(end), ...(heard.responseId === undefined ? {} : { responseId: heard.responseId }) };
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    // A call that delivered something is billed; one refused before is not.
    if (relay.isEmpty) permit.correct(planned.inputTokens);
    else settle(undefined, error);
    throw error;
  }
}

interface Heard {
  sample: string;
  responseId?: string;
}

function listen(
  run: TurnRun,
  { event, heard, model, relay, plan, startedAt }: { readonly event: ModelEvent; readonly heard: Heard; readonly model: Model; readonly relay: ContentRelay; readonly plan: AnswerPlan; readonly startedAt: number },
): Promise<void> | undefined {
  if (event.type === "response-start") {
    if (event.responseId !== undefined) heard.responseId = event.responseId;
    if (event.rateLimits !== undefined) run.shared.limiters.observe(model, event.rateLimits);
    for (const warning of event.warnings ?? []) run.deps.logger?.log("warn", warning, { model: model.key });
    return undefined;
  }
  if (event.type === "downloading") {
    return plan.writer.emit({ type: "status", phase: "downloading", message: event.message, ...(event.progress === undefined ? {} : { progress: event.progress }) });
  }
  if ("text" in event && typeof event.text === "string" && heard.sample.length < 4_096) heard.sample += event.text;
  const wasEmpty = relay.isEmpty;
  const full = relay.accept(event);
  if (wasEmpty && !relay.isEmpty) run.shared.latency.add(model.key, run.deps.clock.monotonic() - startedAt);
  return full;
}

/** A 200 with nothing in it is a failure that another model can mend. */
function rejectEmpty(end: CallEnd, relay: ContentRelay, model: Model): void {
  const of = { provider: model.provider, model: model.key };
  if (end.reason === "content-filter" && relay.delivered.textChars === 0 && relay.delivered.toolCallChars === 0) {
    throw new OrchestratorError("content_filtered", `${model.key} withheld its answer for its content policy.`, { ...of, suggestion: "Rephrase the question or choose another model." });
  }
  if (end.reason === "error") throw new OrchestratorError("bad_response", `${model.key} ended its answer with an error.`, of);
  if (relay.isEmpty && end.reason !== "length") {
    throw new OrchestratorError("bad_response", `${model.key} sent an empty answer.`, { ...of, suggestion: "Try again or choose another model." });
  }
}

function queue(run: TurnRun, plan: AnswerPlan, { model, waitMs, fallbackLeft }: { readonly model: Model; readonly waitMs: number; readonly fallbackLeft: boolean }): void {
  const patience = fallbackLeft ? run.settings.maxPatienceMs : Number.POSITIVE_INFINITY;
  if (waitMs > Math.min(run.deadline.leftMs(), patience)) {
    throw new OrchestratorError("rate_limited", `${model.provider}'s limit is used up for another ${Math.ceil(waitMs / 1000)} s.`, {
      suggestion: "Try again later, choose another model or raise the provider's limit in the config.",
      retryAfterMs: waitMs,
      provider: model.provider,
      model: model.key,
      details: { local: true },
    });
  }
  void plan.writer.emit({ type: "status", phase: "queued", message: `Waiting for ${model.provider}'s limit`, waitMs });
}

function timeouts(run: TurnRun, model: Model, fallbackLeft: boolean): { readonly firstTokenMs: number; readonly idleMs: number; readonly thinkingIdleMs: number } {
  const { settings } = run;
  const own = settings.providers[model.provider] ?? {};
  const left = run.deadline.leftMs();
  // Thinking and loading a local model take as long as they take; only a fallback that is left gets its share.
  const patient = model.reasoning || model.local ? left * (fallbackLeft ? 0.75 : 1) : settings.firstTokenMs;
  const idleMs = own.idleMs ?? settings.idleMs;
  return { firstTokenMs: own.firstTokenMs ?? patient, idleMs, thinkingIdleMs: model.reasoning ? Math.max(idleMs, settings.thinkingIdleMs) : idleMs };
}

/** The text delivered so far in this step. */
function deliveredText(plan: AnswerPlan): string {
  return plan.writer
    .state()
    .parts.map((part) => (part.type === "text" ? part.text : ""))
    .join("");
}
