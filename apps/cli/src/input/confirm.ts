import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { readLine } from "./read-secret.ts";

/** Asks before something cannot be undone; yes without asking where `force` is set. */
export async function confirm(question: string, force: boolean, context: CliContext): Promise<void> {
  if (force) return;
  const answer = await readLine(`${question} [y/N] `, context);
  if (!/^y(es)?$/i.test(answer))
    throw new OrchestratorError("cancelled", "Nothing was changed.", {
      suggestion: "Add --force to do it without asking.",
    });
}
