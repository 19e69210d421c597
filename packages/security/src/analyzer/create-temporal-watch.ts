import type { Finding } from "./scan-result.ts";

/** What counts as too fast. */
export interface TemporalWatchOptions {
  /** Milliseconds, from any origin; only differences matter. */
  readonly now: () => number;
  /** Turns a minute of one caller above which a finding of medium severity is made. Default 60. */
  readonly maxPerMinute?: number;
  /** Milliseconds between two turns of one caller below which one of low severity is made. Default 100. */
  readonly minGapMs?: number;
  /** Most callers remembered at once. Default 1,024. */
  readonly maxCallers?: number;
}

/** Watches the pace of turns, nothing about their content. */
export interface TemporalWatch {
  /** Counts one request as begun now; told again of one of the last minute, it counts nothing. At most one finding of each rule and caller in ten seconds. */
  record(requestId?: string, caller?: string): readonly Finding[];
  /** How many callers are remembered. */
  readonly callers: number;
}

interface Start {
  readonly at: number;
  readonly requestId: string | undefined;
  readonly mark: number;
}

/** The last minute of one caller. */
interface Pace {
  readonly starts: Start[];
  readonly told: Map<string, number>;
}

const MINUTE = 60_000;
const QUIET = 10_000;

/** A watch over the last minute of each caller. Memory is bounded by the rate limit and the number of callers, not by the traffic. */
export function createTemporalWatch(options: TemporalWatchOptions): TemporalWatch {
  const max = options.maxPerMinute ?? 60;
  const minGap = options.minGapMs ?? 100;
  const most = options.maxCallers ?? 1_024;
  const paces = new Map<string, Pace>();
  const paceOf = (caller: string, at: number): Pace => {
    const known = paces.get(caller);
    if (known !== undefined) return known;
    if (paces.size >= most) makeRoom(paces, at);
    const pace: Pace = { starts: [], told: new Map() };
    paces.set(caller, pace);
    return pace;
  };
  return {
    record: (requestId, caller = "") => {
      const at = options.now();
      const pace = paceOf(caller, at);
      const { starts } = pace;
      const mark = requestId === undefined ? NO_MARK : markOf(requestId);
      if (requestId !== undefined && hasBegun(starts, requestId, mark)) return NOTHING;
      const gap = at - (starts.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
      starts.push({ at, requestId, mark });
      while (starts.length > max + 1 || at - (starts[0]?.at ?? at) >= MINUTE) starts.shift();
      const found: Finding[] = [];
      if (starts.length > max && isNews(pace, "high_request_rate", at))
        found.push(temporal("high_request_rate", "medium", `More than ${max} turns within a minute.`));
      if (gap >= 0 && gap < minGap && isNews(pace, "rapid_requests", at))
        found.push(temporal("rapid_requests", "low", `Two turns within ${minGap} ms.`));
      return found;
    },
    get callers() {
      return paces.size;
    },
  };
}

const NOTHING: readonly Finding[] = [];
const NO_MARK = -1;

/** Made of an id's last characters. Ids of one process begin alike, so comparing them whole reads nearly all of each. */
function markOf(requestId: string): number {
  const end = requestId.length;
  return end < 3
    ? end
    : (requestId.charCodeAt(end - 1) << 15) ^ (requestId.charCodeAt(end - 2) << 8) ^ requestId.charCodeAt(end - 3);
}

/** Not by a Set: one that is filled and emptied all the time holds on to its dead. */
function hasBegun(starts: Pace["starts"], requestId: string, mark: number): boolean {
  for (let index = starts.length - 1; index >= 0; index--) {
    const start = starts[index];
    if (start?.mark === mark && start.requestId === requestId) return true;
  }
  return false;
}

/** Forgets who asked nothing within the last minute; where all did, who asked first. */
function makeRoom(paces: Map<string, Pace>, at: number): void {
  const [first] = paces.keys();
  const before = paces.size;
  for (const [caller, { starts }] of paces)
    if (at - (starts.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= MINUTE) paces.delete(caller);
  if (paces.size === before && first !== undefined) paces.delete(first);
}

/** True where this rule was not told of this caller lately; from now on it was. */
function isNews({ told }: Pace, rule: string, at: number): boolean {
  const before = told.get(rule);
  if (before !== undefined && at - before < QUIET) return false;
  told.set(rule, at);
  return true;
}

function temporal(rule: string, severity: "low" | "medium", reason: string): Finding {
  return { rule, category: "temporal", severity, start: 0, end: 0, reason };
}
