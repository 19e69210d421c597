import { CommanderError } from "commander";
import { commandFirst, type CommandNames } from "./command-first.ts";
import { refuseMistypedCommand } from "./refuse-mistyped-command.ts";
import { refuseUnknownCommand } from "./refuse-unknown-command.ts";
import { createContext, type CliContext } from "./cli-context.ts";
import { EXIT } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";
import { watchOutput } from "./watch-output.ts";

/** Runs one command line to its end and returns the exit code. Ctrl-C cancels what runs; a second one leaves at once. */
export async function run(args: readonly string[]): Promise<number> {
  // A report that Node writes when it crashes, or when asked, would list every variable, keys among them.
  process.report.excludeEnv = true;
  const cancel = new AbortController();
  const onSignal = (): void => {
    if (cancel.signal.aborted) process.exit(EXIT.cancelled);
    cancel.abort(new DOMException("Cancelled.", "AbortError"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  using output = watchOutput(process, cancel);
  const context = createContext(cancel.signal, output);
  const onFault = (thrown: unknown): void => process.exit(report(thrown, args, context));
  process.on("uncaughtException", onFault);
  let code: number;
  try {
    code = await runCommand(args, context);
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    process.off("uncaughtException", onFault);
  }
  await output.written();
  if (output.failure !== undefined) return report(output.failure, args, context);
  return output.isReaderGone && code === EXIT.cancelled ? EXIT.ok : code;
}

/** Runs one command line in a context, reports what it throws, closes what it opened, and returns the exit code. */
export async function runCommand(args: readonly string[], context: CliContext): Promise<number> {
  let code: number = EXIT.ok;
  let help = "aio --help";
  try {
    const program = createProgram(context, (exit) => (code = exit));
    const names = new Map(
      program.commands.map((command) => [command.name(), command.commands.map((sub) => sub.name())]),
    );
    const ordered = commandFirst(args, names);
    help = helpOf(ordered, names);
    refuseUnknownCommand(ordered, names);
    if (context.stdin.isTTY === true) refuseMistypedCommand(ordered, names);
    await program.parseAsync(ordered, { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0) return EXIT.ok;
      context.stderr.write(`${context.err.dim("  fix:")} See ${help}.\n`);
      return EXIT.usage;
    }
    if (!context.isOutputGone) code = report(thrown, args, context);
  } finally {
    await context.close();
  }
  return code;
}

/** The help of the command that a line means; a question is the default command's. */
function helpOf([first = "", second = ""]: readonly string[], names: CommandNames): string {
  const below = names.get(first);
  if (below === undefined) return "aio ask --help";
  return below.includes(second) ? `aio ${first} ${second} --help` : `aio ${first} --help`;
}

function report(thrown: unknown, args: readonly string[], { stderr, err, hideSecrets }: CliContext): number {
  const verbose = args.includes("--verbose") || args.includes("-v");
  return reportError(thrown, { stderr, style: err, verbose, hideSecrets });
}
