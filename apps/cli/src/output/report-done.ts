import type { CliContext } from "../cli-context.ts";
import type { GlobalOptions } from "../global-options.ts";

/** What a command did: one object on stdout with --json, else a line on stderr. */
export function reportDone(
  { options, context }: { readonly options: GlobalOptions; readonly context: CliContext },
  json: unknown,
  text: string,
): void {
  if (options.json) context.stdout.write(`${JSON.stringify(json)}\n`);
  else if (!options.quiet) context.stderr.write(`${text}\n`);
}
