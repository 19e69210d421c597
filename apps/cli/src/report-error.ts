import { toOrchestratorError, type SerializedError } from "@ai-orchestrator/contract";
import { exitCodeFor } from "./exit-code.ts";
import { sanitizeLine } from "./terminal/sanitize-line.ts";
import type { Style } from "./terminal/style.ts";
import { wrapText } from "./terminal/wrap-text.ts";

type ErrorStream = NodeJS.WritableStream & { readonly columns?: number | undefined };

/** What follows `  fix: ` stands below it. */
const FIX_HANG = 7;

/** Writes an error as one line and its fix as another; with `verbose` also where it came from. Returns the exit code. */
export function reportError(
  thrown: unknown,
  options: {
    readonly stderr: ErrorStream;
    readonly style: Style;
    readonly verbose: boolean;
    /** Errors nobody foresaw may tell anything. */
    readonly hideSecrets: (text: string) => string;
  },
): number {
  const { stderr, style, verbose, hideSecrets } = options;
  const error = toOrchestratorError(thrown);
  writeError({ ...error.toJSON(), message: hideSecrets(error.message) }, { stderr, style });
  if (verbose) stderr.write(`${style.dim(hideSecrets(chain(error)))}\n`);
  return exitCodeFor(error);
}

/** The two lines alone, broken at spaces on a terminal. */
export function writeError(
  error: SerializedError,
  options: { readonly stderr: ErrorStream; readonly style: Style },
): void {
  const { stderr, style } = options;
  const [first = "", ...more] = (error.suggestion ?? "").split("\n").map(sanitizeLine);
  const fix =
    error.suggestion === undefined ? [] : [`${style.dim("  fix:")} ${first}`, ...more.map((line) => `       ${line}`)];
  const lines = [`${style.red("error:")} ${sanitizeLine(error.message)}`, ...fix];
  stderr.write(`${lines.flatMap((line) => wrapText(line, stderr.columns, FIX_HANG)).join("\n")}\n`);
}

function chain(error: unknown): string {
  const lines: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause)
    lines.push(current.stack ?? current.message);
  return lines.join("\ncaused by: ").split("\n").map(sanitizeLine).join("\n");
}
