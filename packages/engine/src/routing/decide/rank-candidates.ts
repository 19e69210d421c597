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

/** Ranks candidates on all settings of the dial; undefined if there is none. */
export function rankCandidates(
  weighed: readonly Weighed[],
  dial: Dial,
  dials: RoutingConfig["dials"],
): Ranking | undefined {
  const [first] = weighed;
  if (first === undefined) return undefined;
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
    const isAmongProvider = value > (ofProvider[PER_PROVIDER - 1]?.value ?? Number.NEGATIVE_INFINITY);
    const isAmongTop = value > (top[TOP - 1]?.value ?? Number.NEGATIVE_INFINITY);
    if (!isAmongProvider && !isAmongTop) continue;
    const worth: Worth = { candidate, value };
    if (isAmongProvider) insert(ofProvider, worth, PER_PROVIDER);
    if (isAmongTop) insert(top, worth, TOP);
  }
  return {
    top,
    byProvider,
    leaders: {
      economy: leadersAt(first, weighed, dials.economy),
      balanced: leadersAt(first, weighed, dials.balanced),
      best: leadersAt(first, weighed, dials.best),
    },
  };
}

function insert(list: Worth[], worth: Worth, size: number): void {
  let at = list.length;
  while (at > 0) {
    const before = list[at - 1];
    if (before === undefined || before.value >= worth.value) break;
    list[at] = before;
    at -= 1;
  }
  list[at] = worth;
  if (list.length > size) list.pop();
}

function leadersAt(first: Weighed, weighed: readonly Weighed[], setting: DialSetting): Leaders {
  let best = first;
  let standing = first;
  let most = utility(first, setting);
  let highest = generalUtility(first, setting);
  for (const candidate of weighed) {
    const burden =
      candidate.preference - setting.costWeight * candidate.cents - setting.latencyWeight * candidate.seconds;
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
