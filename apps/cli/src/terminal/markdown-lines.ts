import { Lexer, type Token, type Tokens } from "marked";
import type { Style } from "./style.ts";
import { textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

/** Renders markdown one finished line at a time; keeps only whether a code fence or table is open. */
export interface MarkdownLines {
  /** The line as it should look, or undefined while it is held back (inside a table). */
  line(text: string): string | undefined;
  /** Whether an unfinished line is a table's so far, and so not worth showing yet. */
  holds(open: string): boolean;
  /** What was held back. */
  end(): string | undefined;
}

/** A line renderer in one style, for a terminal `columns` wide. */
export function createMarkdownLines(style: Style, columns: number): MarkdownLines {
  let fence: string | undefined;
  let table: string[] = [];
  const flushTable = (): string | undefined => {
    if (table.length === 0) return undefined;
    const rows = table;
    table = [];
    return renderTable(rows, style, columns);
  };
  return {
    line: (text) => {
      const fenceMark = /^\s*(`{3,}|~{3,})\s*([\w+#.-]*)/.exec(text);
      if (fence !== undefined) {
        if (fenceMark?.[1]?.startsWith(fence) && text.trim() === fenceMark[1]) {
          fence = undefined;
          return style.dim(text);
        }
        return style.cyan(text);
      }
      if (fenceMark?.[1] !== undefined) {
        fence = fenceMark[1];
        return join(flushTable(), style.dim(text));
      }
      if (/^\s*\|.*\|\s*$/.test(text)) {
        table.push(text);
        return undefined;
      }
      return join(flushTable(), renderLine(text, style, columns));
    },
    holds: (open) => fence === undefined && /^\s*(\||$)/.test(open),
    end: flushTable,
  };
}

function join(before: string | undefined, line: string): string {
  return before === undefined ? line : `${before}\n${line}`;
}

/** A line of prose as it should look, broken between words where it is too long: a terminal would break within them. */
function renderLine(text: string, style: Style, columns: number): string {
  const wrap = (line: string, hang: string, width = columns): string =>
    line
      .split("\n")
      .flatMap((row) => wrapText(row, width, hang.length))
      .join("\n");
  const heading = /^(#{1,6})\s+(.*)$/.exec(text);
  if (heading !== null) return wrap(style.bold(style.underline(renderInline(heading[2] ?? "", style))), "");
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(text)) return style.dim("─".repeat(Math.min(columns, 60)));
  const quote = /^\s*>\s?(.*)$/.exec(text);
  if (quote !== null) {
    const rows = wrap(renderInline(quote[1] ?? "", style), "", columns - 2).split("\n");
    return rows.map((row) => `${style.dim("│")} ${style.italic(row)}`).join("\n");
  }
  const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/.exec(text);
  if (item !== null) {
    const mark = /\d/.test(item[2] ?? "") ? (item[2] ?? "") : "•";
    const indent = item[1] ?? "";
    return wrap(`${indent}${style.dim(mark)} ${renderInline(item[3] ?? "", style)}`, `${indent}${mark} `);
  }
  return wrap(renderInline(text, style), /^ */.exec(text)?.[0] ?? "");
}

function renderInline(text: string, style: Style): string {
  return Lexer.lexInline(text)
    .map((token) => renderToken(token, style))
    .join("");
}

function renderToken(token: Token, style: Style): string {
  const children = (): string =>
    "tokens" in token && token.tokens ? token.tokens.map((child) => renderToken(child, style)).join("") : "";
  switch (token.type) {
    case "strong":
      return style.bold(children());
    case "em":
      return style.italic(children());
    case "del":
      return style.strike(children());
    case "codespan":
      // Without colour only its marks tell code from prose.
      return style.hasColour ? style.cyan((token as Tokens.Codespan).text) : token.raw;
    case "link": {
      const link = token as Tokens.Link;
      const label = children();
      return label === link.href ? style.underline(label) : `${style.underline(label)} ${style.dim(`(${link.href})`)}`;
    }
    case "image":
      return style.dim(
        `[image: ${(token as Tokens.Image).text || "no description"} (${(token as Tokens.Image).href})]`,
      );
    case "escape":
      return (token as Tokens.Escape).text;
    case "br":
      return "\n";
    default:
      return token.raw;
  }
}

function renderTable(lines: readonly string[], style: Style, columns: number): string {
  const rows = lines.map((line) =>
    line
      .trim()
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => renderInline(cell.trim().replaceAll(String.raw`\|`, "|"), style)),
  );
  const isRule = (row: readonly string[]): boolean => row.every((cell) => /^:?-+:?$/.test(cell));
  const body = rows.filter((row) => !isRule(row));
  const widths = (body[0] ?? []).map((_, column) => Math.max(...body.map((row) => textWidth(row[column] ?? ""))));
  if (widths.reduce((sum, width) => sum + width + 2, -2) > columns && rows.some(isRule) && body.length > 1)
    return renderRecords(body, style);
  return body
    .map((row, index) => {
      const cells = widths.map((width, column) => {
        const cell = row[column] ?? "";
        return cell + " ".repeat(Math.max(0, width - textWidth(cell)));
      });
      const line = cells.join("  ").trimEnd();
      return index === 0 && rows.some(isRule)
        ? `${style.bold(line)}\n${style.dim(widths.map((width) => "─".repeat(width)).join("  "))}`
        : line;
    })
    .join("\n");
}

/** A table too wide for the terminal: each row as lines of its column's name and its cell, which wrap as text does. */
function renderRecords([names = [], ...rows]: readonly (readonly string[])[], style: Style): string {
  return rows
    .map((row) =>
      names.map((name, column) => `${style.bold(name)}${name === "" ? "" : ": "}${row[column] ?? ""}`).join("\n"),
    )
    .join(`\n${style.dim("──")}\n`);
}
