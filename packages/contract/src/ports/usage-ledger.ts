import type { Cost, Usage } from "../usage.ts";

/** One call as it is billed. */
export interface UsageRecord {
  readonly at: number;
  readonly turnId: string;
  readonly conversationId?: string;
  readonly model: string;
  readonly provider: string;
  readonly task: string;
  readonly usage: Usage;
  readonly cost: Cost;
  readonly client?: string;
  readonly keyId?: string;
  readonly incognito?: boolean;
  readonly demo?: boolean;
}

/** What usage can be grouped by. */
export type UsageGroup = "model" | "provider" | "task" | "day" | "month" | "conversation" | "client" | "key";

/** One row of a usage report. */
export interface UsageRow {
  readonly group: string;
  readonly calls: number;
  readonly usage: Usage;
  /** Known part of the cost. */
  readonly usd: number;
  /** Calls whose cost is unknown. */
  readonly unknownCostCalls: number;
}

/** A limit on money in a time window. */
export interface Budget {
  /** `user` for the user's own, or a gateway key id. */
  readonly scope: string;
  /** What people call that key. */
  readonly name?: string;
  readonly period: "day" | "month";
  readonly limitUsd: number;
}

/** Money set aside for a running call. */
export interface Reservation {
  readonly id: string;
}

/** Counts tokens and money, and makes budgets hold: the estimate is reserved before the call and settled after it, atomically across processes. */
export interface UsageLedger {
  /** Sets `estimateUsd` aside in every budget, or throws `budget_exceeded` naming the budget, what is spent and when it resets. */
  reserve(request: {
    readonly at: number;
    readonly estimateUsd: number;
    readonly budgets: readonly Budget[];
  }): Reservation;
  /** Replaces the reservation by what was used (several calls of one turn settle on the same reservation, the last with `final`). */
  settle(reservation: Reservation, records: readonly UsageRecord[]): void;
  /** Gives the reservation back. */
  release(reservation: Reservation): void;
  /** Dollars left in each budget now, reservations counted as spent. */
  remaining(
    budgets: readonly Budget[],
    at: number,
  ): readonly {
    readonly budget: Budget;
    readonly spentUsd: number;
    readonly remainingUsd: number;
    readonly resetsAt: string;
  }[];
  report(query: {
    readonly by: UsageGroup;
    readonly from?: string;
    readonly until?: string;
    readonly keyId?: string;
  }): readonly UsageRow[];
}
