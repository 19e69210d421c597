import type { RoutingConfig } from "../routing-config.ts";
import { PER_PROVIDER, type Ranking, type Worth } from "./rank-candidates.ts";
import type { Weighed } from "./weigh.ts";

/** A provider already relied on counts this much less: its outage would take both. */
const SAME_PROVIDER = 0.2;

/**
 * Who answers if the chosen model fails, in order; all come from the screened candidates. First the rest of the list
 * the choice came from, then the best by utility, another provider before the same one.
 */
export function fallbacksFor(
  chosen: Weighed,
  ranking: Ranking,
  options: { readonly listed: readonly Weighed[]; readonly config: RoutingConfig },
): readonly string[] {
  const { listed, config } = options;
  const picked = listed.filter((candidate) => candidate !== chosen).slice(0, config.maxFallbacks);
  const used = new Map<string, number>([[chosen.row.provider, 1]]);
  for (const candidate of picked) used.set(candidate.row.provider, (used.get(candidate.row.provider) ?? 0) + 1);
  while (picked.length < config.maxFallbacks) {
    const next = bestUnpicked({ chosen, picked, used, ranking });
    if (next === undefined) break;
    picked.push(next);
    used.set(next.row.provider, (used.get(next.row.provider) ?? 0) + 1);
  }
  return picked.map((candidate) => candidate.row.key);
}

interface Search {
  readonly chosen: Weighed;
  readonly picked: readonly Weighed[];
  readonly used: ReadonlyMap<string, number>;
  readonly ranking: Ranking;
}

function bestUnpicked({ chosen, picked, used, ranking }: Search): Weighed | undefined {
  let best: Weighed | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [provider, worths] of ranking.byProvider) {
    const before = used.get(provider) ?? 0;
    if (before >= PER_PROVIDER && ranking.byProvider.size > 1) continue;
    const first = firstUnpicked(worths, chosen, picked);
    if (first === undefined || first.value - SAME_PROVIDER * before <= most) continue;
    best = first.candidate;
    most = first.value - SAME_PROVIDER * before;
  }
  return best;
}

function firstUnpicked(worths: readonly Worth[], chosen: Weighed, picked: readonly Weighed[]): Worth | undefined {
  for (const worth of worths) if (worth.candidate !== chosen && !picked.includes(worth.candidate)) return worth;
  return undefined;
}
