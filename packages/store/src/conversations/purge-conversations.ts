import type { ConversationStore } from "@ai-orchestrator/contract";
import type { SQLInputValue } from "node:sqlite";
import { renewIndexForUnicode } from "../search/rebuild-index.ts";
import { searchableText } from "../search/searchable-text.ts";
import type { StoreContext } from "../store-context.ts";
import { epochMs } from "./conversation-filter.ts";
import { conversationNotFound } from "./conversation-row.ts";
import { decodeTexts } from "./turn-row.ts";

/**
 * Removes conversations for good: rows, index entries, alerts, attachments nobody else uses. Money stays counted,
 * without pointing anywhere. By age, pinned conversations and those with a running turn are kept. Each goes in its own transaction.
 */
export function purgeConversations(context: StoreContext, options: Parameters<ConversationStore["purge"]>[0]): number {
  const chosen = choose(context, options);
  if (chosen.length > 0) renewIndexForUnicode(context);
  for (const { rid, id } of chosen) context.database.write("purge a conversation", () => purgeOne(context, rid, id));
  if (chosen.length > 0) context.database.write("forget purged words", context.index.prune);
  return chosen.length;
}

interface Chosen {
  readonly rid: number;
  readonly id: string;
}

function choose({ database }: StoreContext, options: Parameters<ConversationStore["purge"]>[0]): readonly Chosen[] {
  const select = (where: string, ...params: SQLInputValue[]): readonly Chosen[] =>
    database
      .prepare(`SELECT rid, id FROM conversation c WHERE ${where}`)
      .all(...params)
      .map((row) => ({ rid: Number(row.rid), id: String(row.id) }));
  const idle = "NOT EXISTS (SELECT 1 FROM turn t WHERE t.conversation = c.rid AND t.status = 'running')";
  const chosen = new Map<number, Chosen>();
  if (options.id !== undefined) {
    const found = select("id = ?", options.id);
    if (found.length === 0) throw conversationNotFound(options.id);
    for (const one of found) chosen.set(one.rid, one);
  }
  if (options.deletedBefore !== undefined) {
    for (const one of select(`deleted_at < ? AND ${idle}`, epochMs(options.deletedBefore))) chosen.set(one.rid, one);
  }
  if (options.updatedBefore !== undefined) {
    for (const one of select(`updated_at < ? AND pinned = 0 AND ${idle}`, epochMs(options.updatedBefore)))
      chosen.set(one.rid, one);
  }
  return [...chosen.values()];
}

function purgeOne(context: StoreContext, rid: number, id: string): void {
  const { database, codec, index } = context;
  const conversation = database.prepare("SELECT title FROM conversation WHERE rid = ?").get(rid);
  if (conversation === undefined) return;
  const indexed = database.prepare(
    "SELECT rid, id, question, answer, facts FROM turn WHERE conversation = ? AND status <> 'running'",
  );
  for (const row of indexed.all(rid)) index.forgetTurn(Number(row.rid), searchableText(decodeTexts(row, context)));
  index.forgetTitle(rid, codec.open(conversation.title, `title|${id}`));
  database.prepare("DELETE FROM alert WHERE conversation_id = ?").run(id);
  database.prepare("UPDATE usage_record SET conversation_id = NULL, turn_id = NULL WHERE conversation_id = ?").run(id);
  database.prepare("DELETE FROM conversation WHERE rid = ?").run(rid);
}
