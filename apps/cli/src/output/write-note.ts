import type { CliContext } from "../cli-context.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";

/** What follows `note: ` stands below it. */
const HANG = 6;

/** Says on stderr what is worth knowing beside the result, broken between words on a terminal. */
export function writeNote({ stderr, err }: Pick<CliContext, "stderr" | "err">, text: string): void {
  stderr.write(`${wrapText(`${err.yellow("note:")} ${sanitizeLine(text)}`, stderr.columns, HANG).join("\n")}\n`);
}
