import type { Dial } from "@ai-orchestrator/contract";
import type { RoutingConfig } from "../routing-config.ts";
import { utility, type Weighed } from "./weigh.ts";

/** Most fallbacks from one provider: an outage takes them all. */
const PER_PROVIDER = 2;

/**
 * Who answers if the chosen model fails, in order; all come from the screened candidates. First the rest of the list
 * the choice came from, then the best by utility, another provider before the same one.
 */
export function fallbacksFor(chosen: Weighed, weighed: readonly Weighed[], options: { readonly listed: readonly Weighed[]; readonly dial: Dial; readonly config: RoutingConfig }): readonly string[] {
  const { dial, config } = options;
  const picked: Weighed[] = options.listed.filter((candidate) => candidate !== chosen).slice(0, config.maxFallbacks);
  const perProvider = new Map<string, number>([[chosen.row.provider, 1]]);
  for (const candidate of picked) count(perProvider, candidate);
  while (picked.length < config.maxFallbacks) {
    const next = bestUnpicked({ chosen, weighed, picked, perProvider, score: (candidate) => utility(candidate, dial, config) });
    if (next === undefined) break;
    picked.push(next);
    count(perProvider, next);
  }
  return picked.map((candidate) => candidate.row.key);
}

function count(perProvider: Map<string, number>, candidate: Weighed): void {
  perProvider.set(candidate.row.provider, (perProvider.get(candidate.row.provider) ?? 0) + 1);
}

interface Search {
  readonly chosen: Weighed;
  readonly weighed: readonly Weighed[];
  readonly picked: readonly Weighed[];
  readonly perProvider: ReadonlyMap<string, number>;
  readonly score: (candidate: Weighed) => number;
}

function bestUnpicked(search: Search): Weighed | undefined {
  let best: Weighed | undefined;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (const candidate of search.weighed) {
    if (candidate === search.chosen || search.picked.includes(candidate)) continue;
    const used = search.perProvider.get(candidate.row.provider) ?? 0;
    if (used >= PER_PROVIDER && search.perProvider.size > 1) continue;
    // A provider already relied on once counts a fifth of the scale less: its outage would take both.
    const rank = search.score(candidate) - 0.2 * used;
    if (rank > bestRank) {
      best = candidate;
      bestRank = rank;
    }
  }
  return best;
}
