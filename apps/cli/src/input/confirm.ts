import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { readLine } from "./read-secret.ts";

/** The option that answers for scripts, and whether it was given. */
export interface Agreed {
  readonly flag: "--yes" | "--force";
  readonly given: boolean | undefined;
}

/**
 * Asks before something big or final. Without a terminal to ask on it is a usage error, so that a script finds out at
 * once. Throws `cancelled` for a no.
 */
export async function confirm(question: string, { flag, given }: Agreed, context: CliContext): Promise<void> {
  if (given === true) return;
  if (context.stdin.isTTY !== true)
    throw new OrchestratorError("invalid_input", "There is no terminal to ask on, so nothing was done.", {
      suggestion: `Add ${flag} to do it without asking.`,
    });
  const answer = await readLine(`${question} [y/N] `, context);
  if (!/^y(es)?$/i.test(answer)) throw new OrchestratorError("cancelled", "Nothing was done.");
}
