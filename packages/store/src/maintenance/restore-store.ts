import { existsSync, rmSync } from "node:fs";
import { OrchestratorError, SILENT_LOGGER, type Logger } from "@ai-orchestrator/contract";
import { openDatabase } from "../database/database.ts";
import { APPLICATION_ID } from "../database/migrate.ts";
import { MIGRATIONS } from "../database/migrations/index.ts";
import { processRegistry } from "../database/process-registry.ts";
import { writeSnapshot } from "../database/snapshot.ts";
import { isCorruption } from "../database/storage-error.ts";
import { fullCheck } from "./check-integrity.ts";
import { replaceHistory, timeStamp } from "./replace-file.ts";

/** What restoring needs. */
export interface RestoreOptions {
  /** The history. */
  readonly path: string;
  /** The backup; it is not changed. */
  readonly from: string;
  /** Epoch ms. */
  readonly now: number;
  readonly logger?: Logger;
}

/**
 * Puts a backup in the place of the history. The backup is copied and checked first; the history it replaces stays in
 * `snapshots`, whose path is returned. Throws `storage` if the backup is damaged or foreign, or another process has the history open.
 */
export function restoreStore(options: RestoreOptions): { readonly replaced: string | undefined } {
  const { path, from, now } = options;
  const logger = options.logger ?? SILENT_LOGGER;
  if (!existsSync(from)) throw new OrchestratorError("not_found", `There is no backup ${from}.`);
  const fresh = `${path}.restoring`;
  try {
    copyChecked(from, fresh, logger);
    refuseIfOpen(path, now, logger);
    return { replaced: replaceHistory({ path, fresh, copyName: `replaced-${timeStamp(now)}.db`, logger }) };
  } catch (thrown) {
    rmSync(fresh, { force: true });
    throw thrown;
  }
}

/** Throws if a living process has the history open. A damaged history cannot be asked: then nobody can work with it either. */
export function refuseIfOpen(path: string, now: number, logger: Logger): void {
  if (!existsSync(path)) return;
  try {
    using database = openDatabase(path, logger);
    const hasRegistry = database.raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'process'").get() !== undefined;
    const others = hasRegistry
      ? database.read("look for other processes", () => processRegistry(database, () => now).others())
      : [];
    const first = others[0];
    if (first !== undefined) {
      throw new OrchestratorError("storage", `Process ${first.pid} has the history open.`, {
        suggestion: "Close it (or `aio serve`) and try again.",
      });
    }
    database.raw.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  } catch (thrown) {
    if (thrown instanceof OrchestratorError && !isCorruption(thrown)) throw thrown;
    logger.log("warn", "The history is too damaged to see whether a process has it open.", { path });
  }
}

function copyChecked(from: string, fresh: string, logger: Logger): void {
  {
    using backup = openDatabase(from, logger);
    writeSnapshot(backup, fresh);
  }
  using copy = openDatabase(fresh, logger);
  const header = copy.read("read the backup", () => ({
    ...copy.raw.prepare("PRAGMA application_id").get(),
    ...copy.raw.prepare("PRAGMA user_version").get(),
  }));
  if (header.application_id !== APPLICATION_ID)
    throw new OrchestratorError("storage", `${from} is not a backup of a history.`);
  if (Number(header.user_version) > (MIGRATIONS.at(-1)?.version ?? 0)) {
    throw new OrchestratorError("storage", `${from} was written by a newer version.`, {
      suggestion: "Update AI Orchestrator.",
    });
  }
  const problems = copy.read("check the backup", () => fullCheck(copy));
  if (problems.length > 0)
    throw new OrchestratorError("storage", `The backup ${from} is damaged: ${problems[0] ?? ""}`, {
      suggestion: "Try an older backup.",
    });
  copy.raw.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
}
