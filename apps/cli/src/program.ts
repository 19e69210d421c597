import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addAskOptions, type AskOptions } from "./commands/ask-options.ts";
import type { GlobalOptions } from "./global-options.ts";
import { registerAccountCommands } from "./register/account.ts";
import { registerConversationCommands } from "./register/conversations.ts";
import { registerModelCommands } from "./register/models.ts";
import { registerServeCommands } from "./register/serve.ts";
import { wrapText } from "./terminal/wrap-text.ts";
import { VERSION } from "./version.ts";

/** Sets the exit code of the command that ran. */
export type SetExit = (code: number) => void;

/** Options on every command. */
export function addGlobalOptions(command: Command): Command {
  return command
    .option("-v, --verbose", "say more: reasons, and for errors where they come from")
    .option("-q, --quiet", "nothing on stderr but errors")
    .option("--json", "print one JSON object")
    .option("--demo", "answer from a built-in pretend provider; clearly labelled")
    .option("--config <file>", "another config file");
}

const EXAMPLES = `
Examples:
  aio "Explain quantum computing"             the right model answers
  aio -m claude-sonnet-4.5 "Debug this" -f app.py
  git diff | aio "Write a commit message"     piped text is added to the prompt
  aio --local "Summarise my notes" -f notes/  nothing leaves this machine
  aio --web "What changed in Node 26?" -o node26.md
  aio --continue "And in French?"             goes on with the last conversation
  aio compare -m gpt-5.5,claude-sonnet-5.5 "Explain monads"
  aio route "Prove that 2 is irrational"      which model and why; asks nobody

Exit codes: 0 ok, 1 internal, 2 usage, 3 no usable provider, 4 refused,
            5 budget, 6 rate limit or quota, 7 network, 8 provider error,
            130 cancelled`;

/** The whole command tree. Every command's code is loaded when it runs. */
export function createProgram(context: CliContext, setExit: SetExit): Command {
  const program = new Command("aio")
    .description("Ask once; the right model answers; you see why and what it cost.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .enablePositionalOptions()
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(wrapHelp(text, context.stdout.columns)),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => context.stdout.columns ?? 80,
      outputError: (text, write) => write(text.startsWith("error:") ? text : `error: ${text}`),
    })
    .addHelpText("after", EXAMPLES);
  addAskCommand(
    program.command("ask", { isDefault: true }).description("ask a question (the default)"),
    context,
    setExit,
  );
  registerModelCommands(program, context, setExit);
  registerAccountCommands(program, context, setExit);
  registerConversationCommands(program, context, setExit);
  registerServeCommands(program, context, setExit);
  return program;
}

/** Examples and exit codes are written for 80 columns; the rest of a help text comes wrapped. */
function wrapHelp(text: string, columns: number | undefined): string {
  return text
    .split("\n")
    .flatMap((line) => wrapText(line, columns, 4))
    .join("\n");
}

function addAskCommand(command: Command, context: CliContext, setExit: SetExit): void {
  addGlobalOptions(addAskOptions(command))
    .argument("[prompt...]", "the question; piped text is added")
    .option("-o, --output <file>", "also write the answer to a .md, .json or .txt file")
    .option("--force", "replace the output file if it exists")
    .option("--continue", "continue the last conversation")
    .option("--conversation <id>", "continue this conversation")
    .option("--no-save", "do not keep this turn in the history")
    .action(async (words: string[], options: AskOptions) => {
      const { ask } = await import("./commands/ask.ts");
      setExit(await ask(words, options, context));
    });
}

/** Adds one command whose action gives an exit code. */
export function action<T extends GlobalOptions>(
  command: Command,
  setExit: SetExit,
  run: (args: string[], options: T) => Promise<number>,
): Command {
  return addGlobalOptions(command).action(async (...all: unknown[]) => {
    const options = all.at(-2) as T;
    const args = all
      .slice(0, -2)
      .flat()
      .filter((value) => value !== undefined)
      .map(String);
    setExit(await run(args, options));
  });
}
