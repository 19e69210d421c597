import type { ConversationStore } from "@ai-orchestrator/contract";
import { searchConversations } from "../search/search-conversations.ts";
import type { StoreContext } from "../store-context.ts";
import { addCompaction, compactions, undoCompaction } from "./compactions.ts";
import { CONVERSATION_COLUMNS, decodeConversation } from "./conversation-row.ts";
import {
  createConversation,
  deleteConversation,
  undeleteConversation,
  updateConversation,
} from "./edit-conversations.ts";
import { listConversations } from "./list-conversations.ts";
import { purgeConversations } from "./purge-conversations.ts";
import { branch, branchIds, followers, leaves, turn, turns } from "./read-turns.ts";
import { interruptedTurns, journalEvents, recoverTurns } from "./turn-journal.ts";
import { beginTurn, finishTurn, rateTurn } from "./write-turns.ts";

/** The port over SQLite: each writing method is one transaction, on disk when it returns (the journal excepted, which survives the process but not the machine). */
export function sqliteConversationStore(
  context: StoreContext,
  options: { readonly afterPurge: () => void },
): ConversationStore {
  const { database } = context;
  return {
    create: (made) => database.write("create the conversation", () => createConversation(context, made)),
    get: (id) =>
      database.read("read the conversation", () => {
        const row = database.prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.id = ?`).get(id);
        return row === undefined ? undefined : decodeConversation(row, context);
      }),
    list: (filter) => database.read("list conversations", () => listConversations(context, filter)),
    search: (filter) => database.read("search the history", () => searchConversations(context, filter)),
    update: (id, patch) => database.write("change the conversation", () => updateConversation(context, id, patch)),
    delete: (id) => database.write("delete the conversation", () => deleteConversation(context, id)),
    undelete: (id) => database.write("restore the conversation", () => undeleteConversation(context, id)),
    purge: (chosen) => {
      const count = database.read("purge conversations", () => purgeConversations(context, chosen));
      if (count > 0) options.afterPurge();
      return count;
    },
    branch: (id, turnId, most) => database.read("read the conversation", () => branch(context, id, { turnId, most })),
    branchIds: (id, turnId) => database.read("read the conversation", () => branchIds(context, id, turnId)),
    turn: (id) => database.read("read the turn", () => turn(context, id)),
    followers: (id, turnId) => database.read("read the conversation", () => followers(context, id, turnId)),
    leaves: (id) => database.read("read the branches", () => leaves(context, id)),
    turns: (id) => database.read("read the conversation", () => turns(context, id)),
    beginTurn: (begun) => database.write("store the question", () => beginTurn(context, begun)),
    journal: (turnId, events) =>
      database.writeRelaxed("store the partial answer", () => journalEvents(context, turnId, events)),
    finishTurn: (finished) => database.write("store the answer", () => finishTurn(context, finished)),
    interrupted: () => {
      if (context.registry.dead().length > 0) database.write("recover interrupted turns", () => recoverTurns(context));
      return database.read("read interrupted turns", () => interruptedTurns(context));
    },
    rate: (turnId, rating) => database.write("rate the answer", () => rateTurn(context, turnId, rating)),
    addCompaction: (made) => database.write("store the summary", () => addCompaction(context, made)),
    compactions: (id) => database.read("read summaries", () => compactions(context, id)),
    undoCompaction: (id) => database.write("undo the summary", () => undoCompaction(context, id)),
  };
}
