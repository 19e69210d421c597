import { closeSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { retryWhileHeld } from "@ai-orchestrator/contract";
import type { Database } from "./database.ts";
import { syncFile, syncFolder } from "./private-file.ts";
import { toStorageError } from "./storage-error.ts";

/** Writes a consistent copy to `path` (mode 0600): whole and on disk under that name, or not there at all. Other processes may go on writing. */
export function writeSnapshot(database: Database, path: string): void {
  const partial = `${path}.partial`;
  try {
    rmSync(partial, { force: true });
    closeSync(openSync(partial, "wx", 0o600));
    database.raw.prepare("VACUUM INTO ?").run(partial);
    syncFile(partial);
    retryWhileHeld(process.platform, () => renameSync(partial, path));
    syncFolder(dirname(path));
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw toStorageError(thrown, `copy the history to ${path}`);
  }
}
