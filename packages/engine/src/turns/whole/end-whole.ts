import { messageText, type ModelEvent, type TurnState } from "@ai-orchestrator/contract";
import { hearStart } from "../attempts/call-listener.ts";
import { tallyCall } from "../attempts/settle-call.ts";
import { analyzeAnswer, figuresOf, logUnwritten } from "../end-turn.ts";
import { auditTurn, bookUsage } from "../turn-ledger.ts";
import type { EnteredTurn } from "./enter-turn.ts";
import { plainAnswer, type PlainAnswer } from "./plain-answer.ts";

/** Events of a turn beside those of its answer: its start, its decision, its usage and its end. */
const EVENTS_BESIDE = 4;

/** Ends a turn whose call came to `events`: settled, booked and told as one state. Undefined, and nothing done, where the answer is not plain or the analyzer has something to say. */
export function endWhole(turn: EnteredTurn, events: readonly ModelEvent[]): TurnState | undefined {
  const { run, model, callStartedAt } = turn;
  const answer = plainAnswer(events, run.settings.maxAnswerChars);
  if (answer === undefined) return undefined;
  const now = run.deps.clock.monotonic();
  const elapsedMs = now - callStartedAt;
  try {
    if (!isUnremarkable(turn, answer)) return undefined;
    tallyCall(run, { model, usage: answer.end.usage, latencyMs: Math.round(elapsedMs) });
  } catch {
    // Met again, and told, on the ordinary way.
    return undefined;
  }
  run.tally.attempts = 1;
  run.tally.firstContentAt = now;
  settle(turn, answer, elapsedMs);
  const figures = figuresOf({ ...run, startedAt: turn.begun.startedAt });
  book(turn, figures.latencyMs);
  return stateOf(turn, answer, figures);
}

function isUnremarkable({ run, begun }: EnteredTurn, { parts }: PlainAnswer): boolean {
  const text = messageText({ role: "assistant", parts });
  if (text === "") return true;
  const { deps, writer } = run;
  return analyzeAnswer(text, { deps, turnId: writer.turnId, system: begun.prepared.system }).length === 0;
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
function book({ run, begun }: EnteredTurn, latencyMs: number): void {
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
    auditTurn({ ...booking, prompt: prepared.prompt, alerts: [], latencyMs, error: undefined });
  } catch (thrown) {
    logUnwritten(deps, "audit", thrown);
  }
}

/** The fold of the events that would have told of the turn. */
function stateOf(
  { run, begun, model }: EnteredTurn,
  { parts, end, events }: PlainAnswer,
  figures: ReturnType<typeof figuresOf>,
): TurnState {
  return {
    turnId: run.writer.turnId,
    status: "complete",
    incognito: run.request.policy?.incognito === true,
    demo: run.deps.demo ?? false,
    decision: begun.decision,
    parts,
    steps: [],
    failovers: [],
    alerts: [],
    model: model.key,
    provider: model.provider,
    finishReason: end.reason,
    startedAt: begun.at,
    ...figures,
    lastSeq: EVENTS_BESIDE - 1 + events,
  };
}
