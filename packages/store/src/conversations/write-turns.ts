import { OrchestratorError, type ConversationStore, type StoredTurn } from "@ai-orchestrator/contract";
import { searchableText } from "../search/searchable-text.ts";
import type { StoreContext } from "../store-context.ts";
import { detachBytes, dropOtherAttachments, keepAttachments } from "./attachments.ts";
import { conversationNotFound, turnNotFound } from "./conversation-row.ts";
import { decodeTexts, encodeTurn, sealFacts, type EncodedTurn } from "./turn-row.ts";

/** Stores a question; its turn runs and is the conversation's head. Throws `not_found`, or `invalid_input` for an id that exists. */
export function beginTurn(context: StoreContext, turn: Parameters<ConversationStore["beginTurn"]>[0]): void {
  const { database, codec } = context;
  const conversation = database
    .prepare("SELECT rid, head_turn FROM conversation WHERE id = ?")
    .get(turn.conversationId);
  if (conversation === undefined) throw conversationNotFound(turn.conversationId);
  const rid = Number(conversation.rid);
  if (database.prepare("SELECT 1 FROM turn WHERE id = ?").get(turn.id) !== undefined) {
    throw new OrchestratorError("invalid_input", `A turn ${turn.id} exists already.`, {
      suggestion: "Use another turn id.",
    });
  }
  const parentId = turn.parentId === undefined ? conversation.head_turn : turn.parentId;
  const attachments = new Map<string, Uint8Array>();
  const question = detachBytes(turn.question, codec, attachments);
  const { lastInsertRowid } = database
    .prepare(
      "INSERT INTO turn (id, conversation, parent, created_at, status, owner, question, facts) VALUES (?, ?, ?, ?, 'running', ?, ?, ?)",
    )
    .run(
      turn.id,
      rid,
      parentId === null || parentId === undefined ? null : turnRid(context, String(parentId), rid),
      turn.at,
      context.registry.ownerId(),
      codec.seal(JSON.stringify(question), `question|${turn.id}`),
      turn.continues === true ? sealFacts({ continues: true }, turn.id, codec) : null,
    );
  keepAttachments(database, codec, Number(lastInsertRowid), attachments);
  database
    .prepare(
      "UPDATE conversation SET head_turn = ?, turn_count = turn_count + 1, updated_at = max(updated_at, ?) WHERE rid = ?",
    )
    .run(turn.id, turn.at, rid);
}

/** Writes a turn as it ended, in place of whatever was known of it; a turn never begun is added. Throws `not_found` if its conversation (or parent) is gone. */
export function finishTurn(context: StoreContext, turn: StoredTurn): void {
  const known = context.database
    .prepare(
      "SELECT rid, id, conversation, status, question, answer, facts, cost_nanos, cost_unknown, cost_estimated FROM turn WHERE id = ?",
    )
    .get(turn.id);
  if (known === undefined) {
    insertTurn(context, turn, { moveHead: true });
    return;
  }
  const rid = Number(known.rid);
  if (known.status !== "running") context.index.forgetTurn(rid, searchableText(decodeTexts(known, context)));
  const encoded = encodeTurn(turn, context);
  updateTurn(context, rid, turn, encoded);
  keepAttachments(context.database, context.codec, rid, encoded.attachments);
  dropOtherAttachments(context.database, rid, encoded.attachments);
  context.database.prepare("DELETE FROM journal WHERE turn = ?").run(rid);
  if (turn.status !== "running") context.index.addTurn(rid, searchableText(turn));
  const { money } = encoded;
  countTurn(context, Number(known.conversation), turn, {
    nanos: money.nanos - Number(known.cost_nanos),
    unknown: money.unknown - Number(known.cost_unknown),
    estimated: money.estimated - Number(known.cost_estimated),
    turns: 0,
  });
}

/** Adds a whole turn (an import, or one that skipped `beginTurn`). */
export function insertTurn(context: StoreContext, turn: StoredTurn, options: { readonly moveHead: boolean }): void {
  const { database } = context;
  const conversation = database.prepare("SELECT rid FROM conversation WHERE id = ?").get(turn.conversationId);
  if (conversation === undefined) throw conversationNotFound(turn.conversationId);
  const conversationRid = Number(conversation.rid);
  const parent = turn.parentId === undefined ? null : turnRid(context, turn.parentId, conversationRid);
  const encoded = encodeTurn(turn, context);
  const { lastInsertRowid } = database
    .prepare(
      "INSERT INTO turn (id, conversation, parent, created_at, status, owner, rating, question) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .run(
      turn.id,
      conversationRid,
      parent,
      Date.parse(turn.createdAt),
      turn.status,
      turn.status === "running" ? context.registry.ownerId() : null,
      turn.rating ?? null,
      encoded.question,
    );
  const rid = Number(lastInsertRowid);
  updateTurn(context, rid, turn, encoded);
  keepAttachments(database, context.codec, rid, encoded.attachments);
  if (turn.status !== "running") context.index.addTurn(rid, searchableText(turn));
  countTurn(context, conversationRid, turn, { ...encoded.money, turns: 1 });
  if (options.moveHead)
    database.prepare("UPDATE conversation SET head_turn = ? WHERE rid = ?").run(turn.id, conversationRid);
}

/** Sets or clears the rating; throws `not_found`. */
export function rateTurn(context: StoreContext, turnId: string, rating: "up" | "down" | null): void {
  const { changes } = context.database.prepare("UPDATE turn SET rating = ? WHERE id = ?").run(rating, turnId);
  if (changes === 0) throw turnNotFound(turnId);
}

function updateTurn(context: StoreContext, rid: number, turn: StoredTurn, encoded: EncodedTurn): void {
  context.database
    .prepare(
      `UPDATE turn SET status = ?, owner = CASE WHEN ?1 = 'running' THEN owner END, completed_at = ?, task = ?, model = ?, provider = ?,
         cost_nanos = ?, cost_unknown = ?, cost_estimated = ?, has_alert = ?, question = ?, answer = ?, decision = ?, facts = ?,
         rating = coalesce(?, rating)
       WHERE rid = ?`,
    )
    .run(
      turn.status,
      turn.completedAt === undefined ? null : Date.parse(turn.completedAt),
      turn.task ?? null,
      turn.model ?? null,
      turn.provider ?? null,
      encoded.money.nanos,
      encoded.money.unknown,
      encoded.money.estimated,
      (turn.alerts?.length ?? 0) > 0 ? 1 : 0,
      encoded.question,
      encoded.answer,
      encoded.decision,
      encoded.facts,
      turn.rating ?? null,
      rid,
    );
}

interface Delta {
  readonly nanos: number;
  readonly unknown: number;
  readonly estimated: number;
  readonly turns: number;
}

function countTurn(context: StoreContext, conversation: number, turn: StoredTurn, delta: Delta): void {
  context.database
    .prepare(
      `UPDATE conversation SET cost_nanos = cost_nanos + ?, cost_unknown = cost_unknown + ?, cost_estimated = cost_estimated + ?,
         turn_count = turn_count + ?, last_model = coalesce(?, last_model), updated_at = max(updated_at, ?) WHERE rid = ?`,
    )
    .run(
      delta.nanos,
      delta.unknown,
      delta.estimated,
      delta.turns,
      turn.model ?? null,
      Date.parse(turn.completedAt ?? turn.createdAt),
      conversation,
    );
}

function turnRid({ database }: StoreContext, id: string, conversation: number): number {
  const row = database.prepare("SELECT rid FROM turn WHERE id = ? AND conversation = ?").get(id, conversation);
  if (row === undefined) throw turnNotFound(id);
  return Number(row.rid);
}
