import type { Logger, Reservation, UsageLedger, UsageRecord } from "@ai-orchestrator/contract";
import type { Settlement, Store } from "@ai-orchestrator/store";

/** A ledger that settles many calls in one write, and syncs many writes at once. */
export interface GroupCommitLedger extends UsageLedger, Disposable {
  /** Writes what waits. */
  flush(): void;
}

/** Longest time a settled call waits for its write, ms. Its reservation counts as spent until then, so budgets hold meanwhile. */
const WAIT_MS = 50;
const MOST_WAITING = 500;
/** Longest time a write waits for the disk, ms: as long as the audit log's. */
const SYNC_MS = 500;
/** Stands for a reservation where no budget binds: nothing needs to be set aside. */
const NOTHING_RESERVED: Reservation = { id: "" };

/**
 * One write a call would cost more than relaying it, and one fsync a call would bound a gateway to a few hundred calls a
 * second. A kill of the process loses the count of the calls that wait for their write, a power cut that of half a
 * second; neither a reservation.
 */
export function groupCommitLedger(store: Store, logger: Logger): GroupCommitLedger {
  const { ledger } = store;
  let waiting: Settlement[] = [];
  let timer: NodeJS.Timeout | undefined;
  let syncTimer: NodeJS.Timeout | undefined;
  const sync = (): void => {
    if (syncTimer === undefined) return;
    clearTimeout(syncTimer);
    syncTimer = undefined;
    ledger.sync();
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    ledger.settleAll(batch);
    syncTimer ??= setTimeout(logged("Usage could not be synced to disk.", sync), SYNC_MS).unref();
  };
  const later = (reservation: Reservation, records: readonly UsageRecord[]): void => {
    waiting.push([reservation, records]);
    if (waiting.length >= MOST_WAITING) return flush();
    timer ??= setTimeout(logged("Usage could not be recorded.", flush), WAIT_MS).unref();
  };
  const logged = (problem: string, work: () => void) => (): void => {
    try {
      work();
    } catch (error) {
      logger.log("error", problem, { reason: String(error) });
    }
  };
  return {
    reserve: (request) => (request.budgets.length === 0 ? NOTHING_RESERVED : ledger.reserve(request)),
    settle: later,
    release: (reservation) => {
      if (reservation !== NOTHING_RESERVED) later(reservation, []);
    },
    remaining: (budgets, at) => {
      if (budgets.length === 0) return [];
      flush();
      return ledger.remaining(budgets, at);
    },
    report: (query) => {
      flush();
      return ledger.report(query);
    },
    flush,
    [Symbol.dispose]: () => {
      try {
        flush();
      } finally {
        sync();
      }
    },
  };
}
