import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { oneLine, systemCode, vaultError } from "../vault-error.ts";
import { LARGEST_VAULT } from "./parse-vault.ts";

/** Windows has no such bits; its profile directory is private by access list. */
const HAS_MODES = process.platform !== "win32";

const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, "0");

/**
 * Makes `directory` (0700) if it is missing. One that others can only read is closed to them; one that others can
 * write, or that belongs to somebody else, is refused with `vault` (`permissions`): they could swap the files in it.
 */
export function openPrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!HAS_MODES) return;
  const stats = statSync(directory);
  refuseForeign(directory, stats);
  if ((stats.mode & 0o022) !== 0) throw tooOpen(directory, stats.mode, "700");
  if ((stats.mode & 0o077) !== 0) chmodSync(directory, 0o700);
}

/**
 * The text of a file only its owner can read, or undefined if there is none. Throws `vault`: `permissions` if others
 * may read or write it (as ssh does) or it is not a plain file of ours, `unsupported` above 1 MiB, `damaged` for bytes that are not UTF-8.
 */
export function readPrivateFile(path: string): string | undefined {
  const file = openIfThere(path);
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw vaultError("permissions", `${path} is not a plain file`);
    if (HAS_MODES) {
      refuseForeign(path, stats);
      if ((stats.mode & 0o077) !== 0) throw tooOpen(path, stats.mode, "600");
    }
    if (stats.size > LARGEST_VAULT) throw vaultError("unsupported", `${path} is larger than 1 MiB`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) throw vaultError("damaged", `${path} is not text`, { cause: error });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Gives the directory and the files back to their owner alone; what `aio credentials` offers after a refusal. */
export function repairPermissions(paths: readonly string[]): void {
  if (!HAS_MODES) return;
  for (const path of paths) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) chmodSync(path, 0o700);
    else if (stats?.isFile()) chmodSync(path, 0o600);
  }
}

function openIfThere(path: string): number | undefined {
  // A link is refused because the next write would replace it; not blocking keeps a named pipe from hanging us.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    return openSync(path, flags);
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return undefined;
    if (code === "ELOOP")
      throw vaultError("permissions", `${path} is a symbolic link`, { suggestion: "Put the file itself there." });
    throw vaultError("permissions", `Cannot read ${path}: ${code ?? oneLine(error)}`, { cause: error });
  }
}

function refuseForeign(path: string, stats: Stats): void {
  const self = process.getuid?.();
  if (self === undefined || self === 0 || stats.uid === self) return;
  throw vaultError("permissions", `${path} belongs to another user`, {
    suggestion: `Remove it, or give it back: chown it to yourself in ${dirname(path)}.`,
  });
}

function tooOpen(path: string, mode: number, wanted: string): Error {
  return vaultError("permissions", `${path} is open to other users (mode ${octal(mode)})`, {
    suggestion: `Run: chmod ${wanted} "${path}"`,
  });
}
