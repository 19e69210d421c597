import type { Model, ModelEvent, OrchestratorError } from "@ai-orchestrator/contract";
import type { EngineShared, TurnRun } from "../turn-run.ts";
import type { Answer } from "./answer-plan.ts";
import type { PerformedCall } from "./perform-call.ts";
import type { CallEnd } from "./read-call.ts";
import { settleCall, usageOrEstimate } from "./settle-call.ts";

/** Characters of the answer kept to tell its tokens per character. */
const SAMPLE_CHARS = 4_096;

/** Listens to one call: feeds limiter and latency record, passes content on, and settles what the call used. */
export class CallListener {
  readonly #run: TurnRun;
  readonly #job: PerformedCall;
  readonly #startedAt: number;
  #sample = "";
  /** The provider's id of its response. */
  responseId: string | undefined;

  constructor(run: TurnRun, job: PerformedCall) {
    this.#run = run;
    this.#job = job;
    this.#startedAt = job.begun?.startedAt ?? run.deps.clock.monotonic();
  }

  /** Takes one event; wait for the promise, if there is one, before the next. */
  hear(event: Exclude<ModelEvent, { type: "finish" }>): Promise<void> | undefined {
    const { model, relay, plan } = this.#job;
    if (event.type === "response-start") {
      this.responseId = event.responseId ?? this.responseId;
      hearStart(this.#run.shared, model, event);
      return undefined;
    }
    if (event.type === "downloading") {
      const progress = event.progress === undefined ? {} : { progress: event.progress };
      return plan.writer.emit({ type: "status", phase: "downloading", message: event.message, ...progress });
    }
    if (this.#sample.length < SAMPLE_CHARS && (event.type === "text-delta" || event.type === "reasoning-delta")) {
      this.#sample += event.text;
    }
    const wasEmpty = relay.isEmpty;
    const full = relay.accept(event);
    if (wasEmpty && !relay.isEmpty && this.#job.planned.call.whole !== true)
      this.#run.shared.latency.add(model.key, this.#elapsed());
    return full;
  }

  /** Notes usage and cost of the call, as the provider said or as estimated from what was delivered. */
  settle(end: CallEnd | undefined, error?: OrchestratorError): Pick<Answer, "usage" | "cost"> {
    const { model, relay, plan, planned, permit } = this.#job;
    const usage = usageOrEstimate({
      said: end?.usage,
      inputTokens: planned.inputTokens,
      delivered: relay.delivered,
      sample: this.#sample,
      estimateTokens: this.#run.deps.estimateTokens,
    });
    permit.correct(usage.inputTokens + usage.outputTokens);
    const failed = error === undefined ? {} : { error };
    if (plan.isHeld === true && (error === undefined || error.code === "timeout"))
      this.#run.shared.latency.answered(model.key, this.#elapsed());
    const cost = settleCall(this.#run, plan.writer, {
      model,
      usage,
      latencyMs: Math.round(this.#elapsed()),
      ...failed,
    });
    return { usage, cost };
  }

  #elapsed(): number {
    return this.#run.deps.clock.monotonic() - this.#startedAt;
  }
}

/** Notes what a provider says of its limits, and what it does not take of the call. */
export function hearStart(
  { limiters, warnings }: Pick<EngineShared, "limiters" | "warnings">,
  model: Model,
  event: Extract<ModelEvent, { type: "response-start" }>,
): void {
  if (event.rateLimits !== undefined) limiters.observe(model, event.rateLimits);
  for (const warning of event.warnings ?? []) warnings.tell(model, warning);
}
