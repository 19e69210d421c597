import { join } from "node:path";
import { OrchestratorError, type Logger } from "@ai-orchestrator/contract";
import type { Database } from "./database.ts";
import { ensurePrivateFolder } from "./private-file.ts";
import { writeSnapshot } from "./snapshot.ts";

/** One numbered step of the schema, run in one transaction. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** Data work after the SQL, in the same transaction. */
  readonly then?: (database: Database) => void;
}

/** What a migration run needs. */
export interface MigrateOptions {
  readonly database: Database;
  readonly migrations: readonly Migration[];
  /** Where the copies made before each step go; none are made for a database that was empty. */
  readonly snapshotFolder: string;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Marks the file as ours in its header ("AIOH"). */
export const APPLICATION_ID = 0x41494f48;

/**
 * Brings the schema to the newest version: a snapshot, then one transaction, for each step. A failing step leaves
 * the version before it. Returns the steps that ran. Throws `storage` for a file of a newer version or another program.
 */
export function migrate(options: MigrateOptions): readonly Migration[] {
  const { database, migrations } = options;
  const newest = migrations.at(-1)?.version ?? 0;
  const found = schemaVersion(database);
  checkOrigin(database, found);
  if (found > newest) {
    throw new OrchestratorError(
      "storage",
      `${database.path} was written by a newer version (schema ${found}, this program knows ${newest}).`,
      {
        suggestion: "Update AI Orchestrator, or restore a backup made by this version.",
      },
    );
  }
  const ran: Migration[] = [];
  for (const migration of migrations) {
    if (migration.version <= schemaVersion(database)) continue;
    if (found > 0) snapshotBefore(migration, options);
    if (apply(database, migration)) ran.push(migration);
  }
  return ran;
}

/** The schema version a database file is at; 0 for an empty one. */
export function schemaVersion(database: Database): number {
  return database.read("read the schema version", () =>
    Number(database.raw.prepare("PRAGMA user_version").get()?.user_version),
  );
}

/** Another process may have done the step while we waited for the lock: then nothing is left to do. */
function apply(database: Database, migration: Migration): boolean {
  return database.write(`migrate the history to version ${migration.version}`, () => {
    if (schemaVersion(database) >= migration.version) return false;
    database.raw.exec(migration.sql);
    migration.then?.(database);
    database.raw.exec(`PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${migration.version};`);
    return true;
  });
}

function checkOrigin(database: Database, version: number): void {
  const id = database.read("read the file header", () =>
    Number(database.raw.prepare("PRAGMA application_id").get()?.application_id),
  );
  const tables = database.read("read the schema", () =>
    Number(database.raw.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n),
  );
  if ((version > 0 && id !== APPLICATION_ID) || (version === 0 && tables > 0)) {
    throw new OrchestratorError("storage", `${database.path} is a database of another program.`, {
      suggestion: "Move it away; an earlier conversations.db is read with `aio import`.",
    });
  }
}

function snapshotBefore(migration: Migration, options: MigrateOptions): void {
  if (options.database.path === ":memory:") return;
  ensurePrivateFolder(options.snapshotFolder, options.logger);
  const stamp = new Date(options.now()).toISOString().replaceAll(/[:.]/g, "-");
  const path = join(options.snapshotFolder, `before-v${migration.version}-${stamp}-${process.pid}.db`);
  writeSnapshot(options.database, path);
  options.logger.log("info", `Copied the history before migrating it to version ${migration.version}.`, { path });
}
