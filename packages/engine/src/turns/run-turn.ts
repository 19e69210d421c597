import { addCost, toOrchestratorError, type Decision, type TurnRequest } from "@ai-orchestrator/contract";
import { runCascade, type PlanFor } from "../cascade/run-cascade.ts";
import { runChain } from "../chains/run-chain.ts";
import { AUTO_MODEL_NAMES } from "../routing/decide/model-wish.ts";
import type { Answer } from "./attempts/answer-plan.ts";
import { askCandidates } from "./attempts/ask-candidates.ts";
import type { BegunTurn } from "./begun-turn.ts";
import { refuseBlocked } from "./check-question.ts";
import { compactWhenFull, type AskAside } from "./compact-when-full.ts";
import { decideTurn } from "./decide-turn.ts";
import { failTurn, finishTurn, type TurnOutcome } from "./end-turn.ts";
import type { KnownDecision } from "./known-decisions.ts";
import { planAnswer } from "./plan-answer.ts";
import { prepareTurn, type ConversationChoice } from "./prepare-turn.ts";
import type { PreparedTurn } from "./prepared-turn.ts";
import { reserveBudget } from "./reserve-budget.ts";
import type { TurnRun } from "./turn-run.ts";
import { whereThrown } from "./where-thrown.ts";
import type { TurnStorage } from "./turn-storage.ts";

/** One turn about to run. */
export interface TurnJob {
  readonly run: TurnRun;
  readonly storage: TurnStorage;
  readonly choice: ConversationChoice;
  /** What was done of it already. */
  readonly begun?: BegunTurn | undefined;
  /** For summaries that the turn needs before it can be answered. */
  readonly askAside: AskAside;
}

/**
 * Runs one turn from its first event to its last: check, find context, decide, reserve, answer, settle, store.
 * Never throws; whatever happens ends as `turn-end` or `turn-error`.
 */
export async function runTurn(job: TurnJob): Promise<void> {
  const { run, choice, begun } = job;
  const outcome: TurnOutcome = {};
  // Whatever ends the turn from here on, it is settled or given back.
  if (begun?.reserved?.reservation !== undefined) outcome.reservation = begun.reserved.reservation;
  const isIncognito = run.request.policy?.incognito === true;
  void run.writer.emit({
    type: "turn-start",
    at: begun?.at ?? run.deps.clock.now(),
    ...(choice.conversationId === undefined ? {} : { conversationId: choice.conversationId }),
    ...(isIncognito ? { incognito: true } : {}),
    ...(run.deps.demo ? { demo: true } : {}),
  });
  try {
    const known = begun ?? run.shared.decisions.take(run.request, run.writer.turnId);
    const prepared = prepare(job, outcome, known?.prepared);
    const first = await decide(job, prepared, { outcome, known: known?.decision });
    if (known?.failed !== undefined) tellFailed(run, first, known.failed);
    const ready = await compactWhenFull(run, prepared, { decision: first, ask: job.askAside });
    // The summary tells of turns that were not read: what rules say of it holds for this turn too.
    const isNews = ready !== prepared && prepared.context.unread > 0;
    const decision = isNews ? await decideAgain(job, ready, outcome) : first;
    const answer = await answerOf(run, ready, decision);
    finishTurn(job, outcome, answer);
  } catch (thrown) {
    // An abort wins over whatever error it surfaced as.
    const error = toOrchestratorError(run.signal.aborted ? run.signal.reason : thrown);
    if (error.code === "internal")
      run.deps.logger?.log("error", "A turn failed unexpectedly.", {
        turnId: run.writer.turnId,
        ...whereThrown(thrown),
      });
    failTurn(job, outcome, error);
  } finally {
    run.begunCall?.giveUp();
  }
}

/** Says what was asked before this turn began, by whoever handed it over. */
function tellFailed(run: TurnRun, { model }: Decision, { models, error }: NonNullable<KnownDecision["failed"]>): void {
  run.tally.attempts += models.length;
  for (const [index, from] of models.entries())
    void run.writer.emit({ type: "failover", from, to: models[index + 1] ?? model, error });
}

function prepare(job: TurnJob, outcome: TurnOutcome, known: PreparedTurn | undefined): PreparedTurn {
  const { run, storage, choice } = job;
  void run.writer.emit({ type: "status", phase: "validating" });
  // A call that was made is settled, whoever has left since.
  if (run.begunCall === undefined) run.signal.throwIfAborted();
  const prepared = known ?? prepareTurn(run.request, run.deps, { ...choice, ...run.origin, turnId: run.writer.turnId });
  outcome.prepared = prepared;
  for (const alert of prepared.alerts)
    void run.writer.emit({ type: "alert", alert: withConversation(alert, prepared) });
  refuseBlocked(prepared.alerts);
  storage.begin(prepared, { at: run.deps.clock.now() });
  return prepared;
}

async function decide(
  job: TurnJob,
  prepared: PreparedTurn,
  { outcome, known }: { readonly outcome: TurnOutcome; readonly known: Decision | undefined },
): Promise<Decision> {
  const { run } = job;
  const phases = new Set<string>();
  const onPhase = (phase: "classifying" | "routing", message?: string): void => {
    if (phases.has(phase) && message === undefined) return;
    phases.add(phase);
    void run.writer.emit({ type: "status", phase, ...(message === undefined ? {} : { message }) });
  };
  onPhase("classifying");
  const decision =
    known ??
    (await decideTurn(run.request, {
      deps: run.deps,
      shared: run.shared,
      prepared,
      turnId: run.writer.turnId,
      onPhase,
      signal: run.signal,
    }));
  onPhase("routing");
  outcome.decision = decision;
  if (decision.routerCost !== undefined)
    run.tally.routerCost = addCost(run.tally.routerCost ?? { usd: 0 }, decision.routerCost);
  void run.writer.emit({ type: "route-decided", decision });
  const reserved =
    (known === undefined ? undefined : job.begun?.reserved) ?? reserveBudget(run.request, decision, run.deps);
  if (reserved.reservation !== undefined) outcome.reservation = reserved.reservation;
  if (reserved.capUsd !== undefined) run.costCapUsd = reserved.capUsd;
  extendForSlowProvider(run, decision);
  void run.writer.emit({ type: "status", phase: "selecting" });
  return decision;
}

function decideAgain(job: TurnJob, prepared: PreparedTurn, outcome: TurnOutcome): Promise<Decision> {
  if (outcome.reservation !== undefined) job.run.deps.ledger?.release(outcome.reservation);
  delete outcome.reservation;
  return decide(job, prepared, { outcome, known: undefined });
}

function answerOf(run: TurnRun, prepared: PreparedTurn, decision: Decision): Promise<Answer> {
  if (decision.chain !== undefined) return runChain(run, prepared, decision.chain);
  const searches = wantsSearch(run.request, decision);
  const model = run.deps.catalogue.get(decision.model);
  const doesSearch = searches && model?.webSearch === true;
  const doesThink = run.request.think === true && model?.reasoning === true;
  const phase = doesSearch ? "searching" : doesThink ? "thinking" : "generating";
  const thinks = wantsReasoning(run.request, decision);
  const planFor: PlanFor = (models, writer) => planAnswer(run, prepared, { models, writer, phase, thinks, searches });
  void run.writer.emit({ type: "status", phase });
  if (decision.cascade !== undefined) return runCascade(run, { decision, question: prepared.prompt }, planFor);
  return askCandidates(run, planFor([decision.model, ...decision.fallbacks], run.writer));
}

/**
 * The web is searched where the caller says so, or where the question needs it and the model was left to us. A caller who
 * names the model or brings tools of its own decides alone.
 */
export function wantsSearch(request: TurnRequest, decision: Decision): boolean {
  const isOurs = AUTO_MODEL_NAMES.includes(request.model ?? "auto") && (request.tools ?? []).length === 0;
  return request.webSearch ?? request.web ?? (isOurs && decision.task === "websearch");
}

/** Reasoning is asked for where the user does, or where the work calls for it and the user leaves it open. */
export function wantsReasoning(request: TurnRequest, decision: Decision): boolean {
  if (request.think !== undefined) return request.think;
  const isHard =
    decision.difficulty >= 0.5 &&
    (decision.task === "math" || decision.task === "reasoning" || decision.task === "code");
  return isHard && decision.dial !== "economy";
}

/** A provider known to need longer gets it, unless the caller set a limit. */
function extendForSlowProvider(run: TurnRun, decision: Decision): void {
  const own = run.settings.providers[decision.provider]?.timeoutMs;
  if (own !== undefined && run.request.timeoutMs === undefined && run.begunCall === undefined) run.deadline.extend(own);
}

function withConversation<T extends object>(alert: T, prepared: PreparedTurn): T {
  return prepared.storage === undefined ? alert : { ...alert, conversationId: prepared.storage.conversationId };
}
