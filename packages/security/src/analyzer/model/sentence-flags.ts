import type { Tokens } from "../../text/tokenize.ts";

/** The word opens a sentence or line. */
export const OPENS = 1;
/** The word stands in quotation marks. */
export const QUOTED = 2;
/** The word's sentence ends with a question mark. */
export const ASKED = 4;

// A quotation that does not close within so many words is none.
const MAX_QUOTE = 40;

/** How each word stands in its sentence. Linear. */
export function sentenceFlags(tokens: Tokens): Uint8Array {
  const flags = new Uint8Array(tokens.count);
  let sentence = 0;
  let quote = -1;
  for (let i = 0; i <= tokens.count; i++) {
    const gap = readGap(tokens, i);
    if (gap.quotes % 2 === 1) {
      if (quote >= 0 && i - quote <= MAX_QUOTE) for (let j = quote; j < i; j++) flags[j] = (flags[j] ?? 0) | QUOTED;
      quote = quote >= 0 && i - quote <= MAX_QUOTE ? -1 : i;
    }
    if (!gap.ends && i > 0 && i < tokens.count) continue;
    if (gap.isQuestion) for (let j = sentence; j < i; j++) flags[j] = (flags[j] ?? 0) | ASKED;
    if (i < tokens.count) flags[i] = (flags[i] ?? 0) | OPENS;
    sentence = i;
  }
  return flags;
}

/** What stands between a word and the one before it. */
function readGap(
  tokens: Tokens,
  index: number,
): { readonly quotes: number; readonly ends: boolean; readonly isQuestion: boolean } {
  const { codes, length } = tokens.text;
  const from = index === 0 ? 0 : (tokens.end[index - 1] ?? 0);
  const to = Math.min(index === tokens.count ? length : (tokens.start[index] ?? 0), from + 64);
  let quotes = 0;
  let ends = false;
  let isQuestion = false;
  for (let i = from; i < to; i++) {
    const code = codes[i] ?? 0;
    if (
      code === 34 ||
      code === 96 ||
      code === 0x201c ||
      code === 0x201d ||
      code === 0xab ||
      code === 0xbb ||
      code === 0x201e ||
      code === 0x300c ||
      code === 0x300d
    )
      quotes++;
    else if (code === 39 || code === 0x2018 || code === 0x2019) quotes++;
    else if (code === 46 || code === 33 || code === 10 || code === 58 || code === 0x3002 || code === 0xff01)
      ends = true;
    else if (code === 63 || code === 0xff1f || code === 0x61f) ends = isQuestion = true;
  }
  return { quotes, ends, isQuestion };
}
