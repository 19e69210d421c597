import { type FoldedText, isWordCode } from "./fold-text.ts";

/** The words of a folded text: `start` and `end` into its codes, and a 32-bit hash of each. */
export interface Tokens {
  readonly text: FoldedText;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly hash: Int32Array;
  readonly count: number;
}

/** FNV-1a's start value and step, over UTF-16 units. */
export const HASH_SEED: number = 0x811c9dc5 | 0;

/** One more unit into a hash. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** The hash of a folded word. */
export function hashWord(word: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  return hash;
}

/** What every number is counted as. */
export const NUMBER_HASH: number = hashWord("0");

const APOSTROPHE = 39;

/** Words by letters and digits; writing without spaces (Han, kana, Thai, Lao, Khmer, Burmese) by character; numbers all alike. */
export function tokenize(text: FoldedText): Tokens {
  const { codes, length } = text;
  let start = new Int32Array(Math.min(length, (length >> 2) + 64));
  let end = new Int32Array(start.length);
  let hash = new Int32Array(start.length);
  let count = 0;
  for (let i = 0; i < length;) {
    const code = codes[i] ?? 0;
    if (!isWordCode(code)) {
      i++;
      continue;
    }
    if (count === start.length) [start, end, hash] = [doubled(start), doubled(end), doubled(hash)];
    const from = i;
    let value = hashStep(HASH_SEED, code);
    let isNumber = code >= 48 && code <= 57;
    i++;
    if (!standsAlone(code)) {
      for (; i < length; i++) {
        const next = codes[i] ?? 0;
        if (isWordCode(next) && !standsAlone(next)) {
          value = hashStep(value, next);
          isNumber &&= next >= 48 && next <= 57;
        } else if (!(isApostrophe(next) && i - from >= 2 && isWordCode(codes[i + 1] ?? 0))) break;
      }
    }
    start[count] = from;
    end[count] = i;
    hash[count++] = isNumber ? NUMBER_HASH : value;
  }
  return { text, start, end, hash, count };
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(64, array.length * 2));
  larger.set(array);
  return larger;
}

// "don't" is one word; the elided article of "l'instruction" is its own.
function isApostrophe(code: number): boolean {
  return code === APOSTROPHE || code === 0x2019;
}

function standsAlone(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0x0e00 && code <= 0x0eff) ||
    (code >= 0x1780 && code <= 0x17ff) ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0xf900 && code <= 0xfaff)
  );
}

/** A word as text. */
export function tokenText(tokens: Tokens, index: number): string {
  let word = "";
  for (let i = tokens.start[index] ?? 0; i < (tokens.end[index] ?? 0); i++) {
    const code = tokens.text.codes[i] ?? 0;
    if (!isApostrophe(code)) word += String.fromCharCode(code);
  }
  return word;
}
