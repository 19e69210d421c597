import { OrchestratorError, type ConversationStore, type TurnRequest } from "@ai-orchestrator/contract";
import { CONTINUE_INSTRUCTION } from "../turns/continue-instruction.ts";
import type { TurnOrigin } from "../turns/turn-run.ts";

/**
 * The request that continues a turn that was interrupted, failed or cancelled: a new turn after it that goes on from the
 * partial answer, or, where nothing was answered yet, the same question again. Throws `not_found` or `invalid_input`.
 */
export function resumeRequest(
  turnId: string,
  store: ConversationStore | undefined,
): { readonly request: TurnRequest; readonly origin?: TurnOrigin } {
  const turn = store?.turn(turnId);
  if (turn === undefined)
    throw new OrchestratorError("not_found", `There is no turn ${turnId}.`, {
      suggestion: "List what there is with `aio history list`.",
    });
  if (turn.status === "complete")
    throw new OrchestratorError("invalid_input", "That answer is complete; there is nothing to continue.", {
      suggestion: "Ask a new question in the conversation.",
    });
  if (turn.status === "running")
    throw new OrchestratorError("invalid_input", "That turn is still running.", {
      suggestion: "Cancel it first, or wait for it.",
    });
  const hasText = turn.answer.some((part) => part.type === "text" && part.text.trim() !== "");
  if (!hasText) return { request: { regenerateTurnId: turnId, ...modelOf(turn.model) } };
  return {
    request: {
      conversationId: turn.conversationId,
      parentTurnId: turn.id,
      prompt: CONTINUE_INSTRUCTION,
      chain: false,
      cascade: false,
      ...modelOf(turn.model),
    },
    origin: { continues: true },
  };
}

function modelOf(model: string | undefined): { readonly model?: string } {
  return model === undefined ? {} : { model };
}
