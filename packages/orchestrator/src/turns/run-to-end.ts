import {
  initialTurnState,
  messageText,
  OrchestratorError,
  reduceTurn,
  type TurnResult,
  type TurnStream,
} from "@ai-orchestrator/contract";

/** Runs a turn to its end. Throws OrchestratorError if it failed. */
export async function runToEnd(stream: TurnStream): Promise<TurnResult> {
  let state = initialTurnState(stream.turnId);
  for await (const event of stream) state = reduceTurn(state, event);
  if (state.error !== undefined) throw OrchestratorError.fromJSON(state.error);
  return { ...state, text: messageText({ role: "assistant", parts: state.parts }) };
}
