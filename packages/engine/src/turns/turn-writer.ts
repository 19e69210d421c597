import {
  initialTurnState,
  isLastEvent,
  reduceTurn,
  type TurnEvent,
  type TurnEventBody,
  type TurnState,
} from "@ai-orchestrator/contract";

/** Puts events of one turn into order: numbers them, folds them into the turn's state, hands each to every sink. */
export interface TurnWriter {
  readonly turnId: string;
  /** Emits one event; wait for the promise, if there is one, before the next. Anything after the last event is dropped. */
  emit(body: TurnEventBody): Promise<void> | undefined;
  /** The same turn, its events labelled as belonging to a chain step. */
  forStep(step: number): TurnWriter;
  /** The fold of everything emitted so far. */
  state(): TurnState;
}

/** A writer over `push` (the listener's queue) and `watch` (the journal). */
export function createTurnWriter(options: {
  readonly turnId: string;
  readonly push: (event: TurnEvent) => Promise<void> | undefined;
  readonly watch?: (event: TurnEvent) => void;
}): TurnWriter {
  const { turnId, push, watch } = options;
  let state = initialTurnState(turnId);
  let seq = 0;
  let hasEnded = false;
  const writer = (step: number | undefined): TurnWriter => ({
    turnId,
    emit(body) {
      if (hasEnded) return undefined;
      const event: TurnEvent = step === undefined ? { ...body, turnId, seq } : { ...body, turnId, seq, step };
      seq += 1;
      hasEnded = isLastEvent(event);
      state = reduceTurn(state, event);
      watch?.(event);
      return push(event);
    },
    forStep: (index) => writer(index),
    state: () => state,
  });
  return writer(undefined);
}
