import type { TextView } from "./text-view.ts";
import { type Tokens, tokenText } from "./tokenize.ts";
import { isKnownHash, isKnownWord, segmentWords, unshuffle } from "./vocabulary.ts";

const LEAST_REPAIRS = 2;
const LONG_WORD = 15;

interface Piece {
  readonly word: string;
  readonly to: number;
  /** How many words were put right. */
  readonly repairs: number;
}

/** The text with spelled-out, glued, cut, shuffled and digit-for-letter words put right, when at least two were. */
export function respellWords(tokens: Tokens): TextView[] {
  const words: string[] = [];
  let repairs = 0;
  for (let at = 0; at < tokens.count; ) {
    const piece = isKnownHash(tokens.hash[at] ?? 0) && !isSingle(tokens, at) ? keep(tokens, at) : repair(tokens, at);
    repairs += piece.repairs;
    words.push(piece.word);
    at = piece.to;
  }
  if (repairs < LEAST_REPAIRS) return [];
  return [{ kind: "respelled", text: words.join(" "), start: tokens.text.at[tokens.start[0] ?? 0] ?? 0, end: tokens.text.original.length }];
}

function keep(tokens: Tokens, at: number): Piece {
  return { word: tokenText(tokens, at), to: at + 1, repairs: 0 };
}

function repair(tokens: Tokens, at: number): Piece {
  const spelled = spelledOut(tokens, at);
  if (spelled !== undefined) return spelled;
  const word = unleet(tokens, at) ?? joined(tokens, at);
  if (word !== undefined) return word;
  const text = tokenText(tokens, at);
  if (text.length >= LONG_WORD && /^[a-z]+$/.test(text)) {
    const parts = segmentWords(text);
    if (parts !== undefined && parts.length > 2) return { word: parts.join(" "), to: at + 1, repairs: parts.length };
  }
  const right = /^[a-z]{5,16}$/.test(text) ? unshuffle(text) : undefined;
  return { word: right ?? text, to: at + 1, repairs: right === undefined ? 0 : 1 };
}

function isSingle(tokens: Tokens, at: number): boolean {
  return (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0) === 1;
}

/** "i g n o r e   a l l", "i-g-n-o-r-e a-l-l", "i.g.n.o.r.e.a.l.l": a run of single letters; a wider or other gap ends a word. */
function spelledOut(tokens: Tokens, at: number): Piece | undefined {
  let to = at;
  while (to < tokens.count && isSingle(tokens, to) && (tokens.text.codes[tokens.start[to] ?? 0] ?? 0) < 0x250 && gapBefore(tokens, to).length <= 6) to++;
  if (to - at < 4) return undefined;
  const gaps = new Map<string, number>();
  for (let i = at + 1; i < to; i++) gaps.set(gapBefore(tokens, i), (gaps.get(gapBefore(tokens, i)) ?? 0) + 1);
  const usual = [...gaps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? " ";
  const words: string[] = [];
  let word = "";
  for (let i = at; i < to; i++) {
    if (i > at && gapBefore(tokens, i) !== usual) {
      words.push(word);
      word = "";
    }
    word += unleetLetter(tokens.text.codes[tokens.start[i] ?? 0] ?? 0);
  }
  words.push(word);
  const read = words.flatMap((part) => (part.length > 9 || (words.length === 1 && !isKnownWord(part)) ? (segmentWords(part) ?? [part]) : [part]));
  return { word: read.join(" "), to, repairs: read.length };
}

function gapBefore(tokens: Tokens, index: number): string {
  if (index === 0) return "";
  return String.fromCharCode(...tokens.text.codes.subarray(tokens.end[index - 1] ?? 0, Math.min(tokens.start[index] ?? 0, (tokens.end[index - 1] ?? 0) + 8)));
}

const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g", "@": "a", $: "s", "!": "i", "|": "i", "+": "t", "(": "c", "€": "e", "£": "l", "¡": "i", "§": "s" };

function unleetLetter(code: number): string {
  const letter = String.fromCharCode(code);
  return LEET[letter] ?? letter;
}

/** Digits and signs for letters: the word runs on to the next blank. */
function unleet(tokens: Tokens, at: number): Piece | undefined {
  const { codes, length } = tokens.text;
  let from = tokens.start[at] ?? 0;
  let to = tokens.end[at] ?? 0;
  while (from > 0 && LEET[String.fromCharCode(codes[from - 1] ?? 0)] !== undefined && (at === 0 || from - 1 >= (tokens.end[at - 1] ?? 0))) from--;
  while (to < length && to - from < 24 && isLeetOrLetter(codes[to] ?? 0)) to++;
  const raw = String.fromCharCode(...codes.subarray(from, to)).replace(/[!|(+]+$/, "");
  if (!/[0-9@$!|+(€£¡§]/.test(raw) || /^[\d!|(+.$]+$/.test(raw)) return undefined;
  const read = [(one: string) => one, (one: string) => one.replaceAll("1", "l").replaceAll("|", "l"), (one: string) => one.replaceAll("9", "q").replaceAll("6", "b")]
    .map((swap) => Array.from(swap(raw), (letter) => LEET[letter] ?? letter).join(""))
    .find((word) => isKnownWord(word) || isKnownWord(word.replace(/i/g, "l")));
  if (read === undefined) return undefined;
  let next = at + 1;
  while (next < tokens.count && (tokens.start[next] ?? 0) < to) next++;
  return { word: isKnownWord(read) ? read : read.replace(/i/g, "l"), to: next, repairs: 1 };
}

function isLeetOrLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 64 || code === 36 || code === 33 || code === 124 || code === 43 || code === 40;
}

/** "ig-nore", "ig**nore", "instr.uctions", "previ ous": two to four pieces that only together are a word. */
function joined(tokens: Tokens, at: number): Piece | undefined {
  let word = tokenText(tokens, at);
  if (!/^[a-z]+$/.test(word)) return undefined;
  for (let to = at + 1; to < Math.min(tokens.count, at + 8); to++) {
    const gap = gapBefore(tokens, to);
    if (gap.length > 4) return undefined;
    word += tokenText(tokens, to);
    if (word.length > 16) return undefined;
    if (word.length > 3 && isKnownWord(word)) return { word, to: to + 1, repairs: 1 };
  }
  return undefined;
}
