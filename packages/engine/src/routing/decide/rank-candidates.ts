import type { Dial } from "@ai-orchestrator/contract";
import type { DialSetting, RoutingConfig } from "../routing-config.ts";
import { generalUtility, utility, type Weighed } from "./weigh.ts";

/** A candidate with its utility. */
export interface Worth {
  readonly candidate: Weighed;
  readonly value: number;
}

/** The candidates of highest value on one setting of the dial. */
export interface Leaders {
  /** By utility for this task. */
  readonly best: Weighed;
  /** By general standing: the default where no plan names one. */
  readonly standing: Weighed;
}

/** Everything the later stages need of the order among the candidates, found in one pass. */
export interface Ranking {
  readonly leaders: Readonly<Record<Dial, Leaders>>;
  /** The best of all on the turn's dial, best first. */
  readonly top: readonly Worth[];
  /** The best few of each provider on the turn's dial, best first. */
  readonly byProvider: ReadonlyMap<string, readonly Worth[]>;
}

/** Kept of each provider: more fallbacks from one would all fall with it. */
export const PER_PROVIDER = 2;
/** Kept of all: the choice and its runners-up. */
const TOP = 5;

/** Ranks candidates on all settings of the dial. `weighed` must not be empty. */
export function rankCandidates(weighed: readonly Weighed[], dial: Dial, dials: RoutingConfig["dials"]): Ranking {
  const own = dials[dial];
  const top: Worth[] = [];
  const byProvider = new Map<string, Worth[]>();
  let provider = "";
  let ofProvider: Worth[] = [];
  for (const candidate of weighed) {
    const value = utility(candidate, own);
    if (candidate.row.provider !== provider) {
      provider = candidate.row.provider;
      ofProvider = byProvider.get(provider) ?? [];
      byProvider.set(provider, ofProvider);
    }
    const isAmongProvider = ofProvider.length < PER_PROVIDER || value > ofProvider[PER_PROVIDER - 1]!.value;
    const isAmongTop = top.length < TOP || value > top[TOP - 1]!.value;
    if (!isAmongProvider && !isAmongTop) continue;
    const worth: Worth = { candidate, value };
    if (isAmongProvider) insert(ofProvider, worth, PER_PROVIDER);
    if (isAmongTop) insert(top, worth, TOP);
  }
  return { top, byProvider, leaders: { economy: leadersAt(weighed, dials.economy), balanced: leadersAt(weighed, dials.balanced), best: leadersAt(weighed, dials.best) } };
}

function insert(list: Worth[], worth: Worth, size: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1]!.value < worth.value) at--;
  list.splice(at, 0, worth);
  if (list.length > size) list.pop();
}

function leadersAt(weighed: readonly Weighed[], setting: DialSetting): Leaders {
  let best = weighed[0]!;
  let standing = best;
  let most = utility(best, setting);
  let highest = generalUtility(best, setting);
  for (const candidate of weighed) {
    const burden = candidate.preference - setting.costWeight * candidate.cents - setting.latencyWeight * candidate.seconds;
    if (candidate.quality + burden > most) {
      best = candidate;
      most = candidate.quality + burden;
    }
    if (candidate.generalQuality + burden > highest) {
      standing = candidate;
      highest = candidate.generalQuality + burden;
    }
  }
  return { best, standing };
}
