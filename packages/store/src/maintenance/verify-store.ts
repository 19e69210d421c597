import { existsSync } from "node:fs";
import { OrchestratorError, SILENT_LOGGER, toOrchestratorError, type Logger } from "@ai-orchestrator/contract";
import { openDatabase } from "../database/database.ts";
import { fullCheck, type Problems } from "./check-integrity.ts";

/** Checks a history that may be too damaged to open as a store; an empty list means sound. Throws `not_found`. */
export function verifyStore(options: { readonly path: string; readonly logger?: Logger }): Problems {
  if (!existsSync(options.path)) throw new OrchestratorError("not_found", `There is no history ${options.path}.`);
  try {
    using database = openDatabase(options.path, options.logger ?? SILENT_LOGGER);
    return database.read("check the history", () => fullCheck(database));
  } catch (thrown) {
    return [toOrchestratorError(thrown).message];
  }
}
