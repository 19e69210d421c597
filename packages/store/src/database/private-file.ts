import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Logger } from "@ai-orchestrator/contract";

/** Makes sure the file exists with mode 0600 in a folder that was made 0700 if it was missing; a looser file is tightened and reported. Windows keeps its own access lists. */
export function ensurePrivateFile(path: string, logger: Logger): void {
  ensurePrivateFolder(dirname(path), logger);
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  tighten(path, 0o600, logger);
  for (const suffix of ["-wal", "-shm", "-journal"])
    if (existsSync(path + suffix)) tighten(path + suffix, 0o600, logger);
}

/** Makes the folder 0700 if it is missing; one that others can enter is reported, never changed: it may hold other things. */
export function ensurePrivateFolder(path: string, logger: Logger): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (process.platform === "win32") return;
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    logger.log("warn", `Other users can enter ${path}; run: chmod 700 '${path}'`, { mode: mode.toString(8) });
  }
}

/** Syncs a folder, so that names created, renamed or removed in it survive power loss. */
export function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } catch (thrown) {
    // Some network file systems cannot; there the server decides.
    if (!(thrown instanceof Error && "code" in thrown && (thrown.code === "EINVAL" || thrown.code === "ENOTSUP")))
      throw thrown;
  } finally {
    closeSync(descriptor);
  }
}

/** Syncs a file's content to disk. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function tighten(path: string, wanted: number, logger: Logger): void {
  if (process.platform === "win32") return;
  const mode = statSync(path).mode & 0o777;
  if ((mode & ~wanted) === 0) return;
  chmodSync(path, wanted);
  logger.log("warn", `Other users could read ${path}; its permissions were tightened.`, { mode: mode.toString(8) });
}
