import { existsSync, writeFileSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";

/** Writes a file only its owner may read. Throws `invalid_input` if it exists and `force` is not set, `storage` if it cannot be written. */
export function writePrivateFile(file: string, text: string, force: boolean): void {
  if (!force && existsSync(file))
    throw new OrchestratorError("invalid_input", `${file} exists.`, {
      suggestion: "Add --force to replace it, or choose another name.",
    });
  try {
    writeFileSync(file, text, { mode: 0o600, flush: true });
  } catch (error) {
    throw new OrchestratorError("storage", `Cannot write ${file}: ${(error as Error).message}.`, {
      suggestion: "Check free space and permissions.",
      cause: error,
    });
  }
}
