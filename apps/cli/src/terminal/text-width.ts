import { stripVTControlCharacters } from "node:util";

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}])/u;
const MARK = /^\p{Mark}+$/u;
let segmenter: Intl.Segmenter | undefined;

/** Columns a text takes on a terminal: East Asian wide characters and emoji count two, combining marks none; styling is ignored. */
export function textWidth(text: string): number {
  const plain = stripVTControlCharacters(text);
  // Most lines are ASCII; they need no segmenting.
  // oxlint-disable-next-line no-control-regex
  if (/^[\x20-\x7E]*$/.test(plain)) return plain.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(plain)) {
    if (MARK.test(segment)) continue;
    width += WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

/** The text filled up with spaces to `columns`. */
export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}
