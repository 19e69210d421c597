import { endOfTurn, messageText, OrchestratorError, type TurnState, type TurnStream } from "@ai-orchestrator/contract";

/** Runs a turn to its end. Resolves to its text and state; throws the turn's error. */
export async function runToText(stream: TurnStream): Promise<TurnState & { readonly text: string }> {
  const state = await endOfTurn(stream);
  if (state.error !== undefined) throw OrchestratorError.fromJSON(state.error);
  return { ...state, text: messageText({ role: "assistant", parts: state.parts }) };
}
