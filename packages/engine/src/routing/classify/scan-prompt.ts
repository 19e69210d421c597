import { CHARACTER, characterClass, foldCharacter } from "./character-classes.ts";

/** Kinds of token. */
export const TOKEN = { word: 0, number: 1, ideograph: 2 } as const;
/** What ended a segment. */
export const ENDING = { none: 0, stop: 1, question: 2, colon: 3, newline: 4 } as const;
/** Bits of a segment. */
export const SEGMENT = { quoted: 1, fenced: 2, lineStart: 4 } as const;

const MAXIMUM_TOKENS = 2600;
const MAXIMUM_SEGMENTS = 800;
/** The base of a word's polynomial hash. */
export const WORD_BASE = 0x01000193;
const BASE = WORD_BASE;
const SHORT_QUOTE = 24;

/** Tokens, segments and counts of one clipped prompt, in buffers that the next scan reuses. */
export interface Scan {
  text: string;
  tokens: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Polynomial hash of the folded word; the class of number for a number. */
  readonly hash: Int32Array;
  readonly kind: Uint8Array;
  readonly segmentOf: Int16Array;
  segments: number;
  readonly firstToken: Int32Array;
  readonly endToken: Int32Array;
  readonly ending: Uint8Array;
  readonly flags: Uint8Array;
  counts: SymbolCounts;
}

/** Marks that tell what a text is made of. */
export interface SymbolCounts {
  operators: number;
  codeMarks: number;
  latex: number;
  dollars: number;
  fences: number;
  quotes: number;
  blanks: number;
  questions: number;
  commas: number;
  lines: number;
  urls: number;
  longFlags: number;
  emoji: number;
}

/** A fresh set of buffers. One serves a whole process: scanning is synchronous. */
export function createScan(): Scan {
  return {
    text: "",
    tokens: 0,
    start: new Int32Array(MAXIMUM_TOKENS),
    end: new Int32Array(MAXIMUM_TOKENS),
    hash: new Int32Array(MAXIMUM_TOKENS),
    kind: new Uint8Array(MAXIMUM_TOKENS),
    segmentOf: new Int16Array(MAXIMUM_TOKENS),
    segments: 0,
    firstToken: new Int32Array(MAXIMUM_SEGMENTS),
    endToken: new Int32Array(MAXIMUM_SEGMENTS),
    ending: new Uint8Array(MAXIMUM_SEGMENTS),
    flags: new Uint8Array(MAXIMUM_SEGMENTS),
    counts: emptyCounts(),
  };
}

function emptyCounts(): SymbolCounts {
  return {
    operators: 0,
    codeMarks: 0,
    latex: 0,
    dollars: 0,
    fences: 0,
    quotes: 0,
    blanks: 0,
    questions: 0,
    commas: 0,
    lines: 1,
    urls: 0,
    longFlags: 0,
    emoji: 0,
  };
}

/** The hash of a folded word, as {@link scanPrompt} computes it. */
export function hashWord(folded: string): number {
  let h = 0;
  for (let i = 0; i < folded.length; i++) h = (Math.imul(h, BASE) + folded.charCodeAt(i)) | 0;
  return h;
}

/** The hash that stands for numbers written with `digits` digits. Years get their own. */
export function hashNumber(digits: number, isYear: boolean): number {
  return isYear ? -1001 : -1000 - 2 * Math.min(digits, 4);
}

/**
 * Splits a clipped prompt into words and segments (sentences, lines, quotations, fences) in one pass.
 * Linear in the text: each character is looked at a constant number of times; a missing closing quote is searched once.
 */
export function scanPrompt(scan: Scan, text: string): Scan {
  scan.text = text;
  scan.tokens = 0;
  scan.segments = 0;
  scan.counts = emptyCounts();
  openSegment(scan, SEGMENT.lineStart);
  const state = { fenced: false, quoteEnd: -1, missing: 0 };
  let i = 0;
  while (i < text.length) i = step(scan, state, i);
  closeSegment(scan, ENDING.none);
  return scan;
}

interface ScanState {
  fenced: boolean;
  quoteEnd: number;
  missing: number;
}

function step(scan: Scan, state: ScanState, i: number): number {
  const text = scan.text;
  const code = text.charCodeAt(i);
  if (i === state.quoteEnd) return endQuote(scan, state, i);
  switch (characterClass(code)) {
    case CHARACTER.letter:
      return readWord(scan, i);
    case CHARACTER.digit:
      return readNumber(scan, i);
    case CHARACTER.ideograph:
      pushToken(scan, i, i + 1, code, TOKEN.ideograph);
      return i + 1;
    case CHARACTER.newline:
      scan.counts.lines++;
      split(scan, state, ENDING.newline, SEGMENT.lineStart);
      return i + 1;
    case CHARACTER.stop:
      return readStop(scan, state, i, code);
    case CHARACTER.colon:
      return readColon(scan, state, i);
    case CHARACTER.quote:
      return readQuote(scan, state, i, code);
    case CHARACTER.operator:
      return readOperator(scan, i, code);
    case CHARACTER.other:
      return readSymbol(scan, state, i, code);
    default:
      return i + 1;
  }
}

function pushToken(scan: Scan, start: number, end: number, hash: number, kind: number): void {
  const n = scan.tokens;
  if (n >= MAXIMUM_TOKENS) return;
  scan.start[n] = start;
  scan.end[n] = end;
  scan.hash[n] = hash;
  scan.kind[n] = kind;
  scan.segmentOf[n] = scan.segments - 1;
  scan.tokens = n + 1;
}

function openSegment(scan: Scan, flags: number): void {
  if (scan.segments >= MAXIMUM_SEGMENTS) return;
  scan.firstToken[scan.segments] = scan.tokens;
  scan.endToken[scan.segments] = scan.tokens;
  scan.ending[scan.segments] = ENDING.none;
  scan.flags[scan.segments] = flags;
  scan.segments++;
}

function closeSegment(scan: Scan, ending: number): void {
  const last = scan.segments - 1;
  scan.endToken[last] = scan.tokens;
  scan.ending[last] = ending;
}

function split(scan: Scan, state: ScanState, ending: number, flags: number): void {
  const inherited = (state.fenced ? SEGMENT.fenced : 0) | (state.quoteEnd >= 0 ? SEGMENT.quoted : 0);
  const last = scan.segments - 1;
  if (scan.firstToken[last] === scan.tokens) {
    scan.flags[last] = inherited | flags;
    if (ending !== ENDING.newline && last > 0) scan.ending[last - 1] = ending;
    return;
  }
  closeSegment(scan, ending);
  openSegment(scan, inherited | flags);
}

function readWord(scan: Scan, from: number): number {
  const text = scan.text;
  let h = 0;
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = characterClass(code);
    if (kind === CHARACTER.letter || kind === CHARACTER.digit) {
      h = (Math.imul(h, BASE) + foldCharacter(code)) | 0;
    } else if (kind !== CHARACTER.mark) {
      const apostrophe = code === 0x27 || code === 0x2019;
      if (!apostrophe || characterClass(text.charCodeAt(i + 1)) !== CHARACTER.letter) break;
    }
  }
  pushToken(scan, from, i, h, TOKEN.word);
  if (text.charCodeAt(i) === 0x3a && text.startsWith("://", i)) {
    scan.counts.urls++;
    return endOfRun(text, i);
  }
  return i;
}

function endOfRun(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const kind = characterClass(text.charCodeAt(i));
    if (kind === CHARACTER.space || kind === CHARACTER.newline) break;
    i++;
  }
  return i;
}

function readNumber(scan: Scan, from: number): number {
  const text = scan.text;
  let i = from + 1;
  let digits = 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = characterClass(code);
    if (kind === CHARACTER.digit) digits++;
    else if (kind === CHARACTER.letter) return readAlphanumeric(scan, from, i);
    else if ((code !== 0x2e && code !== 0x2c) || characterClass(text.charCodeAt(i + 1)) !== CHARACTER.digit) break;
  }
  const lead = text.charCodeAt(from);
  const isYear = digits === 4 && i - from === 4 && (lead === 0x31 || lead === 0x32) && isCentury(text, from);
  pushToken(scan, from, i, hashNumber(digits, isYear), TOKEN.number);
  return i;
}

function isCentury(text: string, from: number): boolean {
  const two = text.slice(from, from + 2);
  return two === "18" || two === "19" || two === "20";
}

/** "5x", "16kg", "3rd", "4k": the number as a number, then the letters as a word. */
function readAlphanumeric(scan: Scan, from: number, letters: number): number {
  pushToken(scan, from, letters, hashNumber(Math.min(letters - from, 4), false), TOKEN.number);
  return readWord(scan, letters);
}

function readStop(scan: Scan, state: ScanState, i: number, code: number): number {
  const text = scan.text;
  const next = i + 1 < text.length ? characterClass(text.charCodeAt(i + 1)) : CHARACTER.newline;
  const isQuestion = code === 0x3f || code === 0xff1f || code === 0x61f;
  if (isQuestion) scan.counts.questions++;
  const isEnd = code > 0x7f || next === CHARACTER.space || next === CHARACTER.newline || next === CHARACTER.quote;
  if (isEnd && !(code === 0x2e && isOptionMark(scan, i))) {
    split(scan, state, isQuestion ? ENDING.question : ENDING.stop, 0);
  }
  return i + 1;
}

/** "A." or "1." at the start of a line is a list mark, not a sentence. */
function isOptionMark(scan: Scan, i: number): boolean {
  const last = scan.segments - 1;
  return (
    scan.tokens - scan.firstToken[last]! === 1 &&
    scan.end[scan.tokens - 1] === i &&
    i - scan.start[scan.tokens - 1]! <= 2
  );
}

function readColon(scan: Scan, state: ScanState, i: number): number {
  const next = i + 1 < scan.text.length ? characterClass(scan.text.charCodeAt(i + 1)) : CHARACTER.newline;
  const code = scan.text.charCodeAt(i);
  const isBreak = next === CHARACTER.space || next === CHARACTER.newline || next === CHARACTER.quote || code === 0xff1a;
  if (isBreak) split(scan, state, ENDING.colon, 0);
  else if (code === 0x3a && scan.text.charCodeAt(i + 1) === 0x3a) scan.counts.codeMarks++;
  return i + 1;
}

const CLOSING = new Map<number, string>([
  [0x22, '"'],
  [0x201c, "\u201d"],
  [0x201e, "\u201c"],
  [0xab, "\u00bb"],
  [0x300c, "\u300d"],
  [0x300e, "\u300f"],
]);

function readQuote(scan: Scan, state: ScanState, i: number, code: number): number {
  if (state.fenced || state.quoteEnd >= 0) return i + 1;
  const close = CLOSING.get(code);
  const bit = code === 0x22 ? 1 : code === 0x201c ? 2 : code === 0xab ? 4 : 8;
  if (close === undefined || (state.missing & bit) !== 0) return i + 1;
  const end = scan.text.indexOf(close, i + 1);
  if (end < 0) {
    state.missing |= bit;
    return i + 1;
  }
  scan.counts.quotes++;
  if (end - i <= SHORT_QUOTE && close === '"') return i + 1;
  if (end - i <= SHORT_QUOTE / 4) return i + 1;
  split(scan, { ...state, quoteEnd: end }, ENDING.none, 0);
  scan.flags[scan.segments - 1]! |= SEGMENT.quoted;
  state.quoteEnd = end;
  return i + 1;
}

function endQuote(scan: Scan, state: ScanState, i: number): number {
  state.quoteEnd = -1;
  split(scan, state, ENDING.none, 0);
  return i + 1;
}

function readOperator(scan: Scan, i: number, code: number): number {
  const next = scan.text.charCodeAt(i + 1);
  if ((code === 0x3d && (next === 0x3d || next === 0x3e)) || (code === 0x3c && next === 0x2f)) {
    scan.counts.codeMarks++;
    return i + 2;
  }
  if (code === 0x2f && next === 0x2f) return i + 2;
  scan.counts.operators++;
  return i + 1;
}

function readSymbol(scan: Scan, state: ScanState, i: number, code: number): number {
  const text = scan.text;
  const counts = scan.counts;
  const next = text.charCodeAt(i + 1);
  switch (code) {
    case 0x60:
      if (text.startsWith("```", i)) return readFence(scan, state, i);
      return i + 1;
    case 0x7b:
    case 0x7d:
    case 0x3b:
      counts.codeMarks++;
      return i + 1;
    case 0x28:
      if (next === 0x29) counts.codeMarks++;
      return i + 1;
    case 0x5b:
      if (next === 0x5d) counts.codeMarks++;
      return i + 1;
    case 0x5f:
      if (next === 0x5f) counts.blanks++;
      return next === 0x5f ? endOfUnderscores(text, i) : i + 1;
    case 0x5c:
      counts.latex++;
      return i + 1;
    case 0x24:
      counts.dollars++;
      return i + 1;
    case 0x2d:
      if (next === 0x3e) counts.codeMarks++;
      if (next === 0x2d && characterClass(text.charCodeAt(i + 2)) === CHARACTER.letter) counts.longFlags++;
      return i + 1;
    default:
      if (code === 0x2c || code === 0xff0c || code === 0x3001) counts.commas++;
      else if (code >= 0xd83c && code <= 0xd83e) counts.emoji++;
      return i + 1;
  }
}

function endOfUnderscores(text: string, from: number): number {
  let i = from;
  while (text.charCodeAt(i) === 0x5f) i++;
  return i;
}

function readFence(scan: Scan, state: ScanState, i: number): number {
  scan.counts.fences++;
  state.fenced = !state.fenced;
  split(scan, state, ENDING.newline, SEGMENT.lineStart);
  if (!state.fenced) scan.flags[scan.segments - 1]! &= ~SEGMENT.fenced;
  return i + 3;
}
