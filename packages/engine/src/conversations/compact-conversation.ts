import { OrchestratorError, type Compaction, type ConversationStore, type StoredTurn } from "@ai-orchestrator/contract";
import type { EngineDeps } from "../turns/engine-deps.ts";
import { countMessageTokens, type EstimateTokens } from "./count-tokens.ts";
import { latestCompaction } from "./latest-compaction.ts";
import { summaryText } from "./read-context.ts";
import { summarizedBy } from "./summarized-by.ts";
import { summarizeTurns, type Summarizer } from "./summarize-turns.ts";
import { groupTurns, type TurnGroup } from "./turn-messages.ts";

/** What is to be compacted and how. */
export interface CompactionJob {
  readonly deps: EngineDeps;
  readonly conversationId: string;
  /** Leaf of the branch; the conversation's head by default. */
  readonly turnId?: string | undefined;
  /** Newest turns that stay verbatim. */
  readonly keepTurns: number;
  readonly summarizer: Omit<Summarizer, "summarized">;
}

/**
 * Lets a summary stand in for the older turns of a branch; the turns stay readable in the store and the compaction can be
 * undone. Token counts are of the context as it would be sent, before and after, the system prompt aside.
 * Throws `invalid_input` where nothing is left to summarise and `bad_response` where the summary would save nothing.
 */
export async function compactConversation(job: CompactionJob): Promise<Compaction> {
  const { deps, conversationId } = job;
  const store = requireStore(deps.store, conversationId);
  const ids = store.branchIds(conversationId, job.turnId);
  const previous = latestCompaction(store.compactions(conversationId), ids);
  const from = previous === undefined ? 0 : ids.indexOf(previous.throughTurnId) + 1;
  const newer = store.branch(conversationId, job.turnId, ids.length - from);
  const { older, kept, through } = split(newer, job.keepTurns);
  if (older.length === 0 || through === undefined) {
    throw new OrchestratorError("invalid_input", "Nothing is left to summarise: the newest turns stay as they are.", {
      suggestion: `Only conversations longer than ${job.keepTurns} ${job.keepTurns === 1 ? "turn" : "turns"} can be compacted.`,
    });
  }
  const summarized = summarizedBy({ throughTurnId: through.id, conversationId }, store);
  const summary = await summarizeTurns(older, previous?.summary, { ...job.summarizer, summarized });
  const { estimateTokens } = deps;
  const tokensBefore =
    (previous === undefined ? 0 : estimateTokens(summaryText(previous))) +
    countGroups([...older, ...kept], estimateTokens);
  const tokensAfter = estimateTokens(summaryText({ summary: summary.text })) + countGroups(kept, estimateTokens);
  if (tokensAfter >= tokensBefore) {
    throw new OrchestratorError(
      "bad_response",
      `The summary would not save anything (${tokensBefore} tokens before, ${tokensAfter} after).`,
      { suggestion: "Name another model, or compact when the conversation is longer." },
    );
  }
  const compaction: Compaction = {
    id: deps.randomness.id(),
    conversationId,
    throughTurnId: through.id,
    summary: summary.text,
    model: summary.model,
    tokensBefore,
    tokensAfter,
    turnsSummarized: ids.indexOf(through.id) + 1,
    createdAt: new Date(deps.clock.now()).toISOString(),
  };
  store.addCompaction(compaction);
  return compaction;
}

function requireStore(store: ConversationStore | undefined, conversationId: string): ConversationStore {
  if (store?.get(conversationId) === undefined)
    throw new OrchestratorError("not_found", `There is no conversation ${conversationId}.`, {
      suggestion: "List what there is with `aio history list`.",
    });
  return store;
}

/** Older groups to summarise, newer ones to keep, and the last turn before the first kept one. */
function split(
  turns: readonly StoredTurn[],
  keepTurns: number,
): { readonly older: readonly TurnGroup[]; readonly kept: readonly TurnGroup[]; readonly through?: StoredTurn } {
  const groups = groupTurns(turns);
  let first = groups.length;
  for (let count = 0; first > 0 && count < keepTurns;) {
    first -= 1;
    count += groups[first]?.turns.length ?? 0;
  }
  const older = groups.slice(0, first);
  const firstKept = groups[first]?.turns[0];
  const end = firstKept === undefined ? turns.length : turns.indexOf(firstKept);
  const through = turns[end - 1];
  return { older, kept: groups.slice(first), ...(through === undefined ? {} : { through }) };
}

function countGroups(groups: readonly TurnGroup[], estimateTokens: EstimateTokens): number {
  return groups
    .flatMap((group) => group.messages)
    .reduce((sum, message) => sum + countMessageTokens(message, estimateTokens), 0);
}
