import type { TurnStream } from "./orchestrator.ts";
import { reduceTurn } from "./reduce-turn.ts";
import type { TurnEvent } from "./turn-event.ts";
import { initialTurnState, type TurnState } from "./turn-state.ts";

/** Runs a turn to its end: the fold of its events, a failed one's too. `onEvent` sees each. */
export async function endOfTurn(turn: TurnStream, onEvent?: (event: TurnEvent) => void): Promise<TurnState> {
  if (turn.toEnd !== undefined) return await turn.toEnd(onEvent);
  let state = initialTurnState(turn.turnId);
  for await (const event of turn) {
    state = reduceTurn(state, event);
    onEvent?.(event);
  }
  return state;
}
