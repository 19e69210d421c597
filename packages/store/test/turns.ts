import type { StoredTurn } from "@ai-orchestrator/contract";

/** A finished turn. */
export function finishedTurn(turn: Partial<StoredTurn> & Pick<StoredTurn, "id" | "conversationId">): StoredTurn {
  return {
    createdAt: "2026-01-01T00:00:00.000Z",
    completedAt: "2026-01-01T00:00:01.000Z",
    status: "complete",
    question: [{ type: "text", text: "a question" }],
    answer: [{ type: "text", text: "an answer" }],
    ...turn,
  };
}
