import type { Conversations, ConversationStore } from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";
import { realRandomness } from "../wiring/real-world.ts";
import { lateStream } from "./late-turn.ts";
import { refuseRating } from "./refuse-rating.ts";

/** The store's methods as every surface sees them: asynchronous, and opened on first use. */
export function conversationsOver(
  store: () => Promise<ConversationStore>,
  engine: () => Promise<Engine>,
): Conversations {
  return {
    create: async (options) => (await store()).create(options),
    get: async (id) => (await store()).get(id),
    list: async (filter) => (await store()).list(filter),
    search: async (filter) => (await store()).search(filter),
    update: async (id, patch) => (await store()).update(id, patch),
    delete: async (id) => (await store()).delete(id),
    undelete: async (id) => (await store()).undelete(id),
    purge: async (options) => (await store()).purge(options),
    branch: async (conversationId, turnId, most) => (await store()).branch(conversationId, turnId, most),
    branchIds: async (conversationId, turnId) => (await store()).branchIds(conversationId, turnId),
    turn: async (turnId) => (await store()).turn(turnId),
    leaves: async (conversationId) => (await store()).leaves(conversationId),
    turns: async (conversationId) => (await store()).turns(conversationId),
    interrupted: async () => (await store()).interrupted(),
    rate: async (turnId, rating) => {
      const kept = await store();
      const turn = kept.turn(turnId);
      if (turn !== undefined) refuseRating(turn, rating, `Turn ${turnId}`);
      return kept.rate(turnId, rating);
    },
    compactions: async (conversationId) => (await store()).compactions(conversationId),
    undoCompaction: async (id) => (await store()).undoCompaction(id),
    compact: async (conversationId, options) => (await engine()).compact(conversationId, options),
    resume: (turnId, options) => lateStream(realRandomness.id(), async () => (await engine()).resume(turnId, options)),
  };
}
