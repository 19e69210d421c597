import type { AuditRecord } from "./audit-record.ts";

/** Totals of a stretch of the log. */
export interface AuditStats {
  readonly records: number;
  readonly calls: number;
  readonly incognitoCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
  readonly unknownCostCalls: number;
  readonly alerts: number;
  /** Median and 95th percentile of the calls' latency, ms. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly byModel: Readonly<Record<string, number>>;
  readonly byProvider: Readonly<Record<string, number>>;
  readonly first?: string;
  readonly last?: string;
}

/** Adds records up. */
export function summarizeAudit(records: Iterable<AuditRecord>): AuditStats {
  const total = {
    records: 0,
    calls: 0,
    incognitoCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    nanos: 0,
    unknownCostCalls: 0,
    alerts: 0,
  };
  const counts = { byOutcome: {}, byModel: {}, byProvider: {} } as Record<
    "byOutcome" | "byModel" | "byProvider",
    Record<string, number>
  >;
  const latencies: number[] = [];
  let first: string | undefined;
  let last: string | undefined;
  for (const record of records) {
    first ??= record.ts;
    last = record.ts;
    total.records += 1;
    total.alerts += Array.isArray(record.alerts) ? record.alerts.length : 0;
    if (record.ev !== "call") continue;
    total.calls += 1;
    if (record.incognito === true) total.incognitoCalls += 1;
    total.inputTokens += number(record.in);
    total.outputTokens += number(record.out);
    total.nanos += Math.round(number(record.cost) * 1e9);
    if (record.cost === null) total.unknownCostCalls += 1;
    if (typeof record.ms === "number") latencies.push(record.ms);
    increment(counts.byOutcome, record.outcome);
    increment(counts.byModel, record.model);
    increment(counts.byProvider, record.provider);
  }
  const { nanos, ...rest } = total;
  latencies.sort((a, b) => a - b);
  return {
    ...rest,
    usd: nanos / 1e9,
    latencyMs: { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) },
    ...counts,
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
  };
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function increment(counts: Record<string, number>, key: unknown): void {
  if (typeof key === "string") counts[key] = (counts[key] ?? 0) + 1;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
