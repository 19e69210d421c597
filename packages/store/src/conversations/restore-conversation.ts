import type { Conversation, StoredTurn } from "@ai-orchestrator/contract";
import type { ExportedConversation } from "../export/history-file.ts";
import type { StoreContext } from "../store-context.ts";
import { addCompaction } from "./compactions.ts";
import { turnNotFound } from "./conversation-row.ts";
import { replaceTags } from "./edit-conversations.ts";
import { finishTurn, insertTurn } from "./write-turns.ts";
import { turn as readTurn } from "./read-turns.ts";

/** What adding a conversation did. */
export interface Restored {
  readonly outcome: "added" | "extended" | "unchanged";
  readonly turnsAdded: number;
}

/**
 * Adds a whole conversation under its own ids. One that is here already gains the turns it lacks; with `replaceAnswers`,
 * answers that grew are taken over. What the user changed here (title, tags, branch) stays.
 */
export function restoreConversation(
  context: StoreContext,
  exported: ExportedConversation,
  options: { readonly replaceAnswers: boolean },
): Restored {
  const { database } = context;
  const { conversation } = exported;
  const known = database.prepare("SELECT rid, head_turn FROM conversation WHERE id = ?").get(conversation.id);
  if (known === undefined) insertConversation(context, conversation);
  const added: StoredTurn[] = [];
  let turnsReplaced = 0;
  for (const turn of exported.turns) {
    const present = database.prepare("SELECT 1 FROM turn WHERE id = ?").get(turn.id) !== undefined;
    if (!present) {
      insertTurn(context, withoutParent(ended(turn)), { moveHead: false });
      added.push(turn);
    } else if (options.replaceAnswers && hasGrown(context, turn)) {
      finishTurn(context, turn);
      turnsReplaced += 1;
    }
  }
  for (const turn of added) linkParent(context, turn);
  const compacted = addMissingCompactions(context, exported);
  if (known === undefined) setFinalState(context, conversation);
  else if (
    added.length > 0 &&
    exported.turns.some((turn) => turn.id === known.head_turn) &&
    conversation.headTurnId !== undefined
  ) {
    database
      .prepare("UPDATE conversation SET head_turn = ? WHERE rid = ?")
      .run(conversation.headTurnId, Number(known.rid));
  }
  if (known === undefined) return { outcome: "added", turnsAdded: added.length };
  return { outcome: added.length + turnsReplaced + compacted > 0 ? "extended" : "unchanged", turnsAdded: added.length };
}

function insertConversation(context: StoreContext, conversation: Conversation): void {
  const { id, title } = conversation;
  const { codec } = context;
  const sealed = (column: string, text: string | undefined): ReturnType<typeof codec.seal> =>
    text === undefined ? null : codec.seal(text, `${column}|${id}`);
  const { lastInsertRowid } = context.database
    .prepare(
      `INSERT INTO conversation (id, title, title_by, created_at, updated_at, deleted_at, pinned, archived, folder, system, draft)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      codec.seal(title, `title|${id}`),
      conversation.titleBy,
      Date.parse(conversation.createdAt),
      Date.parse(conversation.updatedAt),
      conversation.deletedAt === undefined ? null : Date.parse(conversation.deletedAt),
      conversation.pinned ? 1 : 0,
      conversation.archived ? 1 : 0,
      conversation.folder ?? null,
      sealed("system", conversation.system),
      sealed("draft", conversation.draft),
    );
  context.index.addTitle(Number(lastInsertRowid), title);
  replaceTags(context, Number(lastInsertRowid), conversation.tags);
}

/** Adding turns moved these; the conversation itself knows better. */
function setFinalState({ database }: StoreContext, conversation: Conversation): void {
  const head = conversation.headTurnId ?? null;
  database
    .prepare(
      `UPDATE conversation SET updated_at = ?, last_model = coalesce(?, last_model),
         head_turn = coalesce(?, (SELECT t.id FROM turn t WHERE t.conversation = conversation.rid ORDER BY t.created_at DESC, t.rid DESC LIMIT 1))
       WHERE id = ?`,
    )
    .run(Date.parse(conversation.updatedAt), conversation.lastModel ?? null, head, conversation.id);
}

function addMissingCompactions(context: StoreContext, exported: ExportedConversation): number {
  const missing = exported.compactions.filter(
    ({ id }) => context.database.prepare("SELECT 1 FROM compaction WHERE id = ?").get(id) === undefined,
  );
  for (const compaction of missing) addCompaction(context, compaction);
  return missing.length;
}

function hasGrown(context: StoreContext, turn: StoredTurn): boolean {
  const stored = readTurn(context, turn.id);
  return stored !== undefined && JSON.stringify(stored.answer) !== JSON.stringify(turn.answer);
}

/** A turn that ran when it was exported runs no more. */
function ended(turn: StoredTurn): StoredTurn {
  return turn.status === "running" ? { ...turn, status: "interrupted" } : turn;
}

/** Turns keep the order they are given in, even if a clock once made a turn older than its parent: parents are linked when all are there. */
function withoutParent(turn: StoredTurn): StoredTurn {
  const { parentId: _parent, ...rest } = turn;
  return rest;
}

function linkParent({ database }: StoreContext, turn: StoredTurn): void {
  if (turn.parentId === undefined) return;
  const { changes } = database
    .prepare(
      "UPDATE turn SET parent = p.rid FROM turn p WHERE turn.id = ? AND p.id = ? AND p.conversation = turn.conversation",
    )
    .run(turn.id, turn.parentId);
  if (changes === 0) throw turnNotFound(turn.parentId);
}
