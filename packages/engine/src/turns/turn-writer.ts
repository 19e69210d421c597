import {
  initialTurnState,
  isLastEvent,
  reduceTurn,
  type ContentEvent,
  type TurnEvent,
  type TurnEventBody,
  type TurnPhase,
  type TurnState,
} from "@ai-orchestrator/contract";

/** Puts events of one turn into order: numbers them, folds them into the turn's state, hands each to every sink. */
export interface TurnWriter {
  readonly turnId: string;
  /** Emits one event; wait for the promise, if there is one, before the next. Anything after the last event is dropped. */
  emit(body: TurnEventBody): Promise<void> | undefined;
  /** The same turn, its events labelled as belonging to a chain step. */
  forStep(step: number): TurnWriter;
  /** The fold of everything emitted so far, what is held included. */
  state(): TurnState;
  /** What the turn is doing, by the last status emitted. */
  phase(): TurnPhase | undefined;
  /** From the first content on, events wait for `settle`: for an answer that must be read before anybody gets it. */
  hold(): void;
  /** Ends holding: what waits goes out in order, the content only if it `passes`. */
  settle(passes: boolean): void;
}

/** What a withheld answer consists of; the other events tell how the turn went. */
const CONTENT: ReadonlySet<TurnEvent["type"]> = new Set<ContentEvent["type"]>([
  "reasoning-start",
  "reasoning-delta",
  "reasoning-end",
  "text-start",
  "text-delta",
  "text-end",
  "tool-call-start",
  "tool-call-delta",
  "tool-call",
  "source",
  "image",
  "file",
]);

/** True for what an answer consists of. */
export function isContent(body: TurnEventBody): boolean {
  return CONTENT.has(body.type);
}

/** A writer over `push` (the listener's queue; statuses concern nobody without one) and `watch` (the journal). */
export function createTurnWriter(options: {
  readonly turnId: string;
  readonly push?: ((event: TurnEvent) => Promise<void> | undefined) | undefined;
  readonly watch?: (event: TurnEvent) => void;
}): TurnWriter {
  const { turnId, push, watch } = options;
  let state = initialTurnState(turnId);
  let seq = 0;
  let hasEnded = false;
  let held: { readonly body: TurnEventBody; readonly step: number | undefined }[] | undefined;
  /** The fold with what is held. */
  let ahead: TurnState | undefined;
  let phase: TurnPhase | undefined;
  const eventOf = (body: TurnEventBody, step: number | undefined, at: number): TurnEvent =>
    step === undefined ? { ...body, turnId, seq: at } : { ...body, turnId, seq: at, step };
  const deliver = (body: TurnEventBody, step: number | undefined): Promise<void> | undefined => {
    if (hasEnded) return undefined;
    const event = eventOf(body, step, seq);
    seq += 1;
    hasEnded = isLastEvent(event);
    state = reduceTurn(state, event);
    watch?.(event);
    return push?.(event);
  };
  const writer = (step: number | undefined): TurnWriter => ({
    turnId,
    emit(body) {
      if (body.type === "status") {
        ({ phase } = body);
        if (push === undefined) return undefined;
      }
      if (held === undefined || (held.length === 0 && !CONTENT.has(body.type))) return deliver(body, step);
      ahead = reduceTurn(ahead ?? state, eventOf(body, step, seq + held.length));
      held.push({ body, step });
      return undefined;
    },
    forStep: (index) => writer(index),
    state: () => ahead ?? state,
    phase: () => phase,
    hold() {
      held ??= [];
    },
    settle(passes) {
      const waiting = held ?? [];
      held = undefined;
      ahead = undefined;
      for (const one of waiting) if (passes || !CONTENT.has(one.body.type)) void deliver(one.body, one.step);
    },
  });
  return writer(undefined);
}
