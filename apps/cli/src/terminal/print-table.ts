import { padEnd, textWidth } from "./text-width.ts";

/** Rows as aligned columns, no frames, so that a screen reader and `cut` both read them. Columns named in `right` are right-aligned. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => textWidth(row[column] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        if (right.includes(column)) return " ".repeat(Math.max(0, width - textWidth(cell))) + cell;
        return column === row.length - 1 ? cell : padEnd(cell, width);
      })
      .join("  ")
      .trimEnd();
  return all.map(line).join("\n");
}
