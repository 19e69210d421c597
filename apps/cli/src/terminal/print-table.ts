import { fitWidth, padEnd, textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

/** How a table is laid out. */
export interface TableLayout {
  /** Columns that are right-aligned, numbers mostly. */
  readonly right?: readonly number[];
  /** Columns that are never cut: ids, and sentences that mean nothing by half. */
  readonly keep?: readonly number[];
  /**
   * The terminal's width: the widest text column is cut to fit, and where that is not enough each row becomes a few lines
   * of its own. Without it, as in a pipe, nothing is cut.
   */
  readonly columns?: number | undefined;
}

/** Below this a column says nothing any more. */
const NARROWEST = 12;

/** Between columns. */
const GAP = 2;

/** Rows as aligned columns, no frames, so that a screen reader and `cut` both read them; on a terminal too narrow for that, row by row. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], keep = [], columns }: TableLayout = {},
): string {
  const all = [header, ...rows];
  const natural = header.map((_, column) => Math.max(...all.map((row) => textWidth(row[column] ?? ""))));
  const widths = columns === undefined ? natural : shrink(natural, [...right, ...keep], columns);
  if (columns !== undefined && totalOf(widths) > columns)
    return rows.flatMap((row) => recordOf(header, row, columns)).join("\n");
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0;
        const cell = width < (natural[column] ?? 0) ? fitWidth(text, width) : text;
        if (right.includes(column)) return " ".repeat(Math.max(0, width - textWidth(cell))) + cell;
        return column === row.length - 1 ? cell : padEnd(cell, width);
      })
      .join(" ".repeat(GAP))
      .trimEnd();
  return all.map(line).join("\n");
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
}

/** One row for a narrow terminal: marks and the first named column lead, the rest follows with its names, as much to a line as fits. */
function recordOf(header: readonly string[], row: readonly string[], columns: number): readonly string[] {
  const named = header.findIndex((name) => name !== "");
  const lead = row.filter((text, index) => text !== "" && (index === named || header[index] === ""));
  const fields = row.flatMap((text, index) =>
    text === "" || header[index] === "" || index === named ? [] : [`${header[index]}: ${text}`],
  );
  const lines: string[] = [];
  for (const field of fields) {
    const joined = `${lines.at(-1) ?? ""} · ${field}`;
    if (lines.length > 0 && textWidth(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(`  ${field}`);
  }
  return [lead.join(" "), ...lines].flatMap((line) => wrapText(line, columns, 4));
}

/** Takes from the widest left-aligned column that may be cut until the table fits, or nothing more can be taken. */
function shrink(widths: readonly number[], fixed: readonly number[], columns: number): readonly number[] {
  const next = [...widths];
  for (let over = totalOf(next) - columns; over > 0; over = totalOf(next) - columns) {
    const widest = next.reduce((best, width, index) => {
      if (fixed.includes(index)) return best;
      return best === -1 || width > (next[best] ?? 0) ? index : best;
    }, -1);
    const width = next[widest] ?? 0;
    if (width <= NARROWEST) break;
    // Level with the next widest first, so that no column is cut to nothing while another stays long.
    const second = Math.max(NARROWEST, ...next.filter((_, index) => index !== widest && !fixed.includes(index)));
    next[widest] = Math.max(NARROWEST, width - over, Math.min(second, width - 1));
  }
  return next;
}
