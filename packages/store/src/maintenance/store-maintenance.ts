import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeSnapshot } from "../database/snapshot.ts";
import type { StoreContext } from "../store-context.ts";
import { contentCheck } from "./check-content.ts";
import { fullCheck, type Problems } from "./check-integrity.ts";

/** Looking after an open history. */
export interface StoreMaintenance {
  /** Writes a consistent copy (0600) while others go on; the copy is whole or absent. */
  backup(path: string): void;
  /** Checks pages, indexes, references, invariants, and that all content can be read; an empty list means sound. */
  verify(): Problems;
  /** Overwrites what deletion left in the write-ahead log, and removes the copies that migrating, restoring and recovering made. */
  scrub(): void;
}

/** Maintenance of one open store. */
export function storeMaintenance(context: StoreContext): StoreMaintenance {
  const { database, logger } = context;
  const scrub = (): void => {
    removeSnapshots(context);
    const result = database.read("empty the write-ahead log", () =>
      database.raw.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get(),
    );
    if (result?.busy === 1)
      logger.log(
        "warn",
        "Another process is reading the history; traces of deleted text leave the disk when it is done.",
      );
  };
  return {
    backup: (path) => writeSnapshot(database, path),
    verify: () => database.read("check the history", () => [...fullCheck(database), ...contentCheck(context)]),
    scrub,
  };
}

function removeSnapshots({ database }: StoreContext): void {
  if (database.path === ":memory:") return;
  const folder = join(dirname(database.path), "snapshots");
  for (const name of listFolder(folder))
    if (/^(before-v\d+|replaced|damaged)-/.test(name)) rmSync(join(folder, name), { force: true });
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder: no copies were ever made.
    return [];
  }
}
