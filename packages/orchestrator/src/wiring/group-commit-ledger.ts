import type { Logger, Reservation, UsageLedger, UsageRecord } from "@ai-orchestrator/contract";
import type { Settlement, Store } from "@ai-orchestrator/store";

/** A ledger that settles many calls in one write, and syncs many writes at once. */
export interface GroupCommitLedger extends UsageLedger, Disposable {
  /** Writes what waits. */
  flush(): void;
}

/** Longest time a settled call waits for its write, ms. Its reservation counts as spent until then, so budgets hold meanwhile. */
const WAIT_MS = 50;
/** More are written at once. Records of a busy second that waited longer would outlive V8's young generation, and fill the old one. */
const MOST_WAITING = 100;
/** How soon a write that failed (somebody else writes, the disk is full) is tried again, ms, and how often before its calls are given up. */
const AGAIN_MS = 1_000;
const MOST_TRIES = 60;
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
  let failures = 0;
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
    const batch = waiting.splice(0);
    try {
      ledger.settleAll(batch);
    } catch (error) {
      failures = (failures + 1) % MOST_TRIES;
      if (failures > 0) waiting = batch;
      timer = setTimeout(record, AGAIN_MS).unref();
      throw error;
    }
    failures = 0;
    syncTimer ??= setTimeout(logged(sync, "Usage could not be synced to disk.", logger), SYNC_MS).unref();
  };
  const later = (reservation: Reservation, records: readonly UsageRecord[]): void => {
    waiting.push([reservation, records]);
    if (waiting.length >= MOST_WAITING && failures === 0) record();
    else timer ??= setTimeout(record, WAIT_MS).unref();
  };
  const record = logged(flush, "Usage could not be recorded.", logger);
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
        clearTimeout(timer);
        sync();
      }
    },
  };
}

function logged(work: () => void, problem: string, logger: Logger): () => void {
  return () => {
    try {
      work();
    } catch (error) {
      logger.log("error", problem, { reason: String(error) });
    }
  };
}
