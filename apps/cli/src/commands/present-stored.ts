import type { TurnEvent } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT, exitCodeFor } from "../exit-code.ts";
import { presentTurn } from "../output/present-turn.ts";
import { writeError } from "../report-error.ts";
import { presentOptionsOf } from "./ask.ts";
import type { AskOptions } from "./ask-options.ts";

/** Shows a turn that answers a question of the history, and returns the exit code. */
export async function presentStored(
  events: AsyncIterable<TurnEvent>,
  options: AskOptions,
  context: CliContext,
): Promise<number> {
  const state = await presentTurn(events, presentOptionsOf(options), context);
  if (state.error === undefined) return EXIT.ok;
  if (!options.json && !options.jsonl && !context.isOutputGone)
    writeError(state.error, { stderr: context.stderr, style: context.err });
  return exitCodeFor(state.error);
}
