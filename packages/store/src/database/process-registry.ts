import { processState, thisProcess, type ProcessIdentity } from "./live-process.ts";
import type { Database } from "./database.ts";

/** Who has the database open. A row without a living process is an unclean exit. */
export interface ProcessRegistry {
  /** This opening's row, made on first need, so that a full disk still lets the store be read. */
  ownerId(): number;
  /** Rows (other than ours) whose process is dead. */
  dead(): readonly number[];
  /** Living other processes that have the store open. */
  others(): readonly ProcessIdentity[];
  /** Forgets dead rows. */
  forget(rows: readonly number[]): void;
  /** Clean exit: our row goes. */
  leave(): void;
}

/** A process on another machine is given up after this silence. */
const FOREIGN_SILENCE_MS = 24 * 3_600_000;

interface ProcessRow {
  readonly rid: number;
  readonly pid: number;
  readonly started: string;
  readonly host: string;
  readonly seen_at: number;
}

/** The registry kept in table `process`. */
export function processRegistry(database: Database, now: () => number): ProcessRegistry {
  let own: number | undefined;
  const rows = (): readonly ProcessRow[] =>
    database
      .prepare("SELECT rid, pid, started, host, seen_at FROM process")
      .all()
      .map((row) => row as unknown as ProcessRow)
      .filter((row) => row.rid !== own);
  const isDead = (row: ProcessRow): boolean => {
    const state = processState(row);
    return state === "dead" || (state === "unknown" && now() - row.seen_at > FOREIGN_SILENCE_MS);
  };
  return {
    ownerId: () => {
      if (own === undefined || !seen(database, own, now())) own = register(database, now());
      return own;
    },
    dead: () =>
      rows()
        .filter(isDead)
        .map((row) => row.rid),
    others: () => rows().filter((row) => !isDead(row)),
    forget: (dead) => {
      for (const rid of dead) database.prepare("DELETE FROM process WHERE rid = ?").run(rid);
    },
    leave: () => {
      if (own !== undefined) database.prepare("DELETE FROM process WHERE rid = ?").run(own);
      own = undefined;
    },
  };
}

function register(database: Database, at: number): number {
  const { pid, started, host } = thisProcess();
  const { lastInsertRowid } = database
    .prepare("INSERT INTO process (pid, started, host, opened_at, seen_at) VALUES (?, ?, ?, ?, ?)")
    .run(pid, started, host, at, at);
  return Number(lastInsertRowid);
}

/** Renews the row once an hour at most; false if it is gone (the store was restored from a backup meanwhile). */
function seen(database: Database, own: number, at: number): boolean {
  const row = database.prepare("SELECT seen_at FROM process WHERE rid = ?").get(own);
  if (row === undefined) return false;
  if (at - Number(row.seen_at) > 3_600_000)
    database.prepare("UPDATE process SET seen_at = ? WHERE rid = ?").run(at, own);
  return true;
}
