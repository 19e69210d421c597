import {
  endOfTurn,
  OrchestratorError,
  type Decision,
  type TurnEvent,
  type TurnRequest,
  type TurnState,
} from "@ai-orchestrator/contract";
import { countCall, finishReasonOf, isContent, type TurnContext } from "./run-turn.ts";

/** A turn run to its end, for an answer that goes out whole. `onContent` sees what the answer consists of as it comes. Throws what a failed one ended with. */
export async function wholeTurn(
  request: TurnRequest,
  { orchestrator, signal, metrics, response }: TurnContext,
  onContent?: (event: TurnEvent) => void,
): Promise<TurnState> {
  const turn = orchestrator.stream(request, { signal });
  const state = await endOfTurn(turn, onContent === undefined ? undefined : contentTo(onContent));
  countCall({ metrics, response, state, streams: false });
  if (state.error !== undefined) throw OrchestratorError.fromJSON(state.error);
  const { finishReason } = state;
  if (finishReason === undefined) throw new OrchestratorError("internal", "The turn ended without an end.");
  const reason = finishReasonOf(
    finishReason,
    state.parts.some((part) => part.type === "tool-call"),
  );
  return reason === finishReason ? state : { ...state, finishReason: reason };
}

function contentTo(onContent: (event: TurnEvent) => void): (event: TurnEvent) => void {
  let decision: Decision | undefined;
  return (event) => {
    if (event.type === "route-decided") ({ decision } = event);
    if (isContent(event, decision)) onContent(event);
  };
}
