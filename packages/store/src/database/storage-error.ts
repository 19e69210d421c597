import { OrchestratorError } from "@ai-orchestrator/contract";

interface Fault {
  readonly message: string;
  readonly suggestion: string;
  readonly retryable?: boolean;
}

const DISK_FULL: Fault = {
  message: "The disk is full, so nothing was written; everything stored before is intact and readable.",
  suggestion: "Free some disk space and try again.",
  retryable: true,
};

/** Primary SQLite result codes (https://sqlite.org/rescode.html) and what they mean to a person. */
const SQLITE_FAULTS: Readonly<Record<number, Fault>> = {
  5: { message: "The history is locked by another process.", suggestion: "Try again in a moment.", retryable: true },
  6: { message: "The history is locked.", suggestion: "Try again in a moment.", retryable: true },
  8: {
    message: "The history cannot be written (read-only).",
    suggestion: "Check the owner and permissions of its folder.",
  },
  10: { message: "The disk reported an error.", suggestion: "Check the disk, then run `aio history verify`." },
  11: { message: "The history file is damaged.", suggestion: "Run `aio history recover`." },
  13: DISK_FULL,
  14: { message: "The history file cannot be opened.", suggestion: "Check that its folder exists and belongs to you." },
  26: { message: "The file is not a history database.", suggestion: "Restore a backup: `aio history restore`." },
};

const SYSTEM_FAULTS: Readonly<Record<string, Fault>> = {
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EROFS: { message: "The disk is read-only.", suggestion: "Choose another folder with AI_ORCHESTRATOR_HOME." },
  EACCES: { message: "Permission denied.", suggestion: "Check the owner and permissions of the folder." },
  EPERM: { message: "Permission denied.", suggestion: "Check the owner and permissions of the folder." },
  EMFILE: {
    message: "Too many open files.",
    suggestion: "Close other programs or raise the limit (ulimit -n).",
    retryable: true,
  },
  ENOENT: { message: "The file does not exist.", suggestion: "Check the path." },
};

/** The `storage` error a SQLite or file-system failure stands for; an OrchestratorError passes through. `doing` completes "Could not …". */
export function toStorageError(thrown: unknown, doing: string): OrchestratorError {
  if (thrown instanceof OrchestratorError) return thrown;
  const fault = faultOf(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new OrchestratorError("storage", `Could not ${doing}: ${fault?.message ?? detail}`, {
    cause: thrown,
    suggestion: fault?.suggestion ?? "Run `aio history verify`.",
    retryable: fault?.retryable ?? false,
    details: { reason: detail },
  });
}

/** True for damage of the file itself, as opposed to a passing condition. */
export function isCorruption(thrown: unknown): boolean {
  const code = sqliteCode(thrown instanceof OrchestratorError ? thrown.cause : thrown);
  return code === 11 || code === 26;
}

/** True where the disk (or the quota) is full. */
export function isDiskFull(thrown: unknown): boolean {
  const cause = thrown instanceof OrchestratorError ? thrown.cause : thrown;
  return faultOf(cause) === DISK_FULL;
}

function faultOf(thrown: unknown): Fault | undefined {
  const code = sqliteCode(thrown);
  if (code !== undefined) return SQLITE_FAULTS[code];
  if (thrown instanceof Error && "code" in thrown && typeof thrown.code === "string") return SYSTEM_FAULTS[thrown.code];
  return undefined;
}

function sqliteCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("errcode" in thrown) || typeof thrown.errcode !== "number") return undefined;
  return thrown.errcode & 0xff;
}
