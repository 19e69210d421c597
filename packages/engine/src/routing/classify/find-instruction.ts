import { longestPhraseAt, type PhraseIndex, type PhraseMatches } from "./phrase-index.ts";
import { ENDING, hashWord, SEGMENT, type Scan } from "./scan-prompt.ts";

/** Up to this many words a prompt is read whole: there is nothing to separate. */
const READ_WHOLE = 40;
/** Words of a sentence above which it reads as material rather than as a request. */
const LONG_SENTENCE = 32;
/** Words of instruction that are ever used. */
const MOST_WORDS = 90;

/** Which tokens are instruction. */
export interface InstructionSpans {
  /** 1 for a token of the instruction. */
  readonly isInstruction: Uint8Array;
  /** Tokens of instruction, without courtesies. */
  words: number;
  /** Tokens set aside as material: quoted, fenced, pasted. */
  payloadWords: number;
  quotedWords: number;
  fencedWords: number;
  /** Tokens dropped as courtesy. */
  courtesyWords: number;
  /** Segments that read as a label ("Text:", "Premise:"). */
  labels: number;
  /** True if a segment of the instruction ends in a question mark. */
  asks: boolean;
  /** True if the instruction holds a cue that works on a text and there is such a text. */
  isWorkOnText: boolean;
}

/** Buffers for the spans of one scan. */
export function createInstructionSpans(): InstructionSpans {
  return {
    isInstruction: new Uint8Array(2600),
    words: 0,
    payloadWords: 0,
    quotedWords: 0,
    fencedWords: 0,
    courtesyWords: 0,
    labels: 0,
    asks: false,
    isWorkOnText: false,
  };
}

/** What the span finder needs besides the scan. */
export interface SpanEvidence {
  readonly matches: PhraseMatches;
  /** For each cue group: 0 unless it works on a text given beside it, 2 if even the text's questions are material. */
  readonly takesPayload: readonly number[];
  readonly courtesies: PhraseIndex;
}

const cued: Uint8Array = new Uint8Array(800);

/**
 * Separates the instruction from quotations, fences, pasted passages and courtesies.
 * Short prompts are read whole (but for long quotations beside other words); in longer ones the first and last
 * sentences, sentences with a cue that takes a text, questions and lead-ins ending in ":" are the instruction.
 */
export function findInstruction(spans: InstructionSpans, scan: Scan, evidence: SpanEvidence): InstructionSpans {
  reset(spans, scan);
  const body = findBody(scan, evidence.courtesies);
  const free = countMaterial(spans, scan, body);
  markCued(scan, evidence);
  markLeadLine(scan, body);
  const isWhole = free <= READ_WHOLE;
  const edgeCue = strongestEdgeCue(scan, body);
  let chosen = 0;
  for (let s = body.firstSegment; s <= body.lastSegment; s++) {
    if (!isCandidate(scan, s, free)) continue;
    if (!isWhole && !isInstructionSegment(scan, s, body, edgeCue)) continue;
    if (isWhole && cued[s] === 0 && followsCuedLead(scan, s, body)) continue;
    chosen += choose(spans, scan, s, MOST_WORDS - chosen);
    if (cued[s]! > 0) spans.isWorkOnText = true;
  }
  if (chosen === 0) chooseEverything(spans, scan);
  spans.courtesyWords = clear(spans.isInstruction, 0, body.start) + clear(spans.isInstruction, body.end, scan.tokens);
  finish(spans, scan, body);
  return spans;
}

/** The prompt without the courtesies at its edges. */
interface Body {
  readonly start: number;
  readonly end: number;
  readonly firstSegment: number;
  readonly lastSegment: number;
}

/** Everything between leading and trailing courtesies, or the whole prompt if it is nothing else. */
function findBody(scan: Scan, courtesies: PhraseIndex): Body {
  let start = skipLeading(scan, courtesies, 0, scan.tokens);
  let end = skipTrailing(scan, courtesies, start, scan.tokens);
  if (end <= start) [start, end] = [0, scan.tokens];
  if (scan.tokens === 0) return { start, end, firstSegment: 0, lastSegment: scan.segments - 1 };
  return { start, end, firstSegment: scan.segmentOf[start]!, lastSegment: scan.segmentOf[end - 1]! };
}

function reset(spans: InstructionSpans, scan: Scan): void {
  spans.isInstruction.fill(0, 0, scan.tokens);
  spans.words = 0;
  spans.payloadWords = 0;
  spans.quotedWords = 0;
  spans.fencedWords = 0;
  spans.courtesyWords = 0;
  spans.labels = 0;
  spans.asks = false;
  spans.isWorkOnText = false;
}

function length(scan: Scan, s: number): number {
  return scan.endToken[s]! - scan.firstToken[s]!;
}

function countMaterial(spans: InstructionSpans, scan: Scan, body: Body): number {
  let free = 0;
  for (let s = body.firstSegment; s <= body.lastSegment; s++) {
    const words = length(scan, s);
    const flags = scan.flags[s]!;
    if (flags & SEGMENT.fenced) spans.fencedWords += words;
    else if (flags & SEGMENT.quoted) spans.quotedWords += words;
    else free += words;
    if (isLabel(scan, s)) spans.labels++;
  }
  const edges = body.start - scan.firstToken[body.firstSegment]! + scan.endToken[body.lastSegment]! - body.end;
  return Math.max(0, free - edges);
}

function isLabel(scan: Scan, s: number): boolean {
  const words = length(scan, s);
  return words > 0 && words <= 3 && scan.ending[s] === ENDING.colon && (scan.flags[s]! & SEGMENT.lineStart) !== 0;
}

function markCued(scan: Scan, evidence: SpanEvidence): void {
  cued.fill(0, 0, scan.segments);
  const { matches, takesPayload } = evidence;
  for (let m = 0; m < matches.count; m++) {
    const segment = scan.segmentOf[matches.first[m]!]!;
    if ((scan.flags[segment]! & (SEGMENT.fenced | SEGMENT.quoted)) !== 0 || isEmptyField(scan, segment)) continue;
    const kind = takesPayload[matches.payload[m]!]!;
    if (kind > cued[segment]!) cued[segment] = kind;
  }
}

/** Words of a line that can be a request set above or below a text. */
const SHORT_LINE = 16;
const LONG_TEXT = 25;

/** A short line set apart from a long text is the request, whether or not a cue is recognized in it. */
function markLeadLine(scan: Scan, body: Body): void {
  const { firstSegment, lastSegment } = body;
  let s = firstSegment;
  while (s < lastSegment && (scan.flags[s + 1]! & SEGMENT.lineStart) === 0) s++;
  const words = scan.endToken[s]! - body.start;
  if (s === lastSegment || words < 3 || words > SHORT_LINE || body.end - scan.endToken[s]! < LONG_TEXT) return;
  if (scan.ending[s] === ENDING.question) return;
  for (let i = firstSegment; i <= s; i++) cued[i] = Math.max(cued[i]!, 1);
}

function isCandidate(scan: Scan, s: number, free: number): boolean {
  const flags = scan.flags[s]!;
  if (length(scan, s) === 0 || isEmptyField(scan, s)) return false;
  if ((flags & (SEGMENT.fenced | SEGMENT.quoted)) === 0) return true;
  return free === 0;
}

const NOTHING = new Set(["none", "na", "nil", "null", "empty", "nothing", "no", "n"].map((word) => hashWord(word)));

/** A label with nothing behind it ("Context: none") says nothing of the task; neither does its "none". */
function isEmptyField(scan: Scan, s: number): boolean {
  const value = isLabel(scan, s) ? s + 1 : s;
  if (value === 0 || value >= scan.segments || !isLabel(scan, value - 1)) return false;
  const words = length(scan, value);
  return words > 0 && words <= 2 && NOTHING.has(scan.hash[scan.firstToken[value]!]!);
}

/** "Translate into French: see you tomorrow": what follows the colon, or the line, is material. */
function followsCuedLead(scan: Scan, s: number, body: Body): boolean {
  if (s > body.firstSegment && isLabel(scan, s - 1) && cued[s - 1] === 0) return false;
  let hasBreak = (scan.flags[s]! & SEGMENT.lineStart) !== 0;
  for (let before = s - 1; before >= body.firstSegment; before--) {
    if (scan.ending[before] === ENDING.colon && (cued[before]! > 0 || !isLabel(scan, before))) hasBreak = true;
    if (cued[before]! > 0 && hasBreak) return true;
    if ((scan.flags[before]! & SEGMENT.lineStart) !== 0) hasBreak = true;
  }
  return false;
}

function isInstructionSegment(scan: Scan, s: number, body: Body, edgeCue: number): boolean {
  const words = length(scan, s);
  const isEdge = s <= body.firstSegment + 1 || s >= body.lastSegment - 1 || isNearEdge(scan, s, body);
  if (cued[s]! > 0 && words <= LONG_SENTENCE) return isEdge || scan.ending[s] === ENDING.colon;
  if (isLabel(scan, s)) return true;
  const isQuestion = scan.ending[s] === ENDING.question;
  if (!isEdge) return isQuestion && words <= LONG_SENTENCE && edgeCue === 0;
  if (edgeCue === 0) return true;
  if (words > LONG_SENTENCE) return false;
  return scan.ending[s] === ENDING.colon || (isQuestion && edgeCue < 2);
}

function isNearEdge(scan: Scan, s: number, body: Body): boolean {
  return scan.firstToken[s]! - body.start < 24 || body.end - scan.endToken[s]! < 24;
}

/** The strongest cue for work on a text among the first three and the last three segments. */
function strongestEdgeCue(scan: Scan, body: Body): number {
  const { firstSegment, lastSegment } = body;
  let strongest = 0;
  for (let s = firstSegment; s <= lastSegment; s++) {
    if (s === firstSegment + 3) s = Math.max(s, lastSegment - 2);
    if (length(scan, s) <= LONG_SENTENCE) strongest = Math.max(strongest, cued[s]!);
  }
  return strongest;
}

function choose(spans: InstructionSpans, scan: Scan, s: number, room: number): number {
  const words = Math.min(length(scan, s), Math.max(0, room));
  const from = scan.firstToken[s]!;
  spans.isInstruction.fill(1, from, from + words);
  if (scan.ending[s] === ENDING.question) spans.asks = true;
  return words;
}

function chooseEverything(spans: InstructionSpans, scan: Scan): void {
  let chosen = 0;
  for (let s = 0; s < scan.segments && chosen < MOST_WORDS; s++) chosen += choose(spans, scan, s, MOST_WORDS - chosen);
}

function clear(marks: Uint8Array, from: number, to: number): number {
  let cleared = 0;
  for (let i = from; i < to; i++) cleared += marks[i]!;
  marks.fill(0, from, to);
  return cleared;
}

function skipLeading(scan: Scan, courtesies: PhraseIndex, from: number, to: number): number {
  let at = from;
  for (;;) {
    const end = longestPhraseAt(courtesies, scan.hash, at, to);
    if (end === at) return at;
    at = end;
  }
}

function skipTrailing(scan: Scan, courtesies: PhraseIndex, from: number, to: number): number {
  let end = to;
  for (let tries = 0; tries < 12; tries++) {
    const shorter = trailingCourtesy(scan, courtesies, from, end);
    if (shorter === end) return end;
    end = shorter;
  }
  return end;
}

function trailingCourtesy(scan: Scan, courtesies: PhraseIndex, from: number, end: number): number {
  for (let at = Math.max(from, end - courtesies.longest); at < end; at++) {
    if (longestPhraseAt(courtesies, scan.hash, at, end) === end) return at;
  }
  return end;
}

function finish(spans: InstructionSpans, scan: Scan, body: Body): void {
  let words = 0;
  for (let i = 0; i < scan.tokens; i++) words += spans.isInstruction[i]!;
  spans.words = words;
  spans.payloadWords = Math.max(0, body.end - body.start - words);
}
