import { closeSync, copyFileSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, rmSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { OrchestratorError, SILENT_LOGGER } from "@ai-orchestrator/contract";
import { plainCodec, encryptedCodec } from "../encryption/content-codec.ts";
import { openStore, type StoreOptions } from "../open-store.ts";
import { rebuildIndex } from "../search/rebuild-index.ts";
import type { StoreContext } from "../store-context.ts";
import { toStorageError } from "../database/storage-error.ts";
import { fullCheck } from "./check-integrity.ts";
import { mendRecovered } from "./mend-recovered.ts";
import { replaceHistory, timeStamp } from "./replace-file.ts";
import { refuseIfOpen } from "./restore-store.ts";
import { salvageByKey, salvageByRowId } from "./salvage-rows.ts";

/** What could be saved, and where the damaged file is kept. */
export interface RecoveryReport {
  readonly conversations: number;
  readonly turns: number;
  /** Turns and attachments that were read but made no sense. */
  readonly droppedTurns: number;
  readonly lostAttachments: number;
  /** Turns whose conversation was lost; they stand in conversations of their own. */
  readonly rehomedTurns: number;
  readonly damaged: string | undefined;
}

/** Tables in the order in which they refer to each other, and how to read them around damage. */
const TABLES: readonly { readonly name: string; readonly key?: string }[] = [
  { name: "meta", key: "key" },
  { name: "conversation" },
  { name: "conversation_tag", key: "conversation, tag" },
  { name: "turn" },
  { name: "journal" },
  { name: "attachment" },
  { name: "attachment_ref", key: "turn, hash" },
  { name: "compaction" },
  { name: "usage_record" },
  { name: "spending", key: "scope, window" },
  { name: "alert" },
];

/**
 * Reads everything readable out of a damaged history into a new one, mends what refers to lost rows, rebuilds the
 * search index, and puts it in place; the damaged file stays in `snapshots`. Throws `storage` if not even the schema can be read.
 */
export function recoverStore(options: StoreOptions): RecoveryReport {
  const logger = options.logger ?? SILENT_LOGGER;
  const { path } = options;
  if (!existsSync(path)) throw new OrchestratorError("not_found", `There is no history ${path}.`);
  refuseIfOpen(path, options.now(), logger);
  const damaged = `${path}.damaged`;
  const fresh = `${path}.recovering`;
  try {
    removeDatabase(fresh);
    copyDatabase(path, damaged);
    const report = salvage(options, damaged, fresh);
    const kept = replaceHistory({ path, fresh, copyName: `damaged-${timeStamp(options.now())}.db`, logger });
    return { ...report, damaged: kept };
  } catch (thrown) {
    removeDatabase(fresh);
    throw toStorageError(thrown, "recover the history");
  } finally {
    removeDatabase(damaged);
  }
}

function salvage(options: StoreOptions, damaged: string, fresh: string): Omit<RecoveryReport, "damaged"> {
  using store = openStore({ ...options, path: fresh });
  const { context } = store;
  const { raw } = context.database;
  const source = new DatabaseSync(damaged);
  try {
    requireSchema(source);
    raw.exec("PRAGMA foreign_keys=OFF");
    const report = context.database.write("recover the history", () => {
      for (const { name, key } of TABLES) copyTable(context, source, name, key);
      checkCodec(context, options);
      const mended = mendRecovered(context);
      rebuildIndex(context);
      return mended;
    });
    raw.exec("PRAGMA foreign_keys=ON");
    const problems = fullCheck(context.database);
    if (problems.length > 0)
      throw new OrchestratorError("storage", `What was recovered does not hold together: ${problems[0] ?? ""}`, {
        suggestion: "Restore a backup.",
      });
    return report;
  } finally {
    source.close();
  }
}

/** Without the schema no row can be reached. */
function requireSchema(source: DatabaseSync): void {
  try {
    source.prepare("SELECT rid, id FROM conversation LIMIT 0").all();
  } catch (thrown) {
    throw new OrchestratorError("storage", "Nothing can be read from the damaged history.", {
      cause: thrown,
      suggestion: "Restore a backup with `aio history restore`.",
    });
  }
}

function copyTable({ database }: StoreContext, source: DatabaseSync, table: string, key: string | undefined): void {
  const columns = new Set(
    database.raw
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((row) => String(row.name)),
  );
  for (const row of key === undefined ? salvageByRowId(source, table) : salvageByKey(source, table, key)) {
    const known = Object.entries(row).filter(([column]) => columns.has(column));
    const names = known.map(([column]) => column);
    tryInsert(
      database.prepare(
        `INSERT OR IGNORE INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
      ),
      known.map(([, value]) => value),
    );
  }
}

/** A row that damage turned into something the schema forbids is left behind. */
function tryInsert(
  statement: ReturnType<StoreContext["database"]["prepare"]>,
  values: readonly SQLOutputValue[],
): void {
  try {
    statement.run(...(values as readonly SQLInputValue[]));
  } catch (thrown) {
    const code = thrown instanceof Error && "errcode" in thrown ? Number(thrown.errcode) & 0xff : 0;
    if (code !== CONSTRAINT && code !== MISMATCH) throw thrown;
  }
}

const CONSTRAINT = 19;
const MISMATCH = 20;

/** The key of the damaged file, which has just been copied over the one the fresh file was opened with. */
function checkCodec({ database }: StoreContext, options: StoreOptions): void {
  const codec = options.encryptionKey === undefined ? plainCodec : encryptedCodec(options.encryptionKey);
  const wanted = codec.fingerprint ?? "plain";
  database
    .prepare("INSERT INTO meta (key, value) VALUES ('content_key', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
    .run(wanted);
}

function copyDatabase(from: string, to: string): void {
  removeDatabase(to);
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
  padToHeaderSize(to);
}

/** SQLite reads nothing of a file that is shorter than its header says (bytes 16 and 28 of the file format); zeros in place of the lost end let it read the rest. */
function padToHeaderSize(path: string): void {
  const descriptor = openSync(path, "r+");
  try {
    const header = Buffer.alloc(100);
    readSync(descriptor, header, 0, 100, 0);
    if (header.toString("latin1", 0, 15) !== "SQLite format 3") return;
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    const bytes = header.readUInt32BE(28) * pageSize;
    if (bytes > fstatSync(descriptor).size && bytes < LARGEST_HISTORY) ftruncateSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** A header that claims more than this is damaged itself. */
const LARGEST_HISTORY = 2 ** 40;

function removeDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
}
