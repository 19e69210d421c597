import { existsSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";

/** Refuses to replace a file without `force`. Throws `invalid_input`. */
export function refuseToReplace(file: string, force: boolean): void {
  if (force || !existsSync(file)) return;
  throw new OrchestratorError("invalid_input", `${file} exists.`, {
    suggestion: "Add --force to replace it, or choose another name.",
  });
}
