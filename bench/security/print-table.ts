/** A table on standard output, columns aligned, in Markdown. */
export function printTable(title: string, header: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = header.map((name, column) =>
    Math.max(name.length, 3, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |\n`;
  process.stdout.write(
    `\n**${title}**\n\n${row(header)}${row(widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)))}${lines.map(row).join("")}`,
  );
}
