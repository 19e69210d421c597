import { stripVTControlCharacters } from "node:util";

const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}])/u;
const MARK = /^(?:\p{Mark}|\p{Cf})+$/u;
const TAB_STOP = 8;
let segmenter: Intl.Segmenter | undefined;

/** Columns a text takes on a terminal: East Asian wide characters and emoji count two, combining and invisible marks none; styling is ignored. */
export function textWidth(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (isAscii(plain)) return plain.length;
  let width = 0;
  for (const segment of characters(plain)) width += characterWidth(segment);
  return width;
}

/** Rows a text without line breaks takes on a terminal `columns` wide; a wide character that does not fit begins the next row. */
export function textRows(text: string, columns: number): number {
  const plain = stripVTControlCharacters(text);
  if (isAscii(plain)) return Math.max(1, Math.ceil(plain.length / columns));
  let rows = 1;
  let column = 0;
  for (const segment of characters(plain)) {
    if (segment === "\t") {
      column = Math.min(columns - 1, (Math.floor(column / TAB_STOP) + 1) * TAB_STOP);
      continue;
    }
    const width = characterWidth(segment);
    if (column + width > columns) {
      rows++;
      column = 0;
    }
    column += width;
  }
  return rows;
}

/** The text, or as much of it as fits with an ellipsis. For text without styling. */
export function fitWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = "";
  let width = 0;
  for (const segment of characters(text)) {
    width += characterWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The text filled up with spaces to `columns`. */
export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

/** Most lines are ASCII; they need no segmenting. */
function isAscii(text: string): boolean {
  return /^[\x20-\x7E]*$/.test(text);
}

function* characters(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}

function characterWidth(segment: string): number {
  if (MARK.test(segment)) return 0;
  return WIDE.test(segment) ? 2 : 1;
}
