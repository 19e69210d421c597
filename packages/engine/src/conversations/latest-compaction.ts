import type { Compaction, StoredTurn } from "@ai-orchestrator/contract";

/** The compaction that covers most of `branch`: not undone, its last turn on the branch. */
export function latestCompaction(
  compactions: readonly Compaction[],
  branch: readonly StoredTurn[],
): Compaction | undefined {
  const position = new Map(branch.map((turn, index) => [turn.id, index]));
  const usable = compactions.filter(
    (compaction) => compaction.undoneAt === undefined && position.has(compaction.throughTurnId),
  );
  return usable.toSorted(
    (a, b) =>
      (position.get(b.throughTurnId) ?? 0) - (position.get(a.throughTurnId) ?? 0) ||
      b.createdAt.localeCompare(a.createdAt),
  )[0];
}
