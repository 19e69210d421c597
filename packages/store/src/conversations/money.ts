import type { Cost } from "@ai-orchestrator/contract";

/** A cost in integers, which add up to the same sum in any order. */
export interface MoneyColumns {
  readonly nanos: number;
  /** 1 where the cost is not known. */
  readonly unknown: 0 | 1;
  readonly estimated: 0 | 1;
}

const NANOS = 1e9;

/** Dollars to nano-dollars. */
export function toNanos(usd: number): number {
  return Math.round(usd * NANOS);
}

/** Nano-dollars to dollars. */
export function toUsd(nanos: number): number {
  return nanos / NANOS;
}

/** The columns of one cost; no cost at all counts as nothing. */
export function moneyColumns(cost: Cost | undefined): MoneyColumns {
  return {
    nanos: toNanos(cost?.usd ?? 0),
    unknown: cost !== undefined && cost.usd === null ? 1 : 0,
    estimated: cost?.estimated === true ? 1 : 0,
  };
}

/** The cost that sums of columns stand for: unknown if any part was. */
export function costOf(nanos: number, unknown: number, estimated: number): Cost {
  const usd = unknown > 0 ? null : toUsd(nanos);
  return estimated > 0 ? { usd, estimated: true } : { usd };
}
