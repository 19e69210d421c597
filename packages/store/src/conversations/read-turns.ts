import type { StoredTurn } from "@ai-orchestrator/contract";
import type { StoreContext } from "../store-context.ts";
import { requireConversation, turnNotFound } from "./conversation-row.ts";
import { selectTurns, TURN_COLUMNS } from "./select-turns.ts";

/** The branch that ends in a turn (the head by default), oldest first, or its newest turns alone; empty for a conversation without turns. */
export function branch(
  context: StoreContext,
  conversationId: string,
  { turnId, most = -1 }: { readonly turnId?: string | undefined; readonly most?: number | undefined },
): readonly StoredTurn[] {
  const conversation = requireConversation(context, conversationId);
  const end = turnId ?? conversation.head_turn;
  if (end === null || end === undefined) return [];
  const found = selectTurns(
    context,
    // Rows come out as the recursion finds them, from the leaf up (its queue is first in, first out); sorting them would copy every text.
    `WITH RECURSIVE ancestor (rid, parent) AS (
       SELECT rid, parent FROM turn WHERE id = ? AND conversation = ?
       UNION ALL SELECT t.rid, t.parent FROM ancestor a JOIN turn t ON t.rid = a.parent
     )
     SELECT ${TURN_COLUMNS} FROM ancestor a CROSS JOIN turn t ON t.rid = a.rid LIMIT ?`,
    end,
    conversation.rid,
    most,
  );
  if (found.length === 0 && most !== 0) throw turnNotFound(String(end));
  return found.reverse();
}

/** Ids of the branch that ends in a turn (the head by default), oldest first. */
export function branchIds(context: StoreContext, conversationId: string, turnId?: string): readonly string[] {
  const conversation = requireConversation(context, conversationId);
  const end = turnId ?? conversation.head_turn;
  if (end === null || end === undefined) return [];
  const statement = context.database.prepare(
    `WITH RECURSIVE ancestor (id, parent) AS (
       SELECT id, parent FROM turn WHERE id = ? AND conversation = ?
       UNION ALL SELECT t.id, t.parent FROM ancestor a JOIN turn t ON t.rid = a.parent
     )
     SELECT id FROM ancestor`,
  );
  statement.setReturnArrays(true);
  const found = (statement.all(end, conversation.rid) as unknown as readonly (readonly [string])[]).map(([id]) => id);
  if (found.length === 0) throw turnNotFound(String(end));
  return found.reverse();
}

/** One turn, or undefined. */
export function turn(context: StoreContext, turnId: string): StoredTurn | undefined {
  return selectTurns(context, `SELECT ${TURN_COLUMNS} FROM turn t WHERE t.id = ?`, turnId)[0];
}

/** Turns whose parent is `turnId` (null: that have none), oldest first. */
export function followers(context: StoreContext, conversationId: string, turnId: string | null): readonly StoredTurn[] {
  const { rid } = requireConversation(context, conversationId);
  // The plus keeps the index of the whole conversation out: a turn has few followers.
  const isAfter =
    turnId === null
      ? "t.conversation = ? AND t.parent IS NULL"
      : "+t.conversation = ? AND t.parent = (SELECT rid FROM turn WHERE id = ?)";
  return selectTurns(
    context,
    `SELECT ${TURN_COLUMNS} FROM turn t WHERE ${isAfter} ORDER BY t.created_at, t.rid`,
    rid,
    ...(turnId === null ? [] : [turnId]),
  );
}

/** Turns nothing follows, newest first. */
export function leaves(context: StoreContext, conversationId: string): readonly StoredTurn[] {
  const { rid } = requireConversation(context, conversationId);
  return selectTurns(
    context,
    `SELECT ${TURN_COLUMNS} FROM turn t WHERE t.conversation = ? AND NOT EXISTS (SELECT 1 FROM turn n WHERE n.parent = t.rid)
     ORDER BY t.created_at DESC, t.rid DESC`,
    rid,
  );
}

/** Every turn of a conversation in creation order. */
export function turns(context: StoreContext, conversationId: string): readonly StoredTurn[] {
  const { rid } = requireConversation(context, conversationId);
  return selectTurns(
    context,
    `SELECT ${TURN_COLUMNS} FROM turn t WHERE t.conversation = ? ORDER BY t.created_at, t.rid`,
    rid,
  );
}
