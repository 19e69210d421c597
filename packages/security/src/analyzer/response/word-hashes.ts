import { HASH_SEED, hashStep, type Tokens } from "../../text/tokenize.ts";

/** Letters of the Latin alphabet, and its first. */
export const LETTERS = 26;
export const A = 97;

/** Other hashes of words: `shapes` are the same under any shift of the alphabet, `sets` in any order of the letters. */
export interface WordHashes {
  readonly shapes: Int32Array;
  readonly sets: Int32Array;
}

/** Reads both in one pass. Words that do not begin with a Latin letter keep their hash as shape; those of one letter have no order to change. */
export function readWordHashes({ text, start, end, hash, count }: Tokens): WordHashes {
  const { codes } = text;
  const shapes = new Int32Array(count);
  const sets = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const [from, to] = [start[i] ?? 0, end[i] ?? 0];
    let last = codes[from] ?? 0;
    if (to - from === 1) {
      sets[i] = hash[i] ?? 0;
      shapes[i] = last >= A && last < A + LETTERS ? HASH_SEED : (hash[i] ?? 0);
      continue;
    }
    const isLatin = last >= A && last < A + LETTERS;
    let shape = HASH_SEED;
    let set = mixed(last);
    for (let at = from + 1; at < to; at++) {
      const code = codes[at] ?? 0;
      const step = code - last;
      shape = hashStep(shape, step < 0 ? step + LETTERS : step);
      set = (set + mixed(code)) | 0;
      last = code;
    }
    shapes[i] = isLatin ? shape : (hash[i] ?? 0);
    sets[i] = Math.imul(set, 0xc2b2ae35);
  }
  return { shapes, sets };
}

/** The words' hashes with each Latin letter moved on by `shift`. */
export function shiftedHashes({ text, start, end, hash, count }: Tokens, shift: number): Int32Array {
  const shifted = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const [from, to] = [start[i] ?? 0, end[i] ?? 0];
    const first = (text.codes[from] ?? 0) - A;
    if (first < 0 || first >= LETTERS) {
      shifted[i] = hash[i] ?? 0;
      continue;
    }
    let value = HASH_SEED;
    for (let at = from; at < to; at++) {
      const letter = (text.codes[at] ?? 0) - A;
      value = hashStep(value, letter >= 0 && letter < LETTERS ? A + ((letter + shift) % LETTERS) : letter + A);
    }
    shifted[i] = value;
  }
  return shifted;
}

function mixed(code: number): number {
  return Math.imul(Math.imul(code, code), 0x9e3779b1) | 0;
}
