import { sanitizeLine } from "./sanitize-line.ts";
import { textWidth } from "./text-width.ts";

/** Below this a line cannot be broken sensibly. */
const NARROWEST = 16;

/**
 * A line as several that fit `columns`, broken at spaces; those after the first are indented by `hang`. A word that is too
 * long stays whole: a terminal breaks it, and it can still be copied. Without `columns`, as in a pipe, the line as it is.
 */
export function wrapText(line: string, columns: number | undefined, hang = 2): readonly string[] {
  if (columns === undefined || textWidth(line) <= columns) return [line];
  const indent = hang + NARROWEST > columns ? "" : " ".repeat(hang);
  const start = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = start;
  let isEmpty = true;
  for (const word of line.slice(start.length).split(" ")) {
    const next = isEmpty ? current + word : `${current} ${word}`;
    // Blanks that line things up never begin a line.
    if (!isEmpty && word !== "" && textWidth(next) > columns) {
      lines.push(current.trimEnd());
      current = indent + word;
    } else current = next;
    isEmpty = false;
  }
  return [...lines, current.trimEnd()];
}

/** Lines of foreign text as a terminal of `columns` shows them: nothing of it acts on the terminal, words are kept whole. */
export function wrapLines(lines: readonly string[], columns: number | undefined): string {
  return lines.flatMap((line) => wrapText(sanitizeLine(line), columns)).join("\n");
}
