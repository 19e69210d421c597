import type { Finding } from "./scan-result.ts";

/** What counts as too fast. */
export interface TemporalWatchOptions {
  /** Milliseconds, from any origin; only differences matter. */
  readonly now: () => number;
  /** Turns a minute above which a finding of medium severity is made. Default 60. */
  readonly maxPerMinute?: number;
  /** Milliseconds between two turns below which one of low severity is made. Default 100. */
  readonly minGapMs?: number;
}

/** Watches the pace of turns, nothing about their content. */
export interface TemporalWatch {
  /** Counts one request as begun now; told again of one of the last minute, it counts nothing. At most one finding of each rule in ten seconds. */
  record(requestId?: string): readonly Finding[];
}

const MINUTE = 60_000;
const QUIET = 10_000;

/** A watch over the last minute. Memory is bounded by the rate limit, not by the traffic. */
export function createTemporalWatch(options: TemporalWatchOptions): TemporalWatch {
  const max = options.maxPerMinute ?? 60;
  const minGap = options.minGapMs ?? 100;
  const starts: { readonly at: number; readonly requestId: string | undefined }[] = [];
  const told = new Map<string, number>();
  const tell = (finding: Finding, at: number): Finding[] => {
    const before = told.get(finding.rule);
    if (before !== undefined && at - before < QUIET) return [];
    told.set(finding.rule, at);
    return [finding];
  };
  return {
    record: (requestId) => {
      if (requestId !== undefined && starts.some((start) => start.requestId === requestId)) return [];
      const at = options.now();
      const gap = at - (starts.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
      starts.push({ at, requestId });
      while (starts.length > max + 1 || at - (starts[0]?.at ?? at) >= MINUTE) starts.shift();
      return [
        ...(starts.length > max
          ? tell(temporal("high_request_rate", "medium", `More than ${max} turns within a minute.`), at)
          : []),
        ...(gap >= 0 && gap < minGap
          ? tell(temporal("rapid_requests", "low", `Two turns within ${minGap} ms.`), at)
          : []),
      ];
    },
  };
}

function temporal(rule: string, severity: "low" | "medium", reason: string): Finding {
  return { rule, category: "temporal", severity, start: 0, end: 0, reason };
}
