import { OrchestratorError, type Compaction } from "@ai-orchestrator/contract";
import type { StoreContext } from "../store-context.ts";
import { requireConversation, turnNotFound } from "./conversation-row.ts";
import { isoTime } from "./turn-row.ts";

/** Stores a summary beside the turns it stands for; throws `not_found`. */
export function addCompaction(context: StoreContext, compaction: Compaction): void {
  const { rid } = requireConversation(context, compaction.conversationId);
  const through = context.database
    .prepare("SELECT 1 FROM turn WHERE id = ? AND conversation = ?")
    .get(compaction.throughTurnId, rid);
  if (through === undefined) throw turnNotFound(compaction.throughTurnId);
  context.database
    .prepare(
      `INSERT INTO compaction (id, conversation, through_turn, summary, model, tokens_before, tokens_after, turns_summarized, created_at, undone_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      compaction.id,
      rid,
      compaction.throughTurnId,
      context.codec.seal(compaction.summary, `summary|${compaction.id}`),
      compaction.model,
      compaction.tokensBefore,
      compaction.tokensAfter,
      compaction.turnsSummarized,
      Date.parse(compaction.createdAt),
      compaction.undoneAt === undefined ? null : Date.parse(compaction.undoneAt),
    );
}

/** All summaries of a conversation, undone ones included, oldest first. */
export function compactions(context: StoreContext, conversationId: string): readonly Compaction[] {
  const { rid } = requireConversation(context, conversationId);
  return context.database
    .prepare("SELECT * FROM compaction WHERE conversation = ? ORDER BY rid")
    .all(rid)
    .map((row) => ({
      id: String(row.id),
      conversationId,
      throughTurnId: String(row.through_turn),
      summary: context.codec.open(row.summary, `summary|${String(row.id)}`),
      model: String(row.model),
      tokensBefore: Number(row.tokens_before),
      tokensAfter: Number(row.tokens_after),
      turnsSummarized: Number(row.turns_summarized),
      createdAt: isoTime(row.created_at),
      ...(row.undone_at === null ? {} : { undoneAt: isoTime(row.undone_at) }),
    }));
}

/** Marks a summary as no longer used; throws `not_found`. */
export function undoCompaction(context: StoreContext, id: string): void {
  const { changes } = context.database
    .prepare("UPDATE compaction SET undone_at = coalesce(undone_at, ?) WHERE id = ?")
    .run(context.now(), id);
  if (changes === 0) throw new OrchestratorError("not_found", `There is no compaction ${id}.`);
}
