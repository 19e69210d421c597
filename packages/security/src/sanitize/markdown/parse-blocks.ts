import type { Alignment, Block } from "./markdown-node.ts";
import { normalizeLabel, parseInlines, type References } from "./parse-inlines.ts";

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)(.*)$/;
const DEFINITION = /^ {0,3}\[([^\]\n]{1,300})\]:\s*<?([^\s<>]{1,2000})>?(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*$/;
const DIVIDER = /^ {0,3}\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$/;
const MAX_DEPTH = 12;

/** Blocks of a Markdown text: CommonMark's core and GFM tables. HTML blocks are paragraphs of text. */
export function parseMarkdown(markdown: string): Block[] {
  const lines = markdown
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/^\t+/, (tabs) => "    ".repeat(tabs.length)));
  const references = new Map<string, string>();
  const kept = lines.filter((line) => {
    const match = line.includes("]:") && line.length < 3000 ? DEFINITION.exec(line) : null;
    if (match === null || match[1]?.startsWith("^")) return true;
    const label = normalizeLabel(match[1] ?? "");
    if (!references.has(label)) references.set(label, match[2] ?? "");
    return false;
  });
  return parseLines(kept, references, 0);
}

function parseLines(lines: readonly string[], references: References, depth: number): Block[] {
  const blocks: Block[] = [];
  const paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0)
      blocks.push({ type: "paragraph", children: parseInlines(paragraph.join("\n").trim(), references) });
    paragraph.length = 0;
  };
  for (let at = 0; at < lines.length;) {
    const found = parseBlock(lines, at, { references, depth, inParagraph: paragraph.length > 0 });
    if (found === undefined) {
      const line = lines[at] ?? "";
      if (/^ {0,3}(?:=+|-+) *$/.test(line) && paragraph.length > 0) {
        blocks.push({
          type: "heading",
          level: line.includes("=") ? 1 : 2,
          children: parseInlines(paragraph.splice(0).join("\n").trim(), references),
        });
      } else if (line.trim() === "") flush();
      else paragraph.push(line.trimStart());
      at++;
      continue;
    }
    flush();
    blocks.push(found.block);
    at = found.next;
  }
  flush();
  return blocks;
}

interface Found {
  readonly block: Block;
  readonly next: number;
}

interface Surroundings {
  readonly references: References;
  readonly depth: number;
  readonly inParagraph: boolean;
}

function parseBlock(lines: readonly string[], at: number, around: Surroundings): Found | undefined {
  const line = lines[at] ?? "";
  const { references, depth, inParagraph } = around;
  const fence = FENCE.exec(line);
  if (fence !== null) return fenced(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading !== null)
    return {
      block: { type: "heading", level: heading[1]?.length ?? 1, children: parseInlines(heading[2] ?? "", references) },
      next: at + 1,
    };
  if (RULE.test(line) && !(inParagraph && /^ {0,3}-+ *$/.test(line))) return { block: { type: "rule" }, next: at + 1 };
  if (depth < MAX_DEPTH && QUOTE.test(line)) return quote(lines, at, around);
  if (
    depth < MAX_DEPTH &&
    ITEM.test(line) &&
    !(inParagraph && /^ {0,3}(?:\d|[-*+]\s*$)/.test(line) && !/^ {0,3}1[.)]/.test(line))
  )
    return list(lines, at, around);
  if (!inParagraph && line.includes("|") && DIVIDER.test(lines[at + 1] ?? "")) return table(lines, at, references);
  return !inParagraph && /^ {4}\s*\S/.test(line) ? indented(lines, at) : undefined;
}

function fenced(lines: readonly string[], at: number, fence: RegExpExecArray): Found {
  const mark = fence[1] ?? "```";
  const indent = /^ */.exec(lines[at] ?? "")?.[0].length ?? 0;
  const body: string[] = [];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    const close = line.trim();
    if (close.length >= mark.length && close === mark.charAt(0).repeat(close.length) && !line.startsWith("    ")) break;
    body.push(line.slice(Math.min(indent, /^ */.exec(line)?.[0].length ?? 0)));
  }
  return { block: { type: "code_block", language: fence[2] ?? "", text: body.join("\n") }, next: next + 1 };
}

function indented(lines: readonly string[], at: number): Found {
  const body: string[] = [];
  let next = at;
  for (; next < lines.length && (/^ {4}/.test(lines[next] ?? "") || (lines[next] ?? "").trim() === ""); next++)
    body.push((lines[next] ?? "").slice(4));
  return { block: { type: "code_block", language: "", text: body.join("\n").trimEnd() }, next };
}

function quote(lines: readonly string[], at: number, { references, depth }: Surroundings): Found {
  const body: string[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    const match = QUOTE.exec(line);
    if (match === null && (line.trim() === "" || FENCE.test(line) || HEADING.test(line) || ITEM.test(line))) break;
    body.push(match?.[1] ?? line);
  }
  return { block: { type: "quote", children: parseLines(body, references, depth + 1) }, next };
}

function list(lines: readonly string[], at: number, { references, depth }: Surroundings): Found {
  const isOrdered = /^ {0,3}\d/.test(lines[at] ?? "");
  const start = Number.parseInt(lines[at] ?? "1", 10);
  const items: (readonly Block[])[] = [];
  let next = at;
  while (next < lines.length) {
    const match = ITEM.exec(lines[next] ?? "");
    if (match === null || /\d/.test(match[2] ?? "") !== isOrdered || (RULE.test(lines[next] ?? "") && items.length > 0))
      break;
    const indent = (match[1]?.length ?? 0) + (match[2]?.length ?? 1) + 1;
    const body = [match[3] ?? ""];
    for (next++; next < lines.length; next++) {
      const line = lines[next] ?? "";
      const width = /^ */.exec(line)?.[0].length ?? 0;
      const isLazy =
        width < indent &&
        line.trim() !== "" &&
        (lines[next - 1] ?? "").trim() !== "" &&
        !ITEM.test(line) &&
        !FENCE.test(line) &&
        !HEADING.test(line) &&
        !RULE.test(line) &&
        !QUOTE.test(line);
      if (line.trim() !== "" && width < indent && !isLazy) break;
      if (
        line.trim() === "" &&
        (/^ */.exec(lines[next + 1] ?? "")?.[0].length ?? 0) < indent &&
        !ITEM.test(lines[next + 1] ?? "")
      )
        break;
      body.push(line.slice(Math.min(width, indent)));
    }
    items.push(parseLines(body, references, depth + 1));
  }
  return { block: { type: "list", isOrdered, start: Number.isNaN(start) ? 1 : start, items }, next };
}

function table(lines: readonly string[], at: number, references: References): Found {
  const cells = (line: string): string[] =>
    line
      .trim()
      .replace(/^\|/, "")
      .replace(/(?<!\\)\|$/, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
  const header = cells(lines[at] ?? "");
  const align = cells(lines[at + 1] ?? "").map((cell): Alignment =>
    cell.startsWith(":") ? (cell.endsWith(":") ? "center" : "left") : cell.endsWith(":") ? "right" : "none",
  );
  const rows: string[][] = [];
  let next = at + 2;
  for (; next < lines.length && (lines[next] ?? "").includes("|") && (lines[next] ?? "").trim() !== ""; next++)
    rows.push(cells(lines[next] ?? "").slice(0, header.length));
  const inline = (cell: string): ReturnType<typeof parseInlines> => parseInlines(cell, references);
  return {
    block: { type: "table", align, header: header.map(inline), rows: rows.map((row) => row.map(inline)) },
    next,
  };
}
