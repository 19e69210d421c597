import { CommanderError } from "commander";
import { commandFirst } from "./command-first.ts";
import { createContext } from "./cli-context.ts";
import { EXIT } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

/** Runs one command line to its end and returns the exit code. Ctrl-C cancels what runs; a second one leaves at once. */
export async function run(args: readonly string[]): Promise<number> {
  const cancel = new AbortController();
  const onSignal = (): void => {
    if (cancel.signal.aborted) process.exit(EXIT.cancelled);
    cancel.abort(new DOMException("Cancelled.", "AbortError"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  // A closed pipe (`aio … | head`) is the reader's wish, not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.ok);
    throw error;
  });
  const context = createContext(cancel.signal);
  let code: number = EXIT.ok;
  try {
    const program = createProgram(context, (exit) => (code = exit));
    const names = program.commands.map((command) => command.name());
    await program.parseAsync(commandFirst(args, names), { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    code = reportError(thrown, {
      stderr: process.stderr,
      style: context.err,
      verbose: args.includes("--verbose") || args.includes("-v"),
    });
  } finally {
    await context.close();
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
  return code;
}
