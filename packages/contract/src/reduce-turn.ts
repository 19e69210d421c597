import { foldParts } from "./fold-parts.ts";
import type { TurnEvent } from "./turn-event.ts";
import type { StepState, TurnState } from "./turn-state.ts";

/**
 * The one fold from events to what a surface shows. Pure; ignores events it has
 * already seen (seq ≤ lastSeq) and anything after the last event, so replays are safe.
 */
export function reduceTurn(state: TurnState, event: TurnEvent): TurnState {
  if (event.seq <= state.lastSeq || state.status !== "running") return state;
  const next = apply(state, event);
  // What `apply` made is this call's own: writing to it spares a second copy of the whole state for every event.
  return Object.assign(next === state ? { ...state } : next, { turnId: event.turnId, lastSeq: event.seq });
}

function apply(state: TurnState, event: TurnEvent): TurnState {
  switch (event.type) {
    case "turn-start":
      return {
        ...state,
        startedAt: event.at,
        incognito: event.incognito ?? false,
        demo: event.demo ?? false,
        ...(event.conversationId === undefined ? {} : { conversationId: event.conversationId }),
      };
    case "status":
      return applyStatus(state, event);
    case "route-decided":
      return { ...state, decision: event.decision, model: event.decision.model, provider: event.decision.provider };
    case "context": {
      const { type: _type, turnId: _turn, seq: _seq, step: _step, ...context } = event;
      return { ...state, context };
    }
    case "failover": {
      const { type: _type, turnId: _turn, seq: _seq, step: _step, ...failover } = event;
      return { ...state, model: event.to, failovers: [...state.failovers, failover] };
    }
    case "alert":
      return { ...state, alerts: [...state.alerts, event.alert] };
    case "usage":
      return { ...state, model: event.model, provider: event.provider };
    case "step-start":
    case "step-end":
      return applyStep(state, event);
    case "turn-end":
    case "turn-error":
      return applyLast(state, event);
    default:
      return applyContent(state, event);
  }
}

function applyStatus(state: TurnState, event: Extract<TurnEvent, { type: "status" }>): TurnState {
  return {
    ...withoutPhaseDetails(state),
    phase: event.phase,
    ...(event.message === undefined ? {} : { phaseMessage: event.message }),
    ...(event.progress === undefined ? {} : { progress: event.progress }),
  };
}

/** Most states have none, and leaving members out costs more than copying them. */
function withoutPhaseDetails(state: TurnState): TurnState {
  if (state.phaseMessage === undefined && state.progress === undefined) return state;
  const { phaseMessage: _message, progress: _progress, ...rest } = state;
  return rest;
}

function applyContent(state: TurnState, event: TurnEvent): TurnState {
  const parts = foldParts(state.parts, event);
  if (event.step === undefined) return parts === state.parts ? state : { ...state, parts };
  const step = state.steps[event.step];
  const stepParts = foldParts(step?.parts ?? [], event);
  if (step === undefined || stepParts === step.parts) return state;
  return { ...state, parts: stepParts, steps: state.steps.with(event.step, { ...step, parts: stepParts }) };
}

function applyStep(state: TurnState, event: Extract<TurnEvent, { type: "step-start" | "step-end" }>): TurnState {
  const index = event.step ?? state.steps.length;
  const steps = state.steps.slice();
  if (event.type === "step-start") {
    steps[index] = { role: event.role, title: event.title, model: event.model, provider: event.provider, parts: [] };
    return { ...state, steps, parts: [], model: event.model, provider: event.provider };
  }
  const step = steps[index];
  if (step === undefined) return state;
  const ended: StepState = { ...step, ok: event.ok, ...(event.error === undefined ? {} : { error: event.error }) };
  steps[index] = ended;
  return { ...state, steps };
}

function applyLast(state: TurnState, event: Extract<TurnEvent, { type: "turn-end" | "turn-error" }>): TurnState {
  const { phase: _phase, phaseMessage: _message, progress: _progress, ...rest } = state;
  if (event.type === "turn-error") {
    return {
      ...rest,
      status: event.error.code === "cancelled" ? "cancelled" : "failed",
      error: event.error,
      ...(event.usage === undefined ? {} : { usage: event.usage }),
      ...(event.cost === undefined ? {} : { cost: event.cost }),
      ...(event.attempts === undefined ? {} : { attempts: event.attempts }),
      ...(event.latencyMs === undefined ? {} : { latencyMs: event.latencyMs }),
    };
  }
  return {
    ...rest,
    status: "complete",
    model: event.model,
    provider: event.provider,
    finishReason: event.finishReason,
    usage: event.usage,
    cost: event.cost,
    latencyMs: event.latencyMs,
    attempts: event.attempts,
    ...(event.firstTokenMs === undefined ? {} : { firstTokenMs: event.firstTokenMs }),
  };
}
