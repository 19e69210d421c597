import { OrchestratorError, type StoredTurn } from "@ai-orchestrator/contract";

/** Throws `invalid_input` where a rating would be of an answer that never came; a rating can always be taken back. */
export function refuseRating(turn: StoredTurn, rating: "up" | "down" | null, which: string): void {
  if (rating === null || turn.answer.length > 0) return;
  const ending = turn.error === undefined ? "" : `: it ended with "${turn.error.message.replace(/\.$/u, "")}"`;
  throw new OrchestratorError("invalid_input", `${which} has no answer to rate${ending}.`, {
    suggestion: "Rate a turn that was answered (aio history show, then aio rate up --turn ID), or ask again: aio again",
  });
}
