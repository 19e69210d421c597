import { CHARACTER, characterClass, foldCharacter } from "./character-classes.ts";
import { hashNumber, TOKEN } from "./scan-prompt.ts";

/** Tokens of lexicon texts, as the scanner of prompts would read them one phrase at a time. */
export interface LexiconTokens {
  readonly text: string;
  count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly hash: Int32Array;
  readonly kind: Uint8Array;
  /** 1 for the first token of a phrase. */
  readonly startsPhrase: Uint8Array;
}

const BASE = 0x01000193;
const BAR = 0x7c;
const OTHER = /[\u0370-\uffff]/u;
const BEYOND_ASCII = /[^\u0000-\u007f]/u;

function createTokens(text: string): LexiconTokens {
  // A token and its separator take two characters at least, unless ideographs stand side by side.
  const room = OTHER.test(text) ? text.length : (text.length >> 1) + 1;
  return {
    text,
    count: 0,
    start: new Int32Array(room),
    end: new Int32Array(room),
    hash: new Int32Array(room),
    kind: new Uint8Array(room),
    startsPhrase: new Uint8Array(room),
  };
}

/** The ASCII text before the first other character, as bytes: uncompiled code reads them twice as fast as a string. */
function leadingBytes(text: string): Uint8Array {
  const end = text.search(BEYOND_ASCII);
  return new TextEncoder().encode(end < 0 ? text : text.slice(0, end));
}

/**
 * Reads phrases separated by "|". It runs over the whole lexicon at the first classification of a process, before
 * anything is compiled, hence one flat loop and no objects; a test holds it to the scanner's reading.
 */
export function readLexicon(text: string): LexiconTokens {
  const { length } = text;
  const bytes = leadingBytes(text);
  const ascii = bytes.length;
  const tokens = createTokens(text);
  const { start, end, hash, kind, startsPhrase } = tokens;
  let n = 0;
  let first = 1;
  let isOpen = false;
  let h = 0;
  for (let i = 0; i < length; i++) {
    const code = i < ascii ? bytes[i]! : text.charCodeAt(i);
    if (isOpen && code >= 0x61 && code <= 0x7a) {
      h = (Math.imul(h, BASE) + code) | 0;
      continue;
    }
    const isLower = code >= 0x61 && code <= 0x7a;
    const type = isLower ? CHARACTER.letter : code === 0x20 ? CHARACTER.space : characterClass(code);
    if (type === CHARACTER.letter || (isOpen && type === CHARACTER.digit)) {
      if (!isOpen) {
        start[n] = i;
        h = 0;
        isOpen = true;
      }
      h = (Math.imul(h, BASE) + (isLower ? code : foldCharacter(code))) | 0;
      continue;
    }
    if (isOpen && type !== CHARACTER.space && code !== BAR && (type === CHARACTER.mark || isInnerApostrophe(text, i)))
      continue;
    if (isOpen) {
      hash[n] = h;
      end[n] = i;
      startsPhrase[n++] = first;
      first = 0;
      isOpen = false;
    }
    if (code === BAR) first = 1;
    if (type !== CHARACTER.ideograph && type !== CHARACTER.digit) continue;
    const to = type === CHARACTER.digit ? endOfDigits(text, i) : i + 1;
    start[n] = i;
    end[n] = to;
    hash[n] = type === CHARACTER.digit ? numberHash(text, i, to) : code;
    kind[n] = type === CHARACTER.digit ? TOKEN.number : TOKEN.ideograph;
    startsPhrase[n++] = first;
    first = 0;
    i = to - 1;
  }
  if (isOpen) {
    hash[n] = h;
    end[n] = length;
    startsPhrase[n++] = first;
  }
  if (n > start.length) throw new RangeError("a lexicon text holds more tokens than its length allows");
  tokens.count = n;
  return tokens;
}

/** The first token at or after a position in the text. */
export function firstTokenAt({ start, count }: LexiconTokens, position: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isInnerApostrophe(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return (code === 0x27 || code === 0x2019) && characterClass(text.charCodeAt(i + 1)) === CHARACTER.letter;
}

function endOfDigits(text: string, from: number): number {
  let to = from + 1;
  while (to < text.length && characterClass(text.charCodeAt(to)) === CHARACTER.digit) to++;
  return to;
}

function numberHash(text: string, from: number, to: number): number {
  const isWhole = to === text.length || characterClass(text.charCodeAt(to)) !== CHARACTER.letter;
  const isYear = isWhole && to - from === 4 && /^(?:18|19|20)/u.test(text.slice(from, to));
  return hashNumber(Math.min(to - from, isWhole ? to - from : 4), isYear);
}
