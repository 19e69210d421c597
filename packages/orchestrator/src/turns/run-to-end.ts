import { endOfTurn, messageText, OrchestratorError, type TurnResult, type TurnStream } from "@ai-orchestrator/contract";

/** Runs a turn to its end. Throws OrchestratorError if it failed. */
export async function runToEnd(stream: TurnStream): Promise<TurnResult> {
  const state = await endOfTurn(stream);
  if (state.error !== undefined) throw OrchestratorError.fromJSON(state.error);
  return { ...state, text: messageText({ role: "assistant", parts: state.parts }) };
}
