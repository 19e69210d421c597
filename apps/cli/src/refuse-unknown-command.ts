import { nearestNames, OrchestratorError } from "@ai-orchestrator/contract";
import type { CommandNames } from "./command-first.ts";

/** Groups that take more than their commands: `aio config defaults.dial` explains that key. */
const TAKES_WORDS = new Set(["config"]);

/** Throws `invalid_input` for a word after a group that is none of its commands. Commander would speak of the group's default, which nobody typed. */
export function refuseUnknownCommand([group = "", word]: readonly string[], commands: CommandNames): void {
  const below = commands.get(group) ?? [];
  if (below.length === 0 || TAKES_WORDS.has(group)) return;
  if (word === undefined || word.startsWith("-") || word === "help" || below.includes(word)) return;
  const [nearest] = nearestNames(word, below, 1);
  throw new OrchestratorError("invalid_input", `There is no command "aio ${group} ${word}".`, {
    suggestion: `${nearest === undefined ? "" : `Did you mean aio ${group} ${nearest}? `}See aio ${group} --help.`,
  });
}
