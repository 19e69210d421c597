import type { Conversation, ConversationFilter, Page } from "@ai-orchestrator/contract";
import { matchExpression, parseQuery } from "../search/match-query.ts";
import type { StoreContext } from "../store-context.ts";
import {
  allOf,
  conversationConditions,
  someTurnConditions,
  timeConditions,
  type Conditions,
} from "./conversation-filter.ts";
import { CONVERSATION_COLUMNS, decodeConversation } from "./conversation-row.ts";
import { pageLimit, readCursor, writeCursor } from "./page-cursor.ts";

/**
 * Conversations by last activity, newest first. Pages go by place, not by number: whatever is written meanwhile,
 * a conversation that did not change appears exactly once.
 */
export function listConversations(context: StoreContext, filter: ConversationFilter = {}): Page<Conversation> {
  const limit = pageLimit(filter.limit);
  const after = readCursor(filter.cursor, 2);
  const where = allOf(
    conversationConditions(filter),
    someTurnConditions(filter),
    timeConditions("c.updated_at", filter),
    queryConditions(context, filter.query),
    after === undefined ? { sql: [], params: [] } : { sql: ["(c.updated_at, c.rid) < (?, ?)"], params: after },
  );
  const sql = `SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE ${where.sql.join(" AND ")} ORDER BY c.updated_at DESC, c.rid DESC LIMIT ?`;
  const rows = context.database.prepare(sql).all(...where.params, limit + 1);
  const items = rows.slice(0, limit).map((row) => decodeConversation(row, context));
  const last = rows[limit - 1];
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: writeCursor([Number(last.updated_at), Number(last.rid)]) };
}

function queryConditions(context: StoreContext, query: string | undefined): Conditions {
  if (query === undefined || query.trim() === "") return { sql: [], params: [] };
  const match = matchExpression(parseQuery(query), context);
  if (match === undefined) return { sql: ["0"], params: [] };
  return {
    sql: [
      `(c.rid IN (SELECT rowid FROM search_title WHERE search_title MATCH ?)
        OR EXISTS (SELECT 1 FROM turn t INDEXED BY turn_order
          WHERE t.conversation = c.rid AND t.rid IN (SELECT rowid FROM search_turn WHERE search_turn MATCH ?)))`,
    ],
    params: [match, match],
  };
}
