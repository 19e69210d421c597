import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";

/** Refuses to replace a file without `force`. Throws `invalid_input`. */
export function refuseToReplace(file: string, force: boolean): void {
  if (force || !existsSync(file)) return;
  throw new OrchestratorError("invalid_input", `${file} exists.`, {
    suggestion: "Add --force to replace it, or choose another name.",
  });
}

/** Writes a file only its owner may read, whole or not at all: what was there stays if it fails. Throws `storage` with `suggestion`. */
export function writeWholeFile(
  file: string,
  data: string | Uint8Array,
  suggestion = "Check free space and permissions.",
): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(handle, data);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
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
