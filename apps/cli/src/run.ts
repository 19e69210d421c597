import { CommanderError } from "commander";
import { commandFirst } from "./command-first.ts";
import { createContext } from "./cli-context.ts";
import { EXIT } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";
import { watchOutput } from "./watch-output.ts";

/** Runs one command line to its end and returns the exit code. Ctrl-C cancels what runs; a second one leaves at once. */
export async function run(args: readonly string[]): Promise<number> {
  const cancel = new AbortController();
  const onSignal = (): void => {
    if (cancel.signal.aborted) process.exit(EXIT.cancelled);
    cancel.abort(new DOMException("Cancelled.", "AbortError"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  using output = watchOutput(process, cancel);
  const context = createContext(cancel.signal, output);
  const report = (thrown: unknown): number =>
    reportError(thrown, {
      stderr: process.stderr,
      style: context.err,
      verbose: args.includes("--verbose") || args.includes("-v"),
    });
  const onFault = (thrown: unknown): void => process.exit(report(thrown));
  process.on("uncaughtException", onFault);
  let code: number = EXIT.ok;
  try {
    const program = createProgram(context, (exit) => (code = exit));
    const names = program.commands.map((command) => command.name());
    await program.parseAsync(commandFirst(args, names), { from: "user" });
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!context.isOutputGone) code = report(thrown);
  } finally {
    await context.close();
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    process.off("uncaughtException", onFault);
  }
  if (output.failure !== undefined) return report(output.failure);
  return output.isReaderGone && code === EXIT.cancelled ? EXIT.ok : code;
}
