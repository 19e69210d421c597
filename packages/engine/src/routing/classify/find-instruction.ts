import type { PhraseMatches } from "./phrase-index.ts";
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
  /** Tokens of instruction. */
  words: number;
  /** Tokens set aside as material: quoted, fenced, pasted. */
  payloadWords: number;
  quotedWords: number;
  fencedWords: number;
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
}

const cued: Uint8Array = new Uint8Array(800);
/** 1 for a segment of a short paragraph set above or below a long text. */
const apart: Uint8Array = new Uint8Array(800);

/**
 * Separates the instruction from quotations, fences and pasted passages, in a text that `dropCourtesies` has trimmed.
 * Short prompts are read whole (but for long quotations beside other words); in longer ones the first and last
 * sentences, sentences with a cue that takes a text, questions and lead-ins ending in ":" are the instruction.
 */
export function findInstruction(spans: InstructionSpans, scan: Scan, evidence: SpanEvidence): InstructionSpans {
  reset(spans, scan);
  const free = countMaterial(spans, scan);
  markCued(scan, evidence);
  const isSetApart = markEdgeParagraphs(scan);
  if (!isSetApart) markLeadLine(scan);
  const isWhole = free <= READ_WHOLE && !isSetApart;
  const edgeCue = strongestEdgeCue(scan);
  let chosen = 0;
  for (let s = 0; s < scan.segments; s++) {
    if (!isCandidate(scan, s, free)) continue;
    if (!isWhole && !(isSetApart ? isBesideText(scan, s) : isInstructionSegment(scan, s, edgeCue))) continue;
    if (isWhole && cued[s] === 0 && followsCuedLead(scan, s)) continue;
    chosen += choose(spans, scan, s, MOST_WORDS - chosen);
    if (cued[s]! > 0) spans.isWorkOnText = true;
  }
  if (chosen === 0) chooseEverything(spans, scan);
  finish(spans, scan);
  return spans;
}

function reset(spans: InstructionSpans, scan: Scan): void {
  spans.isInstruction.fill(0, 0, scan.tokens);
  spans.words = 0;
  spans.payloadWords = 0;
  spans.quotedWords = 0;
  spans.fencedWords = 0;
  spans.labels = 0;
  spans.asks = false;
  spans.isWorkOnText = false;
}

function length(scan: Scan, s: number): number {
  return scan.endToken[s]! - scan.firstToken[s]!;
}

function countMaterial(spans: InstructionSpans, scan: Scan): number {
  let free = 0;
  for (let s = 0; s < scan.segments; s++) {
    const words = length(scan, s);
    const flags = scan.flags[s]!;
    if (flags & SEGMENT.fenced) spans.fencedWords += words;
    else if (flags & SEGMENT.quoted) spans.quotedWords += words;
    else free += words;
    if (isLabel(scan, s)) spans.labels++;
  }
  return free;
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
function markLeadLine(scan: Scan): void {
  const last = scan.segments - 1;
  let s = 0;
  while (s < last && (scan.flags[s + 1]! & SEGMENT.lineStart) === 0) s++;
  const words = scan.endToken[s]!;
  if (s === last || words < 3 || words > SHORT_LINE || scan.tokens - scan.endToken[s]! < LONG_TEXT) return;
  if (scan.ending[s] === ENDING.question) return;
  for (let i = 0; i <= s; i++) cued[i] = Math.max(cued[i]!, 1);
}

/** Words of a paragraph that can be the request beside a text, and of the text it then stands beside. */
const SHORT_PARAGRAPH = 45;
const LEAST_TEXT = 16;

/**
 * A short paragraph above or below a longer text, a blank line between, is the request, whether or not a cue is
 * recognized in it. Returns whether there is one.
 */
function markEdgeParagraphs(scan: Scan): boolean {
  apart.fill(0, 0, scan.segments);
  const first = nextParagraph(scan, 0);
  if (first >= scan.segments) return false;
  let last = scan.segments - 1;
  while (!startsParagraph(scan, last)) last--;
  const lead = scan.endToken[first - 1]!;
  const tail = scan.tokens - scan.firstToken[last]!;
  const hasLead = lead >= 2 && lead <= SHORT_PARAGRAPH;
  const hasTail = tail >= 2 && tail <= SHORT_PARAGRAPH && (first < last || !hasLead || tail < lead);
  const text = scan.tokens - (hasLead ? lead : 0) - (hasTail && (first < last || !hasLead) ? tail : 0);
  if (!(hasLead || hasTail) || text < LEAST_TEXT) return false;
  if (hasLead && !(first === last && hasTail)) apart.fill(1, 0, first);
  if (hasTail) apart.fill(1, last, scan.segments);
  return true;
}

/** The first segment after `from` that begins a paragraph; the number of segments if none does. */
function nextParagraph(scan: Scan, from: number): number {
  let s = from + 1;
  while (s < scan.segments && !startsParagraph(scan, s)) s++;
  return s;
}

/** True if a blank line stands before a segment, outside fences. */
function startsParagraph(scan: Scan, s: number): boolean {
  if (s === 0) return true;
  if ((scan.flags[s]! & SEGMENT.lineStart) === 0 || (scan.flags[s]! & SEGMENT.fenced) !== 0) return false;
  const first = scan.firstToken[s]!;
  if (first === 0 || first >= scan.tokens) return false;
  let breaks = 0;
  for (let i = scan.start[first]! - 1; i >= scan.end[first - 1]! && breaks < 2; i--) {
    if (scan.text.charCodeAt(i) === 0x0a) breaks++;
  }
  return breaks === 2;
}

/** Beside a text set apart, only the short paragraphs and labels speak. */
function isBesideText(scan: Scan, s: number): boolean {
  return apart[s] === 1 || isLabel(scan, s);
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
function followsCuedLead(scan: Scan, s: number): boolean {
  if (s > 0 && isLabel(scan, s - 1) && cued[s - 1] === 0) return false;
  let hasBreak = (scan.flags[s]! & SEGMENT.lineStart) !== 0;
  for (let before = s - 1; before >= 0; before--) {
    if (scan.ending[before] === ENDING.colon && (cued[before]! > 0 || !isLabel(scan, before))) hasBreak = true;
    if (cued[before]! > 0 && hasBreak) return true;
    if ((scan.flags[before]! & SEGMENT.lineStart) !== 0) hasBreak = true;
  }
  return false;
}

function isInstructionSegment(scan: Scan, s: number, edgeCue: number): boolean {
  const words = length(scan, s);
  const isEdge = s <= 1 || s >= scan.segments - 2 || isNearEdge(scan, s);
  if (cued[s]! > 0 && words <= LONG_SENTENCE) return isEdge || scan.ending[s] === ENDING.colon;
  if (isLabel(scan, s)) return true;
  const isQuestion = scan.ending[s] === ENDING.question;
  if (!isEdge) return isQuestion && words <= LONG_SENTENCE && edgeCue === 0;
  if (edgeCue === 0) return true;
  if (words > LONG_SENTENCE) return false;
  return scan.ending[s] === ENDING.colon || (isQuestion && edgeCue < 2);
}

function isNearEdge(scan: Scan, s: number): boolean {
  return scan.firstToken[s]! < 24 || scan.tokens - scan.endToken[s]! < 24;
}

/** The strongest cue for work on a text among the first three and the last three segments. */
function strongestEdgeCue(scan: Scan): number {
  let strongest = 0;
  for (let s = 0; s < scan.segments; s++) {
    if (s === 3) s = Math.max(s, scan.segments - 3);
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

function finish(spans: InstructionSpans, scan: Scan): void {
  let words = 0;
  for (let i = 0; i < scan.tokens; i++) words += spans.isInstruction[i]!;
  spans.words = words;
  spans.payloadWords = scan.tokens - words;
}
