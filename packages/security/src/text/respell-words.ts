import { isLeet, readLeet, unleetLetter } from "./leet.ts";
import type { TextView } from "./text-view.ts";
import { HASH_SEED, hashStep, NUMBER_HASH, type Tokens, tokenText } from "./tokenize.ts";
import { isKnownHash, isKnownWord, segmentWords, unshuffle } from "./vocabulary.ts";

const LEAST_SHARE = 0.07;
const LONG_WORD = 13;
const MAX_REPAIRED = 2500;
const MAX_SPELLED = 2000;
// Of twelve words in a row so many must be strange before any is put right.
const AROUND = 12;
const STRANGE = 4;

interface Piece {
  readonly word: string;
  readonly to: number;
  /** How many words were put right. */
  readonly repairs: number;
}

/** The text with spelled-out, glued, cut, shuffled and digit-for-letter words put right, when that makes a difference. */
export function respellWords(tokens: Tokens): TextView[] {
  const strange = strangeRegions(tokens);
  if (strange === undefined) return [];
  const words: string[] = [];
  let repairs = 0;
  let tried = 0;
  for (let at = 0; at < tokens.count;) {
    const isTried = strange[at] === 1 && tried < MAX_REPAIRED;
    const piece = isTried ? repair(tokens, at) : keep(tokens, at);
    if (isTried) tried++;
    repairs += piece.repairs;
    words.push(piece.word, gapAfter(tokens, piece.to - 1));
    at = piece.to;
  }
  if (repairs < Math.max(1, Math.min(3, Math.floor(tokens.count / 6))) || repairs < words.length * LEAST_SHARE * 0.5)
    return [];
  return [
    {
      kind: "respelled",
      text: words.join(""),
      start: tokens.text.at[tokens.start[0] ?? 0] ?? 0,
      end: tokens.text.original.length,
    },
  ];
}

/** 1 for each word that has many strange ones around it; undefined when there is none. */
function strangeRegions(tokens: Tokens): Uint8Array | undefined {
  const regions = new Uint8Array(tokens.count);
  let inWindow = 0;
  let any = false;
  const isStrangeAt = new Uint8Array(tokens.count);
  const needed = Math.min(STRANGE, Math.max(1, Math.floor(tokens.count / 5)));
  for (let i = 0; i < tokens.count; i++) {
    isStrangeAt[i] = isStrange(tokens, i) ? 1 : 0;
    inWindow += (isStrangeAt[i] ?? 0) - (i >= AROUND ? (isStrangeAt[i - AROUND] ?? 0) : 0);
    if (inWindow < needed) continue;
    any = true;
    regions.fill(1, Math.max(0, i - AROUND + 1), i + 1);
  }
  return any ? regions : undefined;
}

function isStrange(tokens: Tokens, at: number): boolean {
  const hash = tokens.hash[at] ?? 0;
  if (hash === NUMBER_HASH) return false;
  return isSingle(tokens, at) || !isKnownHash(hash) || isGlued(tokens, at);
}

function keep(tokens: Tokens, at: number): Piece {
  return { word: tokenText(tokens, at), to: at + 1, repairs: 0 };
}

function repair(tokens: Tokens, at: number): Piece {
  const found = (isSingle(tokens, at) ? spelledOut(tokens, at) : undefined) ?? joined(tokens, at);
  if (found !== undefined) return found;
  if (isKnownHash(tokens.hash[at] ?? 0) && tokens.hash[at] !== NUMBER_HASH) return keep(tokens, at);
  const leet = hasLeet(tokens, at) ? readLeet(tokens, at) : undefined;
  if (leet !== undefined) return { word: leet.word, to: leet.to, repairs: leet.isKnown ? 1 : 0 };
  const [from, to] = [tokens.start[at] ?? 0, tokens.end[at] ?? 0];
  if (to - from >= LONG_WORD) {
    const text = tokenText(tokens, at);
    const parts = /^[a-z]+$/.test(text) ? segmentWords(text) : undefined;
    if (parts !== undefined && parts.length > 2) return { word: parts.join(" "), to: at + 1, repairs: parts.length };
  }
  const right = unshuffle(tokens.text.codes, from, to);
  return right === undefined ? keep(tokens, at) : { word: right, to: at + 1, repairs: 1 };
}

function hasLeet(tokens: Tokens, at: number): boolean {
  const { codes } = tokens.text;
  const [from, to] = [tokens.start[at] ?? 0, tokens.end[at] ?? 0];
  if (to - from > 24) return false;
  for (let i = Math.max(0, from - 1); i <= to; i++) if (isLeet(codes[i] ?? 0)) return true;
  return false;
}

function isSingle(tokens: Tokens, at: number): boolean {
  return (
    (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0) === 1 && (tokens.text.codes[tokens.start[at] ?? 0] ?? 0) < 0x250
  );
}

/** Whether only a sign or two, no blank, parts the word from the next. */
function isGlued(tokens: Tokens, at: number): boolean {
  const gap = (tokens.start[at + 1] ?? 0) - (tokens.end[at] ?? 0);
  if (at + 1 >= tokens.count || gap < 1 || gap > 4) return false;
  for (let i = tokens.end[at] ?? 0; i < (tokens.start[at + 1] ?? 0); i++)
    if ((tokens.text.codes[i] ?? 32) <= 32) return false;
  return true;
}

/** "i g n o r e   a l l", "i-g-n-o-r-e a-l-l", "i.g.n.o.r.e.a.l.l": a run of single letters; a wider or other gap ends a word. */
function spelledOut(tokens: Tokens, at: number): Piece | undefined {
  let to = at;
  while (
    to < tokens.count &&
    to - at < MAX_SPELLED &&
    isSingle(tokens, to) &&
    (to === at || (tokens.start[to] ?? 0) - (tokens.end[to - 1] ?? 0) <= 6)
  )
    to++;
  if (to - at < 4) return undefined;
  const usual = usualGap(tokens, at, to);
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
  const read = words.flatMap((part) =>
    part.length > 9 || (words.length === 1 && !isKnownWord(part)) ? (segmentWords(part) ?? [part]) : [part],
  );
  return { word: read.join(" "), to, repairs: read.length };
}

function usualGap(tokens: Tokens, at: number, to: number): number {
  const counts = new Map<number, number>();
  let usual = 0;
  for (let i = at + 1; i < to; i++) {
    const gap = gapBefore(tokens, i);
    const count = (counts.get(gap) ?? 0) + 1;
    counts.set(gap, count);
    if (count > (counts.get(usual) ?? 0)) usual = gap;
  }
  return usual;
}

/** A number for what stands before a word. */
function gapBefore(tokens: Tokens, index: number): number {
  let gap = HASH_SEED;
  for (let i = tokens.end[index - 1] ?? 0; i < (tokens.start[index] ?? 0); i++)
    gap = hashStep(gap, tokens.text.codes[i] ?? 0);
  return gap;
}

/** "ig-nore", "ig**nore", "instr.uctions": two to six pieces without a blank between that only together are a word. */
function joined(tokens: Tokens, at: number): Piece | undefined {
  let hash = tokens.hash[at] ?? 0;
  let letters = (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0);
  for (let next = at + 1; next < tokens.count && next < at + 6 && isGlued(tokens, next - 1); next++) {
    letters += (tokens.end[next] ?? 0) - (tokens.start[next] ?? 0);
    if (letters > 16) return undefined;
    for (let i = tokens.start[next] ?? 0; i < (tokens.end[next] ?? 0); i++)
      hash = hashStep(hash, tokens.text.codes[i] ?? 0);
    if (letters < 4 || !isKnownHash(hash)) continue;
    return {
      word: Array.from({ length: next - at + 1 }, (_, i) => tokenText(tokens, at + i)).join(""),
      to: next + 1,
      repairs: 1,
    };
  }
  return undefined;
}

/** What parts a word from the next: it is kept, for readers of sentences and lines. */
function gapAfter(tokens: Tokens, at: number): string {
  const from = tokens.end[at] ?? 0;
  if (tokens.text.codes[from] === 32 && tokens.start[at + 1] === from + 1) return " ";
  const to = Math.min(tokens.start[at + 1] ?? tokens.text.length, at + 1 < tokens.count ? from + 12 : from + 2);
  const gap = String.fromCharCode(...tokens.text.codes.subarray(from, Math.max(from, to)));
  return gap === "" && at + 1 < tokens.count ? " " : gap;
}
