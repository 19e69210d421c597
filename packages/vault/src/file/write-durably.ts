import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { retryWhileHeld } from "@ai-orchestrator/contract";
import { oneLine, systemCode, vaultError } from "../vault-error.ts";

/** Replaces `path` by `text` so that a crash, a full disk or a power cut leaves the old file or the new one, never a part. */
export interface WriteOptions {
  /** Keeps the file that is replaced under this name. */
  readonly keepPreviousAs?: string;
}

/**
 * Temporary file (created exclusively, 0600, same directory), write, fsync, keep the previous one, rename, fsync of
 * the directory. Throws `storage` and removes what it made if the disk refuses. The caller holds the lock.
 */
export function writeDurably(path: string, text: string, options: WriteOptions = {}): void {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeSynced(temporary, text);
    if (options.keepPreviousAs !== undefined) keepPrevious(path, options.keepPreviousAs);
    retryWhileHeld(process.platform, () => renameSync(temporary, path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw vaultError("write-failed", `Cannot write ${path}: ${reasonOf(error)}`, {
      suggestion: "Nothing was changed. Free space or fix the permissions, then try again.",
      cause: error,
    });
  }
  syncDirectory(dirname(path));
}

/** Removes temporary files that a killed writer left. Only under the lock: nobody else is writing then. */
export function removeLeftovers(path: string): void {
  const leftover = new RegExp(`^${RegExp.escape(basename(path))}\\.(prev\\.)?[0-9a-f]{12}\\.tmp$`);
  for (const name of readdirSync(dirname(path)))
    if (leftover.test(name)) rmSync(join(dirname(path), name), { force: true });
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A hard link costs nothing and never leaves a moment without the file; where there are none, a copy does. */
function keepPrevious(path: string, previous: string): void {
  const temporary = `${previous}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    linkSync(path, temporary);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    copySynced(path, temporary);
  }
  try {
    retryWhileHeld(process.platform, () => renameSync(temporary, previous));
  } finally {
    // Renaming one link of a file onto another does nothing and keeps both: so after a kill between here and the end.
    rmSync(temporary, { force: true });
  }
}

function copySynced(from: string, to: string): void {
  copyFileSync(from, to);
  const file = openSync(to, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncDirectory(directory: string): void {
  // Windows cannot open a directory and needs no such call.
  if (process.platform === "win32") return;
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some network file systems cannot; there the server decides.
    if (systemCode(error) === "EINVAL" || systemCode(error) === "ENOTSUP") return;
    throw vaultError("write-failed", `${directory} was written but may not survive a power cut: ${oneLine(error)}`, {
      cause: error,
    });
  } finally {
    closeSync(handle);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EFBIG: "the file would exceed the size limit",
};

function reasonOf(error: unknown): string {
  return REASONS[systemCode(error) ?? ""] ?? oneLine(error);
}
