import type { Tokens } from "../../text/tokenize.ts";

/** The word opens a sentence or line. */
export const OPENS = 1;
/** The word stands in quotation marks. */
export const QUOTED = 2;
/** The word's sentence ends with a question mark. */
export const ASKED = 4;

// A quotation that does not close within so many words is none.
const MAX_QUOTE = 60;
// A text that is all quotation is not quoting: someone put marks around their prompt.
const LEAST_UNQUOTED = 1;

/** How each word stands in its sentence. One pass over the signs between the words. */
export function sentenceFlags(tokens: Tokens): Uint8Array {
  const { start, end, count } = tokens;
  const { codes, length } = tokens.text;
  const flags = new Uint8Array(count);
  const quotes: Quotes = { closing: 0, from: 0, quoted: 0 };
  let word = 0;
  let sentence = 0;
  let ends = true;
  let isAsked = false;
  for (let at = 0; at < length; at++) {
    if (word < count && start[word] === at) {
      if (ends) {
        if (isAsked) mark(flags, { from: sentence, to: word, flag: ASKED });
        flags[word] = (flags[word] ?? 0) | OPENS;
        sentence = word;
      }
      ends = isAsked = false;
      at = (end[word++] ?? length) - 1;
      continue;
    }
    const code = codes[at] ?? 0;
    // Nearly every sign is a blank.
    if (code === 32) continue;
    if (code === 63 || code === 0xff1f || code === 0x61f) ends = isAsked = true;
    else if (code === 46 || code === 33 || code === 10 || code === 58 || code === 0x3002 || code === 0xff01)
      ends = true;
    else readQuote(tokens, flags, { quotes, word, at });
  }
  if (isAsked) mark(flags, { from: sentence, to: count, flag: ASKED });
  if (count - quotes.quoted < LEAST_UNQUOTED) for (let i = 0; i < count; i++) flags[i] = (flags[i] ?? 0) & ~QUOTED;
  return flags;
}

function mark(flags: Uint8Array, { from, to, flag }: { from: number; to: number; flag: number }): void {
  for (let i = from; i < to; i++) flags[i] = (flags[i] ?? 0) | flag;
}

/** The quotation that is open: the sign that closes it (0: none) and its first word; and how many words were quoted. */
interface Quotes {
  closing: number;
  from: number;
  quoted: number;
}

function readQuote(
  tokens: Tokens,
  flags: Uint8Array,
  { quotes, word, at }: { readonly quotes: Quotes; readonly word: number; readonly at: number },
): void {
  const sign = tokens.text.codes[at] ?? 0;
  const isOpen = quotes.closing !== 0;
  const closes = isOpen && isClosing(sign, quotes.closing);
  if (isOpen && word - quotes.from <= MAX_QUOTE) {
    if (!closes) return;
    mark(flags, { from: quotes.from, to: word, flag: QUOTED });
    quotes.quoted += word - quotes.from;
    quotes.closing = 0;
    return;
  }
  // A quotation that ran too long was none: its sign may open the next.
  quotes.closing = closes || (isTwoSided(sign) && isWordBefore(tokens, word, at)) ? 0 : closingOf(sign);
  quotes.from = word;
}

function isTwoSided(mark: number): boolean {
  return mark === 34 || mark === 39 || mark === 96;
}

/** Such a sign right behind a word ends something, or is an apostrophe. */
function isWordBefore(tokens: Tokens, word: number, at: number): boolean {
  // Han, kana and Thai have no blanks that would part a word from the sign that opens a quotation.
  return word > 0 && tokens.end[word - 1] === at && (tokens.text.codes[at - 1] ?? 0) < 0xe00;
}

/** The sign that ends what `mark` opens; 0 when it opens nothing. */
function closingOf(mark: number): number {
  if (mark === 34 || mark === 39 || mark === 96) return mark;
  if (mark === 0x201c || mark === 0x2018 || mark === 0x300c || mark === 0x300e) return mark + 1;
  if (mark === 0x201e || mark === 0x201a) return mark - 1;
  return mark === 0xab ? 0xbb : mark === 0xbb ? 0xab : 0;
}

// „German“, ”Swedish” and "half folded” ones are met too.
function isClosing(mark: number, closing: number): boolean {
  if (mark === closing) return true;
  return closing >= 0x201c && closing <= 0x201d && (mark === 0x201c || mark === 0x201d || mark === 34);
}
