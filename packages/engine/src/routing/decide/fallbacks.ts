import type { Dial } from "@ai-orchestrator/contract";
import type { DialSetting, RoutingConfig } from "../routing-config.ts";
import { utility, type Weighed } from "./weigh.ts";

/** Most fallbacks from one provider: an outage takes them all. */
const PER_PROVIDER = 2;

/** A provider already relied on counts this much less: its outage would take both. */
const SAME_PROVIDER = 0.2;

/**
 * Who answers if the chosen model fails, in order; all come from the screened candidates. First the rest of the list
 * the choice came from, then the best by utility, another provider before the same one.
 */
export function fallbacksFor(chosen: Weighed, weighed: readonly Weighed[], options: { readonly listed: readonly Weighed[]; readonly dial: Dial; readonly config: RoutingConfig }): readonly string[] {
  const { listed, dial, config } = options;
  const picked = listed.filter((candidate) => candidate !== chosen).slice(0, config.maxFallbacks);
  if (picked.length < config.maxFallbacks) {
    const used = new Map<string, number>([[chosen.row.provider, 1]]);
    for (const candidate of picked) used.set(candidate.row.provider, (used.get(candidate.row.provider) ?? 0) + 1);
    const reserve = bestPerProvider(weighed, { excluded: new Set([chosen, ...picked]), setting: config.dials[dial] });
    while (picked.length < config.maxFallbacks) {
      const next = takeBest(reserve, used);
      if (next === undefined) break;
      picked.push(next);
    }
  }
  return picked.map((candidate) => candidate.row.key);
}

interface Worth {
  readonly candidate: Weighed;
  readonly value: number;
}

/** The best few of each provider, best first; one pass. */
function bestPerProvider(weighed: readonly Weighed[], options: { readonly excluded: ReadonlySet<Weighed>; readonly setting: DialSetting }): Map<string, Worth[]> {
  const { excluded, setting } = options;
  const reserve = new Map<string, Worth[]>();
  let provider = "";
  let best: Worth[] = [];
  for (const candidate of weighed) {
    if (candidate.row.provider !== provider) {
      provider = candidate.row.provider;
      best = reserve.get(provider) ?? [];
      reserve.set(provider, best);
    }
    const value = utility(candidate, setting);
    if (best.length === PER_PROVIDER && value <= best[PER_PROVIDER - 1]!.value) continue;
    if (excluded.has(candidate)) continue;
    if (best.length === PER_PROVIDER) best.pop();
    best.push({ candidate, value });
    if (best.length === PER_PROVIDER && best[1]!.value > best[0]!.value) best.reverse();
  }
  return reserve;
}

function takeBest(reserve: Map<string, Worth[]>, used: Map<string, number>): Weighed | undefined {
  let from: string | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [provider, [first]] of reserve) {
    const before = used.get(provider) ?? 0;
    if (first === undefined || (before >= PER_PROVIDER && reserve.size > 1)) continue;
    const rank = first.value - SAME_PROVIDER * before;
    if (rank > most) [from, most] = [provider, rank];
  }
  if (from === undefined) return undefined;
  used.set(from, (used.get(from) ?? 0) + 1);
  return reserve.get(from)!.shift()!.candidate;
}
