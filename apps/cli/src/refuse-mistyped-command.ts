import { OrchestratorError, typingErrors } from "@ai-orchestrator/contract";
import { FLAGS, type CommandNames } from "./command-first.ts";

/** Shorter words are too many steps from anything to guess at. */
const SHORTEST = 3;

/**
 * Throws `invalid_input` for a single word that is one typing error away from a command, and for such a word before one of
 * that command's own: asking a model what "hlp" means costs money and is not what was meant. For people at a terminal only;
 * a script means what it says, and other words are a question.
 */
export function refuseMistypedCommand(args: readonly string[], commands: CommandNames): void {
  const words = args.filter((argument) => !FLAGS.has(argument));
  const [word = "", below, ...more] = words;
  const names = ["help", ...commands.keys()];
  if (more.length > 0 || word.length < SHORTEST || word.startsWith("-") || names.includes(word)) return;
  const isMeant = (name: string): boolean => below === undefined || commands.get(name)?.includes(below) === true;
  const meant = names.find((name) => typingErrors(word, name) === 1 && isMeant(name));
  if (meant === undefined) return;
  const [typed, command] = [words.join(" "), [meant, ...words.slice(1)].join(" ")];
  throw new OrchestratorError("invalid_input", `There is no command "${typed}".`, {
    suggestion: `Did you mean aio ${command}? To ask a model about it: aio ask ${typed}`,
  });
}
