import type { Compaction } from "@ai-orchestrator/contract";

/** The compaction that covers most of a branch (the ids of its turns, oldest first): not undone, its last turn on the branch. */
export function latestCompaction(
  compactions: readonly Compaction[],
  branchIds: readonly string[],
): Compaction | undefined {
  const usable = usableCompactions(compactions);
  if (usable.size === 0) return undefined;
  const through = branchIds.findLast((id) => usable.has(id));
  return through === undefined ? undefined : usable.get(through);
}

/** Compactions that are not undone, by the last turn they cover; of several for one turn the newest. */
export function usableCompactions(compactions: readonly Compaction[]): ReadonlyMap<string, Compaction> {
  const usable = new Map<string, Compaction>();
  for (const compaction of compactions) {
    if (compaction.undoneAt !== undefined) continue;
    const known = usable.get(compaction.throughTurnId);
    if (known === undefined || known.createdAt <= compaction.createdAt)
      usable.set(compaction.throughTurnId, compaction);
  }
  return usable;
}
