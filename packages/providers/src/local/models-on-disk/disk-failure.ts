import { OrchestratorError } from "@ai-orchestrator/contract";

const WORDS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  ENOSPC: ["The disk is full", "Make room, e.g. with aio models clean, and run it again; it goes on where it stopped."],
  EDQUOT: ["Your share of the disk is full", "Make room and run it again; it goes on where it stopped."],
  EROFS: ["The disk cannot be written", "Set HF_HUB_CACHE to a folder on another one."],
  EACCES: ["The folder may not be written", "Correct its permissions, or set HF_HUB_CACHE to another folder."],
  EPERM: ["The folder may not be written", "Correct its permissions, or set HF_HUB_CACHE to another folder."],
  EFBIG: ["The file is too large for this disk", "Set HF_HUB_CACHE to a folder on another one."],
};

/** A file system's refusal as `storage`, with the fix; anything else as it is. */
export function diskFailure(thrown: unknown, file: string): unknown {
  if (thrown instanceof OrchestratorError || !(thrown instanceof Error)) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return thrown;
  const [what, suggestion] = WORDS[code] ?? [`The disk answered ${code}`, "Run it again; it goes on where it stopped."];
  return new OrchestratorError("storage", `${what}: ${file}.`, { suggestion, cause: thrown });
}
