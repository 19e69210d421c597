import { HASH_SEED, hashStep, type Tokens } from "./tokenize.ts";
import { isKnownHash } from "./vocabulary.ts";

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "2": "z",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "i",
  "+": "t",
  "(": "c",
  "€": "e",
  "£": "l",
  "¡": "i",
  "§": "s",
};
const LETTERS = new Uint16Array(0x2100);
for (const [sign, letter] of Object.entries(LEET)) LETTERS[sign.charCodeAt(0)] = letter.charCodeAt(0);
// 1 and | are read as i, then as l, then as both in turn; 9 and 6 as g and g, then as q and b.
const READINGS: readonly ((code: number, nth: number) => number)[] = [
  (code) => LETTERS[code] || code,
  (code) => (code === 49 || code === 124 ? 108 : LETTERS[code] || code),
  (code, nth) => (code === 49 && nth === 0 ? 108 : LETTERS[code] || code),
  (code, nth) => (code === 49 && nth > 0 ? 108 : LETTERS[code] || code),
  (code) => (code === 57 ? 113 : code === 54 ? 98 : LETTERS[code] || code),
];

/** Whether a code stands for a letter without being one. */
export function isLeet(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    code === 64 ||
    code === 36 ||
    code === 33 ||
    code === 124 ||
    code === 43 ||
    code === 40 ||
    code === 0x20ac ||
    code === 0xa3 ||
    code === 0xa1 ||
    code === 0xa7
  );
}

/** The letter a code stands for. */
export function unleetLetter(code: number): string {
  const letter = String.fromCharCode(code);
  return LEET[letter] ?? letter;
}

/** A word written with digits and signs: its reading, and the number of the word after it. */
export interface LeetWord {
  readonly word: string;
  readonly to: number;
  readonly isKnown: boolean;
}

/** Reads digits and signs in or around the word as letters; undefined when there are none among letters. */
export function readLeet(tokens: Tokens, at: number): LeetWord | undefined {
  const { codes, length } = tokens.text;
  let from = tokens.start[at] ?? 0;
  let to = tokens.end[at] ?? 0;
  while (from > 0 && isLeet(codes[from - 1] ?? 0) && (at === 0 || from - 1 >= (tokens.end[at - 1] ?? 0))) from--;
  while (to < length && to - from < 24 && (isLeet(codes[to] ?? 0) || isLetter(codes[to] ?? 0))) to++;
  if (to - from > 24) return undefined;
  let [letters, signs] = [0, 0];
  for (let i = from; i < to; i++) {
    if (isLeet(codes[i] ?? 0)) signs++;
    else letters++;
  }
  // "wow!" is no leet, nor is a number.
  if (signs === 0) return undefined;
  while (to > from + 1 && isTail(codes[to - 1] ?? 0)) to--;
  let next = at + 1;
  while (next < tokens.count && (tokens.start[next] ?? 0) < to) next++;
  const known = READINGS.find((letter) => isKnownHash(readingHash(codes, { from, to, letter })));
  if (known === undefined && letters === 0) return undefined;
  return {
    word: readingText(codes, { from, to, letter: known ?? READINGS[0] ?? ((code) => code) }),
    to: next,
    isKnown: known !== undefined,
  };
}

interface LeetReading {
  readonly from: number;
  readonly to: number;
  readonly letter: (code: number, nth: number) => number;
}

function readingHash(codes: Uint16Array, { from, to, letter }: LeetReading): number {
  let hash = HASH_SEED;
  let ones = 0;
  for (let i = from; i < to; i++) {
    const code = codes[i] ?? 0;
    hash = hashStep(hash, letter(code, ones));
    if (code === 49) ones++;
  }
  return hash;
}

function readingText(codes: Uint16Array, { from, to, letter }: LeetReading): string {
  let word = "";
  let ones = 0;
  for (let i = from; i < to; i++) {
    const code = codes[i] ?? 0;
    word += String.fromCharCode(letter(code, ones));
    if (code === 49) ones++;
  }
  return word;
}

// Signs that end a sentence or open a bracket rather than a word.
function isTail(code: number): boolean {
  return code === 33 || code === 124 || code === 40 || code === 43;
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}
