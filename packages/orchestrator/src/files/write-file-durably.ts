import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OrchestratorError, retryWhileHeld } from "@ai-orchestrator/contract";

/**
 * Writes a file only its owner may read, so that a reader, a crash or a full disk sees the old content or the new,
 * never half: temporary file 0600, fsync, rename. Throws `storage` with `suggestion`.
 */
export function writeFileDurably(
  file: string,
  data: string | Uint8Array,
  suggestion = "The old file is unchanged. Check free space and permissions.",
): void {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const handle = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(handle, data);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    retryWhileHeld(process.platform, () => renameSync(temporary, file));
    syncFolder(path.dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new OrchestratorError("storage", `Cannot write ${file}: ${reason(error as NodeJS.ErrnoException)}.`, {
      suggestion,
      cause: error,
    });
  }
}

function reason(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOSPC" || error.code === "EDQUOT") return "the disk is full";
  if (error.code === "EACCES" || error.code === "EPERM") return "permission denied";
  if (error.code === "EROFS") return "the disk is read-only";
  if (error.code === "EISDIR") return "it is a folder";
  return error.message;
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some network file systems cannot; there the server decides.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EINVAL" && code !== "ENOTSUP") throw error;
  } finally {
    closeSync(handle);
  }
}
