/** A terminal of fixed size that understands what our writers send: text, line breaks, cursor up, erase to the end. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly isTTY: true;
  write(text: string): boolean;
  /** Everything ever shown, scrolled-away lines first, without trailing blanks. */
  lines(): readonly string[];
}

/** Makes one; wide characters take two cells, and one that does not fit begins the next row, as terminals do. */
export function createScreen(columns: number, rows: number): Screen {
  const cells: string[][] = [[]];
  let row = 0;
  let column = 0;
  const isWide = (character: string): boolean =>
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uFF00-\uFF60]/u.test(character);
  const down = (): void => {
    row++;
    cells[row] ??= [];
  };
  const put = (character: string): void => {
    const width = isWide(character) ? 2 : 1;
    if (column + width > columns) {
      down();
      column = 0;
    }
    const line = cells[row] ?? [];
    line[column] = character;
    if (width === 2) line[column + 1] = "";
    column += width;
  };
  const control = (count: string, what: string): void => {
    if (what === "A") row = Math.max(cells.length - rows, 0, row - Number(count || 1));
    if (what === "J") {
      cells.length = row + 1;
      cells[row] = (cells[row] ?? []).slice(0, column);
    }
  };
  const write = (text: string): boolean => {
    // oxlint-disable-next-line no-control-regex
    for (const [token, count, what] of text.matchAll(/\u001B\[([\d;]*)([A-Za-z])|[\s\S]/gu)) {
      if (what !== undefined) control(count ?? "", what);
      else if (token === "\n") {
        down();
        column = 0;
      } else if (token === "\r") column = 0;
      else put(token);
    }
    return true;
  };
  return {
    columns,
    rows,
    isTTY: true,
    write,
    lines: () =>
      cells
        .map((line) =>
          Array.from(line, (cell) => cell ?? " ")
            .join("")
            .trimEnd(),
        )
        .join("\n")
        .trimEnd()
        .split("\n"),
  };
}
