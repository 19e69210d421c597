import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { oneLine, systemCode, vaultError } from "../vault-error.ts";

/**
 * Runs `work` while no other process or caller holds the lock at `path`, waiting up to `waitMs`.
 * The lock is SQLite's write lock on an empty database: the kernel drops it when its holder dies, so unlike a
 * pid file it can be neither stale nor stolen. Throws `vault` (`busy`) when the wait is over.
 */
export async function withFileLock<T>(path: string, waitMs: number, work: () => Promise<T> | T): Promise<T> {
  const release = await acquire(path, waitMs);
  try {
    return await work();
  } finally {
    release();
  }
}

async function acquire(path: string, waitMs: number): Promise<() => void> {
  const { DatabaseSync } = await import("node:sqlite");
  createPrivately(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  // No journal file: taking the lock then needs no disk space and leaves nothing behind.
  database.exec("PRAGMA journal_mode = MEMORY");
  const start = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      database.exec("BEGIN IMMEDIATE");
      return () => {
        database.close();
      };
    } catch (error) {
      const isBusy = error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
      if (!isBusy || performance.now() - start > waitMs) {
        database.close();
        throw lockError(path, isBusy, error);
      }
      // Uneven waits, or the same writer loses every time.
      await sleep(1 + Math.random() * Math.min(20, 2 + attempt));
    }
  }
}

const SQLITE_BUSY = 5;

function lockError(path: string, isBusy: boolean, cause: unknown): Error {
  if (!isBusy) return vaultError("write-failed", `Cannot lock ${path}: ${oneLine(cause)}`, { cause });
  return vaultError("busy", `Another process is writing the vault (${path})`, {
    suggestion: "Wait for it to end and try again.",
    cause,
  });
}

function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    throw vaultError("write-failed", `Cannot create ${path}: ${systemCode(error) ?? oneLine(error)}`, { cause: error });
  }
}
