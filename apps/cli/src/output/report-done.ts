import type { CliContext } from "../cli-context.ts";
import type { GlobalOptions } from "../global-options.ts";
import { wrapText } from "../terminal/wrap-text.ts";

/** What a command did: one object on stdout with --json, else a line on stderr, broken between words on a terminal. */
export function reportDone(
  { options, context }: { readonly options: GlobalOptions; readonly context: CliContext },
  json: unknown,
  text: string,
): void {
  if (options.json) context.stdout.write(`${JSON.stringify(json)}\n`);
  else if (!options.quiet) {
    const lines = text.split("\n").flatMap((line) => wrapText(line, context.stderr.columns));
    context.stderr.write(`${lines.join("\n")}\n`);
  }
}
