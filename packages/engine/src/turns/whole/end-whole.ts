import { messageText, type Alert, type ModelEvent, type TurnState } from "@ai-orchestrator/contract";
import { hearStart } from "../attempts/call-listener.ts";
import { tallyCall } from "../attempts/settle-call.ts";
import { analyzeAnswer, figuresOf, logUnwritten } from "../end-turn.ts";
import { auditTurn, bookUsage } from "../turn-ledger.ts";
import type { EnteredTurn } from "./enter-turn.ts";
import { plainAnswer, type PlainAnswer } from "./plain-answer.ts";

/** Events of a turn beside those of its answer: its start, its decision, its usage and its end. */
const EVENTS_BESIDE = 4;

/** What a turn that is over has used, and what was found in its answer. */
type Told = ReturnType<typeof figuresOf> & Pick<TurnState, "alerts">;

/** Ends a turn whose call came to `events`: settled, booked and told as one state. Undefined, and nothing done, where the answer is not plain or the policy blocks it. */
export function endWhole(turn: EnteredTurn, events: readonly ModelEvent[]): TurnState | undefined {
  const { run, model, callStartedAt } = turn;
  const answer = plainAnswer(events, run.settings.maxAnswerChars);
  if (answer === undefined) return undefined;
  const now = run.deps.clock.monotonic();
  const elapsedMs = now - callStartedAt;
  let alerts: readonly Alert[];
  try {
    alerts = alertsOf(turn, answer);
    if (alerts.some(({ action }) => action === "block")) return undefined;
    tallyCall(run, { model, usage: answer.end.usage, latencyMs: Math.round(elapsedMs) });
  } catch {
    // Met again, and told, on the ordinary way.
    return undefined;
  }
  run.tally.attempts = 1;
  run.tally.firstContentAt = now;
  settle(turn, answer, elapsedMs);
  const figures = figuresOf({ ...run, startedAt: turn.begun.startedAt });
  const told = { alerts, ...figures };
  book(turn, told);
  return stateOf(turn, answer, told);
}

const NO_ALERTS: readonly Alert[] = [];

function alertsOf({ run, begun }: EnteredTurn, { parts }: PlainAnswer): readonly Alert[] {
  const text = messageText({ role: "assistant", parts });
  if (text === "") return NO_ALERTS;
  const { deps, writer } = run;
  return analyzeAnswer(text, { deps, turnId: writer.turnId, system: begun.prepared.system });
}

/** Tells limiter, breaker and latency record how the call went. */
function settle({ run, model, permit, admission }: EnteredTurn, { start, end }: PlainAnswer, elapsedMs: number): void {
  const { shared } = run;
  if (start !== undefined) hearStart(shared, model, start);
  permit.correct(end.usage.inputTokens + end.usage.outputTokens);
  shared.latency.answered(model.key, elapsedMs);
  admission.succeed();
  shared.refusals.clear(model);
}

/** Writes usage and audit: one that cannot be written must not lose the other. */
function book({ run, begun }: EnteredTurn, { alerts, latencyMs }: Told): void {
  const { deps, request, tally, writer } = run;
  const { decision, prepared, reserved } = begun;
  const booking = {
    deps,
    request,
    turnId: writer.turnId,
    conversationId: undefined,
    tally,
    reservation: reserved?.reservation,
    decision,
  };
  try {
    bookUsage(booking);
  } catch (thrown) {
    logUnwritten(deps, "usage", thrown);
  }
  try {
    auditTurn({ ...booking, prompt: prepared.prompt, alerts, latencyMs, error: undefined });
  } catch (thrown) {
    logUnwritten(deps, "audit", thrown);
  }
}

/** The fold of the events that would have told of the turn. */
function stateOf({ run, begun, model }: EnteredTurn, { parts, end, events }: PlainAnswer, told: Told): TurnState {
  return {
    turnId: run.writer.turnId,
    status: "complete",
    incognito: run.request.policy?.incognito === true,
    demo: run.deps.demo ?? false,
    decision: begun.decision,
    parts,
    steps: [],
    failovers: [],
    model: model.key,
    provider: model.provider,
    finishReason: end.reason,
    startedAt: begun.at,
    ...told,
    lastSeq: EVENTS_BESIDE - 1 + events + told.alerts.length,
  };
}
