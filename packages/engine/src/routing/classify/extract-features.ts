import { clipPrompt, trimClipped, type ClippedPrompt } from "./clip-prompt.ts";
import { detectLanguage, type LanguageVotes } from "./detect-language.ts";
import { findBody } from "./drop-courtesies.ts";
import { addFeature, createFeatures, type Features } from "./features.ts";
import { createInstructionSpans, findInstruction, type InstructionSpans } from "./find-instruction.ts";
import { getHash, spread } from "./hash-index.ts";
import { markQuestions } from "./mark-questions.ts";
import { AFFIX_BUCKETS, pairHash, type FeatureSpace } from "./model.ts";
import { createMatches, matchPhrases, type PhraseMatches } from "./phrase-index.ts";
import { isWordProblem } from "./word-problem.ts";
import { createScan, scanPrompt, SEGMENT, TOKEN, type Scan } from "./scan-prompt.ts";
import { addStructure, type StructureFacts } from "./structure-features.ts";
import { moveBlank } from "./move-blank.ts";
import { correctWord } from "./vocabulary.ts";

/** Everything seen in one prompt. The buffers are reused by the next call on the same reading. */
export interface Reading {
  clipped: ClippedPrompt;
  readonly scan: Scan;
  readonly matches: PhraseMatches;
  readonly spans: InstructionSpans;
  readonly features: Features;
  readonly votes: LanguageVotes;
  language: string;
  facts: StructureFacts;
  /** Several quantities are told and one is asked for: an arithmetic problem in words. */
  isWordProblem: boolean;
  /** Known words of the scan: position in the vocabulary per token, or -1. */
  readonly wordOf: Int32Array;
}

/** Fresh buffers. */
export function createReading(): Reading {
  return {
    clipped: clipPrompt(""),
    scan: createScan(),
    matches: createMatches(),
    spans: createInstructionSpans(),
    features: createFeatures(),
    votes: { counts: new Int32Array(32) },
    language: "en",
    facts: { numbers: 0, instructionNumbers: 0, problemNumbers: 0, options: 0, sentences: 0, lineBreaks: 0 },
    isWordProblem: false,
    wordOf: new Int32Array(2600),
  };
}

const FIRST_WORD = 1;

/** Reads a prompt: clip, scan, correct slips, match cues, find the instruction, list the features. Linear, bounded by the clip. */
export function readPrompt(space: FeatureSpace, reading: Reading, prompt: string): Reading {
  reading.clipped = clipPrompt(prompt);
  const scan = scanPrompt(reading.scan, reading.clipped.text);
  recognizeWords(space, reading);
  const body = findBody(scan, space.courtesies);
  if (body !== undefined) {
    reading.clipped = trimClipped(reading.clipped, body.from, body.to);
    scanPrompt(scan, reading.clipped.text);
    recognizeWords(space, reading);
  }
  markQuestions(scan);
  reading.language = detectLanguage(space, scan, reading.votes);
  matchCues(space, reading);
  findInstruction(reading.spans, scan, {
    matches: reading.matches,
    takesPayload: space.takesPayload,
  });
  reading.isWordProblem = isWordProblem(reading, space.takesPayload);
  reading.features.count = 0;
  reading.facts = addStructure(reading.features, scan, reading.spans, {
    isForeign: reading.language !== "en",
    isWordProblem: reading.isWordProblem,
  });
  addCues(space, reading);
  addWords(space, reading);
  return reading;
}

function recognizeWords(space: FeatureSpace, reading: Reading): void {
  const { scan, wordOf } = reading;
  const { vocabulary } = space;
  for (let i = 0; i < scan.tokens; i++) {
    wordOf[i] = getHash(vocabulary.known, scan.hash[i]!);
    if (wordOf[i]! >= 0 || scan.kind[i] !== TOKEN.word) continue;
    if (moveBlank(vocabulary, reading, i - 1) || moveBlank(vocabulary, reading, i)) continue;
    if (scan.flags[scan.segmentOf[i]!]! & SEGMENT.fenced) continue;
    const corrected = correctWord(vocabulary, scan.text, scan.start[i]!, scan.end[i]!);
    if (corrected < 0) continue;
    wordOf[i] = corrected;
    scan.hash[i] = vocabulary.hashes[corrected]!;
  }
}

function matchCues(space: FeatureSpace, reading: Reading): void {
  const { scan, matches } = reading;
  matches.count = 0;
  const others = hasOtherScript(scan) ? space.otherCues() : undefined;
  for (let s = 0; s < scan.segments; s++) {
    const range: readonly [number, number] = [scan.firstToken[s]!, scan.endToken[s]!];
    matchPhrases(space.cues, scan.hash, range, matches);
    if (others !== undefined) matchPhrases(others, scan.hash, range, matches);
  }
}

function hasOtherScript(scan: Scan): boolean {
  for (let i = 0; i < scan.tokens; i++) if (scan.text.charCodeAt(scan.start[i]!) >= 0x370) return true;
  return false;
}

const seen: Uint8Array = new Uint8Array(256);
const LEADING_TOKENS = 3;

function addCues(space: FeatureSpace, reading: Reading): void {
  const { matches, spans, features } = reading;
  const { layout } = space;
  seen.fill(0);
  let first = 0;
  while (first < reading.scan.tokens && spans.isInstruction[first] === 0) first++;
  for (let m = 0; m < matches.count; m++) {
    const group = matches.payload[m]!;
    const from = matches.first[m]!;
    if (spans.isInstruction[from] === 0) {
      if ((seen[group]! & 4) === 0) addFeature(features, layout.materialCue + group, 1, [from, matches.end[m]!]);
      seen[group]! |= 4;
      continue;
    }
    const tokens: readonly [number, number] = [from, matches.end[m]!];
    if ((seen[group]! & 1) === 0) addFeature(features, layout.cue + group, 1, tokens);
    if (from < first + LEADING_TOKENS && (seen[group]! & 2) === 0) {
      addFeature(features, layout.leadingCue + group, 1, tokens);
      seen[group]! |= 2;
    }
    seen[group]! |= 1;
  }
}

/** Word features shrink with the number of words, so that a long instruction is not louder than a short one. */
function wordValue(words: number): number {
  return 2 / Math.sqrt(4 + words);
}

function addWords(space: FeatureSpace, reading: Reading): void {
  const { scan, spans, features, wordOf } = reading;
  const { layout, weighted } = space;
  const value = wordValue(spans.words);
  let left = FIRST_WORD;
  for (let i = 0; i < scan.tokens; i++) {
    if (spans.isInstruction[i] === 0) continue;
    const hash = scan.hash[i]!;
    const word = wordOf[i]!;
    if (word >= 0 && word < weighted) addFeature(features, layout.word + word, value, [i, i + 1]);
    else if (word < 0 && scan.kind[i] === TOKEN.word) addAffixes(space, reading, i, value);
    const pair = getHash(space.pairs, pairHash(left, hash));
    // With material between them two words are still neighbours, but only the second can be pointed at.
    const from = i > 0 && spans.isInstruction[i - 1] === 1 ? i - 1 : i;
    if (pair >= 0) addFeature(features, layout.pair + pair, left === FIRST_WORD ? 1 : value, [from, i + 1]);
    left = hash;
  }
}

const AFFIX = 4;

function addAffixes(space: FeatureSpace, reading: Reading, token: number, value: number): void {
  const { scan, features } = reading;
  const start = scan.start[token]!;
  const end = scan.end[token]!;
  if (end - start < AFFIX) return;
  const head = affixHash(scan.text, start, start + AFFIX);
  const tail = affixHash(scan.text, end - AFFIX + 1, end) ^ 0x55;
  const tokens: readonly [number, number] = [token, token + 1];
  addFeature(features, space.layout.affix + (spread(head) & (AFFIX_BUCKETS - 1)), value * 0.7, tokens);
  addFeature(features, space.layout.affix + (spread(tail) & (AFFIX_BUCKETS - 1)), value * 0.7, tokens);
}

function affixHash(text: string, from: number, to: number): number {
  let h = 7;
  for (let i = from; i < to; i++) h = (Math.imul(h, 0x01000193) + (text.charCodeAt(i) | 32)) | 0;
  return h;
}
