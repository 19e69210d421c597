import { toOrchestratorError } from "@ai-orchestrator/contract";
import type { EngineDeps } from "../turns/engine-deps.ts";

/**
 * Keeps the head of a conversation on the first of compared turns, in the order asked, that has its whole answer: each
 * took the head as it began, and the last may fail. Told of every turn stored whole. A head that was moved elsewhere
 * meanwhile stays there; one that cannot be moved is logged and costs no answer.
 */
export function firstAnswerLeads(
  turnIds: readonly string[],
  { store, logger }: Pick<EngineDeps, "store" | "logger">,
): (turnId: string) => void {
  const whole = new Set<string>();
  return (turnId) => {
    whole.add(turnId);
    const leader = turnIds.find((id) => whole.has(id));
    try {
      const turn = store?.turn(turnId);
      const head = turn === undefined ? undefined : store?.get(turn.conversationId)?.headTurnId;
      if (turn === undefined || leader === undefined || head === undefined) return;
      if (head !== leader && turnIds.includes(head)) store?.update(turn.conversationId, { headTurnId: leader });
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      logger?.log("error", "The head of a conversation could not be moved.", {
        code: error.code,
        error: error.message,
      });
    }
  };
}
