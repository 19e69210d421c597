import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { readLine } from "./read-secret.ts";

/**
 * Asks before gigabytes are fetched or removed; `--yes` answers for scripts. Without a terminal to ask on it is a
 * usage error, so that a script finds out at once. Throws `cancelled` for a no.
 */
export async function agree(question: string, yes: boolean | undefined, context: CliContext): Promise<void> {
  if (yes === true) return;
  if (context.stdin.isTTY !== true)
    throw new OrchestratorError("invalid_input", "There is no terminal to ask on, so nothing was done.", {
      suggestion: "Add --yes to do it without asking.",
    });
  const answer = await readLine(`${question} [y/N] `, context);
  if (!/^y(es)?$/i.test(answer)) throw new OrchestratorError("cancelled", "Nothing was done.");
}
