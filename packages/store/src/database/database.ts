import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Logger } from "@ai-orchestrator/contract";
import { ensurePrivateFile } from "./private-file.ts";
import { isDiskFull, toStorageError } from "./storage-error.ts";

/** One connection with its prepared statements. Every failure leaves as OrchestratorError `storage`. */
export interface Database extends Disposable {
  readonly path: string;
  readonly raw: DatabaseSync;
  /** A prepared statement, kept for the connection's life. */
  prepare(sql: string): StatementSync;
  /** Runs `work` in one immediate transaction, on disk when it returns (FULL). Joins a transaction that is already open. */
  write<T>(doing: string, work: () => T): T;
  /** The same without waiting for the disk: survives a crash of the process, not necessarily of the machine. */
  writeRelaxed<T>(doing: string, work: () => T): T;
  /** What was committed before is on disk when this returns. */
  sync(): void;
  /** Runs reads and maps their failures. */
  read<T>(doing: string, work: () => T): T;
}

/** ms a writer waits for another process. */
const BUSY_TIMEOUT_MS = 5_000;
/** Bytes a write-ahead log keeps after a checkpoint. */
const WAL_KEEP_BYTES = 8 * 1024 * 1024;
/** Pages in the write-ahead log after which they move to the file. */
const WAL_PAGES = 500;

/** Opens (or makes) a database file, private to the user; `:memory:` for none. */
export function openDatabase(path: string, logger: Logger): Database {
  try {
    if (path !== ":memory:") ensurePrivateFile(path, logger);
    const raw = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    try {
      applyPragmas(raw);
    } catch (thrown) {
      raw.close();
      throw thrown;
    }
    return databaseOver(raw, path);
  } catch (thrown) {
    throw toStorageError(thrown, `open ${path}`);
  }
}

function applyPragmas(raw: DatabaseSync): void {
  // Only a new file takes a page size. Rows of turns have 1 to 3 KB: 8 KB pages hold several without overflow.
  raw.exec(
    "PRAGMA page_size=8192; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;",
  );
  raw.prepare("PRAGMA journal_mode=WAL").get();
  raw.prepare(`PRAGMA journal_size_limit=${WAL_KEEP_BYTES}`).get();
  raw.prepare(`PRAGMA wal_autocheckpoint=${WAL_PAGES}`).get();
}

function databaseOver(raw: DatabaseSync, path: string): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = raw.prepare(sql)));
    return statement;
  };
  const transaction = <T>(doing: string, work: () => T): T => {
    try {
      if (raw.isTransaction) return work();
      return retryOnFullDisk(raw, () => runTransaction(raw, work));
    } catch (thrown) {
      throw toStorageError(thrown, doing);
    }
  };
  return {
    path,
    raw,
    prepare,
    write: transaction,
    writeRelaxed: (doing, work) => {
      if (raw.isTransaction) return transaction(doing, work);
      raw.exec("PRAGMA synchronous=NORMAL");
      try {
        return transaction(doing, work);
      } finally {
        raw.exec("PRAGMA synchronous=FULL");
      }
    },
    sync: () => transaction("sync the store", () => rewriteVersion(raw)),
    read: (doing, work) => {
      try {
        return work();
      } catch (thrown) {
        throw toStorageError(thrown, doing);
      }
    },
    [Symbol.dispose]: () => {
      statements.clear();
      if (raw.isOpen) raw.close();
    },
  };
}

/** The least a transaction can write: with it SQLite syncs the log, whatever is in it. */
function rewriteVersion(raw: DatabaseSync): void {
  const version = Number(raw.prepare("PRAGMA user_version").get()?.["user_version"]);
  raw.exec(`PRAGMA user_version=${version}`);
}

/** The write-ahead log may hold the very space that is missing: it is emptied into the file, and the work (rolled back by then) tried once more. */
function retryOnFullDisk<T>(raw: DatabaseSync, attempt: () => T): T {
  try {
    return attempt();
  } catch (thrown) {
    if (!isDiskFull(thrown) || !emptyLog(raw)) throw thrown;
    return attempt();
  }
}

function emptyLog(raw: DatabaseSync): boolean {
  try {
    return raw.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy === 0;
  } catch {
    // Not even that fits: the first failure is the one to report.
    return false;
  }
}

function runTransaction<T>(raw: DatabaseSync, work: () => T): T {
  raw.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    raw.exec("COMMIT");
    return result;
  } catch (thrown) {
    // SQLite rolls back by itself on a full disk and on some I/O errors.
    if (raw.isTransaction) raw.exec("ROLLBACK");
    throw thrown;
  }
}
