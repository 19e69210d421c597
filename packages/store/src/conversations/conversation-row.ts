import { OrchestratorError, type Conversation } from "@ai-orchestrator/contract";
import type { SQLOutputValue } from "node:sqlite";
import type { StoreContext } from "../store-context.ts";
import { costOf } from "./money.ts";
import { isoTime } from "./turn-row.ts";

/** Columns every read of conversations selects, for table alias `c`. */
export const CONVERSATION_COLUMNS = `c.rid, c.id, c.title, c.title_by, c.created_at, c.updated_at, c.deleted_at, c.pinned, c.archived, c.folder, c.system,
  c.draft, c.head_turn, c.turn_count, c.cost_nanos, c.cost_unknown, c.cost_estimated, c.last_model,
  (SELECT json_group_array(tag ORDER BY position) FROM conversation_tag WHERE conversation = c.rid) AS tags`;

/** A row of CONVERSATION_COLUMNS. */
export type ConversationRow = Readonly<Record<string, SQLOutputValue>>;

/** The conversation a row stands for. */
export function decodeConversation(row: ConversationRow, { codec }: Pick<StoreContext, "codec">): Conversation {
  const id = String(row.id);
  return {
    id,
    title: codec.open(row.title, `title|${id}`),
    titleBy: row.title_by as Conversation["titleBy"],
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    ...(row.folder === null ? {} : { folder: String(row.folder) }),
    tags: JSON.parse(String(row.tags)) as string[],
    ...(row.system === null ? {} : { system: codec.open(row.system, `system|${id}`) }),
    ...(row.head_turn === null ? {} : { headTurnId: String(row.head_turn) }),
    turnCount: Number(row.turn_count),
    ...(row.draft === null ? {} : { draft: codec.open(row.draft, `draft|${id}`) }),
    ...(row.deleted_at === null ? {} : { deletedAt: isoTime(row.deleted_at) }),
    cost: costOf(Number(row.cost_nanos), Number(row.cost_unknown), Number(row.cost_estimated)),
    ...(row.last_model === null ? {} : { lastModel: String(row.last_model) }),
  };
}

/** The row of a conversation, deleted or not; throws `not_found`. */
export function requireConversation(
  { database }: Pick<StoreContext, "database">,
  id: string,
): ConversationRow & { readonly rid: number } {
  const row = database.prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.id = ?`).get(id);
  if (row === undefined) throw conversationNotFound(id);
  return row as ConversationRow & { readonly rid: number };
}

/** The error for an id that no conversation has. */
export function conversationNotFound(id: string): OrchestratorError {
  return new OrchestratorError("not_found", `There is no conversation ${id}.`, {
    suggestion: "List them with `aio history list`.",
  });
}

/** The error for an id that no turn has. */
export function turnNotFound(id: string): OrchestratorError {
  return new OrchestratorError("not_found", `There is no turn ${id}.`, {
    suggestion: "Show the conversation with `aio history show`.",
  });
}
