import { fitWidth, padEnd, textWidth } from "./text-width.ts";

/** How a table is laid out. */
export interface TableLayout {
  /** Columns that are right-aligned, numbers mostly. */
  readonly right?: readonly number[];
  /** Columns that are never cut, ids mostly. */
  readonly keep?: readonly number[];
  /** The terminal's width: the widest text column is cut to fit. Without it, as in a pipe, nothing is cut. */
  readonly columns?: number | undefined;
}

/** Below this a column says nothing any more. */
const NARROWEST = 12;

/** Rows as aligned columns, no frames, so that a screen reader and `cut` both read them. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], keep = [], columns }: TableLayout = {},
): string {
  const all = [header, ...rows];
  const natural = header.map((_, column) => Math.max(...all.map((row) => textWidth(row[column] ?? ""))));
  const widths = columns === undefined ? natural : shrink(natural, [...right, ...keep], columns);
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0;
        const cell = width < (natural[column] ?? 0) ? fitWidth(text, width) : text;
        if (right.includes(column)) return " ".repeat(Math.max(0, width - textWidth(cell))) + cell;
        return column === row.length - 1 ? cell : padEnd(cell, width);
      })
      .join("  ")
      .trimEnd();
  return all.map(line).join("\n");
}

/** Takes from the widest left-aligned column that may be cut until the table fits, or nothing more can be taken. */
function shrink(widths: readonly number[], fixed: readonly number[], columns: number): readonly number[] {
  const next = [...widths];
  const total = (): number => next.reduce((sum, width) => sum + width, 0) + 2 * (next.length - 1);
  for (let over = total() - columns; over > 0; over = total() - columns) {
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
