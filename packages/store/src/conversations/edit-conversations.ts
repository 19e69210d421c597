import {
  OrchestratorError,
  type Conversation,
  type ConversationPatch,
  type ConversationStore,
} from "@ai-orchestrator/contract";
import type { SQLInputValue } from "node:sqlite";
import type { StoreContext } from "../store-context.ts";
import { decodeConversation, requireConversation, turnNotFound, type ConversationRow } from "./conversation-row.ts";

/** Makes an empty conversation. A title given here is the user's. */
export function createConversation(
  context: StoreContext,
  options: NonNullable<Parameters<ConversationStore["create"]>[0]> = {},
): Conversation {
  const { database, codec, index } = context;
  const id = options.id ?? context.newId();
  const title = options.title ?? "";
  const at = context.now();
  if (database.prepare("SELECT 1 FROM conversation WHERE id = ?").get(id) !== undefined) {
    throw new OrchestratorError("invalid_input", `A conversation ${id} exists already.`, {
      suggestion: "Leave the id out.",
    });
  }
  const { lastInsertRowid } = database
    .prepare(
      "INSERT INTO conversation (id, title, title_by, created_at, updated_at, folder, system) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .run(
      id,
      codec.seal(title, `title|${id}`),
      options.title === undefined ? "none" : "user",
      at,
      at,
      options.folder ?? null,
      options.system === undefined ? null : codec.seal(options.system, `system|${id}`),
    );
  index.addTitle(Number(lastInsertRowid), title);
  return decodeConversation(requireConversation(context, id), context);
}

/** Changes what the patch names. None of it counts as activity: the place in the list stays. */
export function updateConversation(context: StoreContext, id: string, patch: ConversationPatch): Conversation {
  const row = requireConversation(context, id);
  const columns = new Map<string, SQLInputValue>();
  if (patch.pinned !== undefined) columns.set("pinned", patch.pinned ? 1 : 0);
  if (patch.archived !== undefined) columns.set("archived", patch.archived ? 1 : 0);
  if (patch.folder !== undefined) columns.set("folder", patch.folder);
  if (patch.system !== undefined) columns.set("system", sealed(context, "system", id, patch.system));
  if (patch.draft !== undefined)
    columns.set("draft", sealed(context, "draft", id, patch.draft === "" ? null : patch.draft));
  if (patch.headTurnId !== undefined) columns.set("head_turn", requireTurnOf(context, row.rid, patch.headTurnId));
  if (patch.title !== undefined && !(row.title_by === "user" && patch.titleBy === "auto"))
    retitle(context, row, { title: patch.title, by: patch.titleBy ?? "user" });
  if (columns.size > 0) {
    const assignments = [...columns.keys()].map((column) => `${column} = ?`).join(", ");
    context.database.prepare(`UPDATE conversation SET ${assignments} WHERE rid = ?`).run(...columns.values(), row.rid);
  }
  if (patch.tags !== undefined) replaceTags(context, row.rid, patch.tags);
  return decodeConversation(requireConversation(context, id), context);
}

/** Hides a conversation; repeated, nothing changes. */
export function deleteConversation(context: StoreContext, id: string): void {
  const row = requireConversation(context, id);
  if (row.deleted_at === null)
    context.database.prepare("UPDATE conversation SET deleted_at = ? WHERE rid = ?").run(context.now(), row.rid);
}

/** Shows a hidden conversation again. */
export function undeleteConversation(context: StoreContext, id: string): Conversation {
  const row = requireConversation(context, id);
  context.database.prepare("UPDATE conversation SET deleted_at = NULL WHERE rid = ?").run(row.rid);
  return decodeConversation(requireConversation(context, id), context);
}

/** Sets the tags, in order, each once. */
export function replaceTags({ database }: StoreContext, rid: number, tags: readonly string[]): void {
  database.prepare("DELETE FROM conversation_tag WHERE conversation = ?").run(rid);
  for (const [position, tag] of [...new Set(tags)].entries()) {
    database
      .prepare("INSERT INTO conversation_tag (conversation, tag, position) VALUES (?, ?, ?)")
      .run(rid, tag, position);
  }
}

function retitle(
  context: StoreContext,
  row: ConversationRow & { readonly rid: number },
  to: { readonly title: string; readonly by: "auto" | "user" },
): void {
  const id = String(row.id);
  context.index.forgetTitle(row.rid, context.codec.open(row.title, `title|${id}`));
  context.index.addTitle(row.rid, to.title);
  context.database
    .prepare("UPDATE conversation SET title = ?, title_by = ? WHERE rid = ?")
    .run(context.codec.seal(to.title, `title|${id}`), to.by, row.rid);
}

function sealed({ codec }: StoreContext, column: string, id: string, text: string | null): SQLInputValue {
  return text === null ? null : codec.seal(text, `${column}|${id}`);
}

function requireTurnOf({ database }: StoreContext, conversation: number, turnId: string): string {
  if (database.prepare("SELECT 1 FROM turn WHERE id = ? AND conversation = ?").get(turnId, conversation) === undefined)
    throw turnNotFound(turnId);
  return turnId;
}
