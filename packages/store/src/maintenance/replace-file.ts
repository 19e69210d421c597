import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { retryWhileHeld, type Logger } from "@ai-orchestrator/contract";
import { ensurePrivateFolder, syncFile, syncFolder } from "../database/private-file.ts";

/** Sidecar files of a SQLite database in WAL mode. */
const SIDECARS = ["-wal", "-shm"] as const;

/**
 * Puts `fresh` in the place of the history in one rename; what was there before stays as a copy in `snapshots`.
 * No process may have the history open. Returns where the copy is, if there was something to copy.
 */
export function replaceHistory(options: {
  readonly path: string;
  readonly fresh: string;
  readonly copyName: string;
  readonly logger: Logger;
}): string | undefined {
  const { path, fresh, copyName, logger } = options;
  const kept = existsSync(path) ? keepCopy(path, copyName, logger) : undefined;
  // A log left by the former file would be replayed into the new one.
  for (const sidecar of SIDECARS) rmSync(path + sidecar, { force: true });
  for (const sidecar of SIDECARS) rmSync(fresh + sidecar, { force: true });
  syncFile(fresh);
  retryWhileHeld(process.platform, () => renameSync(fresh, path));
  syncFolder(dirname(path));
  return kept;
}

function keepCopy(path: string, copyName: string, logger: Logger): string {
  const folder = join(dirname(path), "snapshots");
  ensurePrivateFolder(folder, logger);
  const copy = join(folder, copyName);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  linkOrCopy(path, copy);
  syncFolder(folder);
  return copy;
}

function linkOrCopy(from: string, to: string): void {
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    // Not every file system has hard links.
    copyFileSync(from, to);
    syncFile(to);
  }
}

/** A file name part that sorts by time. */
export function timeStamp(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/g, "-");
}
