import { OrchestratorError, reduceTurn, type TurnEvent, type TurnState, type Usage } from "@ai-orchestrator/contract";
import type { FaceRequest } from "./face-request.ts";
import type { BegunTurn } from "./run-turn.ts";

/** A turn to its end, for an answer that goes out whole. `onEvent` sees each event. Throws what a failed one ended with. */
export async function collectTurn(turn: BegunTurn, onEvent?: (event: TurnEvent) => void): Promise<TurnState> {
  let { state } = turn;
  for await (const event of turn.events) {
    state = reduceTurn(state, event);
    onEvent?.(event);
    if (event.type === "turn-error") throw OrchestratorError.fromJSON(event.error);
  }
  return state;
}

/** Usage of an answer with several choices: the question is read once, what is written adds up. */
export function usageOfChoices(usages: readonly [Usage, ...Usage[]]): Usage {
  return usages.reduce((sum, one) => ({
    ...sum,
    inputTokens: Math.max(sum.inputTokens, one.inputTokens),
    outputTokens: sum.outputTokens + one.outputTokens,
    reasoningTokens: sum.reasoningTokens + one.reasoningTokens,
  }));
}

/** The decision in the answer's body, for callers that asked for it. */
export function decisionField(
  { wantsDecision }: FaceRequest,
  { decision }: Pick<TurnState, "decision">,
  { cost }: Pick<TurnState, "cost">,
): { readonly aio?: unknown } {
  return wantsDecision ? { aio: { decision, cost } } : {};
}
