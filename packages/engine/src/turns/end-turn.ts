import {
  messageText,
  OrchestratorError,
  toOrchestratorError,
  type Alert,
  type Cost,
  type Decision,
  type FinishReason,
  type Reservation,
  type TurnStatus,
  type Usage,
} from "@ai-orchestrator/contract";
import { nameConversation, titleConversation } from "../conversations/title-conversation.ts";
import type { Answer } from "./attempts/answer-plan.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { keptQuestion, type PreparedTurn } from "./prepared-turn.ts";
import type { TurnJob } from "./run-turn.ts";
import { auditTurn, bookUsage, type Booking } from "./turn-ledger.ts";
import type { TurnRun } from "./turn-run.ts";
import { turnRecord } from "./turn-record.ts";

/** What a turn has come to so far; filled as it goes, so that a failure at any point settles what was done. */
export interface TurnOutcome {
  prepared?: PreparedTurn;
  decision?: Decision;
  reservation?: Reservation;
}

/** Analyzes, stores, settles and ends a turn that has its answer. One that the policy blocks is withheld, and the turn ends as failed. */
export function finishTurn(job: TurnJob, outcome: TurnOutcome, answer: Answer): void {
  const { run, storage } = job;
  const refusal = judgeAnswer(job, outcome);
  if (refusal !== undefined) return endFailed(job, outcome, refusal);
  const figures = figuresOf(run);
  settle(job, outcome, { status: "complete", error: undefined, finishReason: answer.end.reason });
  void run.writer.emit({
    type: "turn-end",
    model: answer.model.key,
    provider: answer.model.provider,
    finishReason: answer.end.reason,
    ...figures,
    ...(answer.end.providerMetadata === undefined ? {} : { providerMetadata: answer.end.providerMetadata }),
    ...(answer.responseId === undefined ? {} : { responseId: answer.responseId }),
    ...(storage.isStored === undefined ? {} : { stored: storage.isStored }),
  });
}

/** Analyzes and stores what there is of an answer, settles what was used and ends a turn that failed or was cancelled. */
export function failTurn(job: TurnJob, outcome: TurnOutcome, error: OrchestratorError): void {
  judgeAnswer(job, outcome);
  endFailed(job, outcome, error);
}

function endFailed(job: TurnJob, outcome: TurnOutcome, error: OrchestratorError): void {
  const { usage, cost, attempts, latencyMs } = figuresOf(job.run);
  settle(job, outcome, { status: error.code === "cancelled" ? "cancelled" : "failed", error, finishReason: undefined });
  void job.run.writer.emit({ type: "turn-error", error: error.toJSON(), usage, cost, attempts, latencyMs });
}

interface Ending {
  readonly status: TurnStatus;
  readonly error: OrchestratorError | undefined;
  readonly finishReason: FinishReason | undefined;
}

/** What a turn has used so far. */
export function figuresOf({ tally, startedAt, deps }: Pick<TurnRun, "tally" | "startedAt" | "deps">): {
  readonly usage: Usage;
  readonly cost: Cost;
  readonly latencyMs: number;
  readonly firstTokenMs?: number;
  readonly attempts: number;
} {
  return {
    usage: tally.usage,
    cost: tally.cost,
    latencyMs: Math.round(deps.clock.monotonic() - startedAt),
    ...(tally.firstContentAt === undefined ? {} : { firstTokenMs: Math.round(tally.firstContentAt - startedAt) }),
    attempts: tally.attempts,
  };
}

/** Keeps the three books apart: one that cannot be written must not lose the others. */
function settle(job: TurnJob, outcome: TurnOutcome, ending: Ending): void {
  const { run } = job;
  const booking: Booking = {
    deps: run.deps,
    request: run.request,
    turnId: run.writer.turnId,
    conversationId: job.choice.conversationId,
    tally: run.tally,
    reservation: outcome.reservation,
    decision: outcome.decision,
  };
  const figures = figuresOf(run);
  store(job, outcome, ending, figures);
  guarded(job, "usage", () => bookUsage(booking));
  guarded(job, "audit", () =>
    auditTurn({
      ...booking,
      prompt: outcome.prepared?.prompt ?? "",
      alerts: run.writer.state().alerts,
      latencyMs: figures.latencyMs,
      error: ending.error,
    }),
  );
}

function store(job: TurnJob, outcome: TurnOutcome, ending: Ending, figures: ReturnType<typeof figuresOf>): void {
  const { run, storage } = job;
  const state = run.writer.state();
  storage.finish(({ conversationId, parentId }) =>
    turnRecord({
      state,
      status: ending.status,
      conversationId,
      parentId,
      ...keptQuestion(outcome.prepared),
      completedAt: run.deps.clock.now(),
      error: ending.error?.toJSON(),
      ...figures,
      firstTokenMs: figures.firstTokenMs,
      finishReason: ending.finishReason,
      task: outcome.decision?.task,
    }),
  );
  if (storage.isStored === true) nameIfNew(job, outcome, ending.status === "complete");
}

/** Titles the conversation by its first words at once; a model may find a better title afterwards, without holding up the turn. */
function nameIfNew(job: TurnJob, outcome: TurnOutcome, isComplete: boolean): void {
  const { run, choice, askAside } = job;
  const { conversationId } = choice;
  const { store, logger } = run.deps;
  if (conversationId === undefined || run.settings.titles === "off" || store?.get(conversationId)?.titleBy !== "none")
    return;
  guarded(job, "title", () => nameConversation(store, conversationId, outcome.prepared?.prompt ?? ""));
  if (run.settings.titles !== "model" || !isComplete) return;
  const policy = run.request.policy ?? {};
  run.shared.background.start("title", (signal) =>
    titleConversation(conversationId, {
      by: "model",
      store,
      logger,
      ask: (request) => askAside({ ...request, policy }, { signal }),
    }),
  );
}

function guarded(job: TurnJob, what: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    const error = logUnwritten(job.run.deps, what, thrown);
    void job.run.writer.emit({
      type: "status",
      phase: "generating",
      message: `Not recorded (${what}): ${error.message}`,
    });
  }
}

/** Logs that a record of a turn could not be written, and why. */
export function logUnwritten({ logger }: Pick<EngineDeps, "logger">, what: string, thrown: unknown): OrchestratorError {
  const error = toOrchestratorError(thrown);
  const { code, message } = error;
  logger?.log("error", `The ${what} record of a turn could not be written.`, { code, error: message });
  return error;
}

/** What the analyzer finds in an answer. */
export function analyzeAnswer(
  text: string,
  { deps, turnId, system }: { readonly deps: EngineDeps; readonly turnId: string; readonly system: string | undefined },
): readonly Alert[] {
  return deps.security.analyze({ text, source: "response", turnId, ...(system === undefined ? {} : { system }) });
}

/** Looks at what was answered and lets go of what was held; the error to end with where the policy blocks it. What cannot be looked at does not pass where it must be. */
function judgeAnswer(job: TurnJob, outcome: TurnOutcome): OrchestratorError | undefined {
  const { run } = job;
  const { writer, deps } = run;
  const text = messageText({ role: "assistant", parts: writer.state().parts });
  let alerts: readonly Alert[] = [];
  let isRead = text === "";
  if (!isRead)
    guarded(job, "analysis", () => {
      alerts = analyzeAnswer(text, { deps, turnId: writer.turnId, system: outcome.prepared?.system });
      isRead = true;
    });
  const blocking = alerts.find((alert) => alert.action === "block");
  const mustBeRead = !isRead && deps.security.reads("response") === "before";
  const refused = blocking?.reason ?? (mustBeRead ? "It could not be analyzed." : undefined);
  writer.settle(refused === undefined);
  for (const alert of alerts) void writer.emit({ type: "alert", alert });
  if (refused === undefined) return undefined;
  return new OrchestratorError("blocked_by_policy", `The answer is withheld: ${refused}`, {
    suggestion: "Ask for something else, or set the analyzer to `warn` for responses.",
    ...(blocking === undefined ? {} : { details: { rule: blocking.rule, severity: blocking.severity } }),
  });
}
