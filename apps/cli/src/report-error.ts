import { toOrchestratorError, type SerializedError } from "@ai-orchestrator/contract";
import { exitCodeFor } from "./exit-code.ts";
import { sanitizeLine } from "./terminal/sanitize-line.ts";
import type { Style } from "./terminal/style.ts";

/** Writes an error as one line and its fix as another; with `verbose` also where it came from. Returns the exit code. */
export function reportError(
  thrown: unknown,
  options: {
    readonly stderr: NodeJS.WritableStream;
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

/** The two lines alone. */
export function writeError(
  error: SerializedError,
  options: { readonly stderr: NodeJS.WritableStream; readonly style: Style },
): void {
  const { stderr, style } = options;
  stderr.write(`${style.red("error:")} ${sanitizeLine(error.message)}\n`);
  if (error.suggestion !== undefined) {
    stderr.write(`${style.dim("  fix:")} ${error.suggestion.split("\n").map(sanitizeLine).join("\n       ")}\n`);
  }
}

function chain(error: unknown): string {
  const lines: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause)
    lines.push(current.stack ?? current.message);
  return lines.join("\ncaused by: ").split("\n").map(sanitizeLine).join("\n");
}
