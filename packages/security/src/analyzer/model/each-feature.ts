import { groupOf } from "../../text/vocabulary.ts";
import { HASH_SEED, hashStep, type Tokens } from "../../text/tokenize.ts";
import { CONCEPTS } from "../lexicon/concept.ts";
import type { ConceptHits } from "../lexicon/find-concepts.ts";
import type { RuleHit } from "../rules/find-concept-rules.ts";
import { OPENS, QUOTED, sentenceFlags } from "./sentence-flags.ts";

/** How many buckets features are hashed into. */
export const BUCKETS = 1_048_576;
/** Words a window; a feature is told at most once in so many. */
export const WINDOW = 90;
// Two ideas further apart than this are not read as a pair, nor more than so many before each.
const PAIR_GAP = 12;
const MOST_PAIRS = 8;
// Ideas with at most so many words between them are next to each other.
const ADJACENT = 2;
// How many letters of a longer word are told on their own: what the forms of a word have in common.
const BEGINNING = 4;

/** One reading of a text with all that the model looks at. */
export interface Reading {
  readonly tokens: Tokens;
  readonly hits: ConceptHits;
  readonly rules: readonly RuleHit[];
  /** Only to be read, not typed by the user: orders mean something else there. */
  readonly isDocument: boolean;
}

/** Told a feature: the word it belongs to, its bucket, and whether it is made of ideas and sorts of words rather than of words as such. */
export type EmitFeature = (token: number, bucket: number, isIdea: boolean) => void;

/** Sorts of features; each has buckets of its own, as far as hashing allows. */
const SORT = {
  word: 1,
  wordPair: 2,
  idea: 4,
  ideaPair: 5,
  rule: 7,
  opening: 8,
  beginning: 10,
  ideaInSentence: 9,
  group: 20,
  groupPair: 30,
  groupOpening: 70,
  nextTo: 289,
  near: 290,
  documentIdea: 304,
  documentPair: 305,
} as const;

// When each bucket was last told of, on a clock that runs over all readings and is set back before it grows too large.
const lastTold = new Int32Array(BUCKETS);
const LATEST = 2 ** 30;
let clock = WINDOW;

/**
 * The model's features: words, pairs and openings of sentences; the same of sorts of words; ideas alone, by their place in the
 * sentence, in pairs and next to each other, and in documents once more; rules. Each at the word it ends on, at most once a window's length.
 */
export function eachFeature(
  reading: Reading,
  tell: EmitFeature,
  flags: Uint8Array = sentenceFlags(reading.tokens),
): void {
  const { tokens, rules } = reading;
  // Once a window is enough: saying a thing ten times makes it no truer.
  const emit: EmitFeature = (token, index, isIdea) => {
    const now = clock + token;
    if (now - (lastTold[index] ?? 0) < WINDOW) return;
    lastTold[index] = now;
    tell(token, index, isIdea);
  };
  eachWordFeature(tokens, flags, emit);
  eachIdeaFeature(reading, flags, emit);
  for (const { rule, to } of rules) emit(to - 1, bucket(rule, SORT.rule), true);
  eachGroupFeature(tokens, flags, emit);
  clock += tokens.count + WINDOW;
  if (clock < LATEST) return;
  lastTold.fill(0);
  clock = WINDOW;
}

// Letters spelled out one by one say nothing; a reading of its own makes words of them.
function isSpelled(tokens: Tokens, i: number): boolean {
  return isLetter(tokens, i) && (isLetter(tokens, i - 1) || isLetter(tokens, i + 1));
}

function isLetter({ text, start, end, count }: Tokens, i: number): boolean {
  if (i < 0 || i >= count) return false;
  const [from, to] = [start[i] ?? 0, end[i] ?? 0];
  const code = text.codes[from] ?? 0;
  return to - from === 1 && code >= 97 && code <= 122;
}

function eachWordFeature(tokens: Tokens, flags: Uint8Array, emit: EmitFeature): void {
  const { hash, count } = tokens;
  let previous = 0;
  for (let i = 0; i < count; i++) {
    const word = hash[i] ?? 0;
    if (isSpelled(tokens, i)) continue;
    emit(i, bucket(word, SORT.word), false);
    if (i > 0) emit(i, bucket(Math.imul(previous, 31) + word, SORT.wordPair), false);
    if (((flags[i] ?? 0) & OPENS) !== 0) emit(i, bucket(word, SORT.opening), false);
    if ((tokens.end[i] ?? 0) - (tokens.start[i] ?? 0) > BEGINNING)
      emit(i, bucket(beginningOf(tokens, i), SORT.beginning), false);
    previous = word;
  }
}

function beginningOf({ text, start }: Tokens, i: number): number {
  const from = start[i] ?? 0;
  let hash = HASH_SEED;
  for (let at = from; at < from + BEGINNING; at++) hash = hashStep(hash, text.codes[at] ?? 0);
  return hash;
}

// Words of like use share a group, so that one word teaches about another.
function eachGroupFeature(tokens: Tokens, flags: Uint8Array, emit: EmitFeature): void {
  const { hash, count } = tokens;
  let previous = -1;
  for (let i = 0; i < count; i++) {
    const group = isSpelled(tokens, i) ? -1 : groupOf(hash[i] ?? 0);
    if (group >= 0) {
      emit(i, bucket(group, SORT.group), true);
      if (((flags[i] ?? 0) & OPENS) !== 0) emit(i, bucket(group, SORT.groupOpening), true);
      if (previous >= 0) emit(i, bucket(previous * 1031 + group, SORT.groupPair), true);
    }
    previous = group;
  }
}

function eachIdeaFeature({ tokens, hits, isDocument }: Reading, flags: Uint8Array, emit: EmitFeature): void {
  // What a document quotes is put before the model all the same.
  const telling = isDocument ? ~QUOTED : ~0;
  for (let i = 0; i < hits.count; i++) {
    const at = hits.from[i] ?? 0;
    const idea = hits.concept[i] ?? 0;
    if (isSpelled(tokens, at)) continue;
    emit(at, bucket(idea, SORT.idea), true);
    if (isDocument) emit(at, bucket(idea, SORT.documentIdea), true);
    emit(at, bucket(idea * 8 + ((flags[at] ?? 0) & telling), SORT.ideaInSentence), true);
    let pairs = 0;
    for (let j = i - 1; j >= 0 && pairs < MOST_PAIRS; j--) {
      const from = hits.from[j] ?? 0;
      if (from === at) continue;
      if (at - from > PAIR_GAP) break;
      const pair = idea * CONCEPTS.length + (hits.concept[j] ?? 0);
      emit(at, bucket(pair, SORT.ideaPair), true);
      if (isDocument) emit(at, bucket(pair, SORT.documentPair), true);
      const between = at - (hits.to[j] ?? 0);
      if (between <= ADJACENT) emit(at, bucket(pair, between <= 0 ? SORT.nextTo : SORT.near), true);
      pairs++;
    }
  }
}

function bucket(value: number, sort: number): number {
  let mixed = Math.imul(value ^ Math.imul(sort, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
}
