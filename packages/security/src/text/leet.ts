import type { Tokens } from "./tokenize.ts";
import { isKnownWord } from "./vocabulary.ts";

const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g", "@": "a", $: "s", "!": "i", "|": "i", "+": "t", "(": "c", "€": "e", "£": "l", "¡": "i", "§": "s" };
const READINGS: readonly ((raw: string) => string)[] = [(raw) => raw, (raw) => raw.replaceAll("1", "l").replaceAll("|", "l"), (raw) => raw.replace("1", "l"), (raw) => raw.replace("1", "i").replaceAll("1", "l"), (raw) => raw.replaceAll("9", "q").replaceAll("6", "b")];

/** Whether a code stands for a letter without being one. */
export function isLeet(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 64 || code === 36 || code === 33 || code === 124 || code === 43 || code === 40 || code === 0x20ac || code === 0xa3 || code === 0xa1 || code === 0xa7;
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
  const raw = String.fromCharCode(...codes.subarray(from, to)).replace(/[!|(+]+$/, "");
  if (!/[0-9@$!|+(]/.test(raw)) return undefined;
  const readings = READINGS.map((swap) => Array.from(swap(raw), (letter) => LEET[letter] ?? letter).join(""));
  const known = readings.find((word) => isKnownWord(word));
  let next = at + 1;
  while (next < tokens.count && (tokens.start[next] ?? 0) < to) next++;
  if (known === undefined && letters === 0) return undefined;
  return { word: known ?? readings[0] ?? raw, to: next, isKnown: known !== undefined };
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}
