import { OrchestratorError, type StoredTurn } from "@ai-orchestrator/contract";
import type { Store } from "@ai-orchestrator/store";

/** The turn a conversation (the newest by default) ends in; undefined if nothing is stored. */
export function lastTurn({ conversations }: Store, conversationId?: string): StoredTurn | undefined {
  const id = conversationId ?? conversations.list({ limit: 1 }).items[0]?.id;
  return id === undefined ? undefined : conversations.branch(id, undefined, 1)[0];
}

/** The turn named, or the last one. Throws `not_found`; `what` is what cannot be done to it. */
export function turnOr(store: Store, turnId: string | undefined, what: string): StoredTurn {
  const turn = turnId === undefined ? lastTurn(store) : store.conversations.turn(turnId);
  if (turn !== undefined) return turn;
  throw new OrchestratorError("not_found", `There is no turn ${turnId ?? `to ${what}`}.`, {
    suggestion: turnId === undefined ? 'Ask something first: aio "Hello"' : "Its id is in aio history show.",
  });
}
