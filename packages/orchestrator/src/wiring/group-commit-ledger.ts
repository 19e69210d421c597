import type { Logger, Reservation, UsageLedger, UsageRecord } from "@ai-orchestrator/contract";
import type { Settlement, Store } from "@ai-orchestrator/store";

/** A ledger that settles many calls in one durable write. */
export interface GroupCommitLedger extends UsageLedger, Disposable {
  /** Writes what waits. */
  flush(): void;
}

/** Longest time a settled call waits for its write, ms. Its reservation counts as spent until then, so budgets hold meanwhile. */
const WAIT_MS = 50;
const MOST_WAITING = 500;
/** Stands for a reservation where no budget binds: nothing needs to be set aside. */
const NOTHING_RESERVED: Reservation = { id: "" };

/**
 * One fsync a call would bound a gateway to a few hundred calls a second; a
 * group of calls shares one. A kill within the wait loses the count of those calls, never a reservation.
 */
export function groupCommitLedger(store: Store, logger: Logger): GroupCommitLedger {
  const { ledger } = store;
  let waiting: Settlement[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    ledger.settleAll(batch);
  };
  const later = (reservation: Reservation, records: readonly UsageRecord[]): void => {
    waiting.push([reservation, records]);
    if (waiting.length >= MOST_WAITING) return flush();
    timer ??= setTimeout(() => {
      try {
        flush();
      } catch (error) {
        logger.log("error", "Usage could not be recorded.", { reason: String(error) });
      }
    }, WAIT_MS).unref();
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
    [Symbol.dispose]: flush,
  };
}
