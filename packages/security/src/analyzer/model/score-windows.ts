import { CONCEPTS } from "../lexicon/concept.ts";
import type { ConceptHits } from "../lexicon/find-concepts.ts";
import type { RuleHit } from "../rules/find-concept-rules.ts";
import type { Tokens } from "../../text/tokenize.ts";
import { OPENS, QUOTED, sentenceFlags } from "./sentence-flags.ts";

/** How many buckets features are hashed into. */
export const BUCKETS = 65_536;
/** Words a window, and from one window's start to the next. */
export const WINDOW = 60;
const STRIDE = 20;
// Two ideas further apart than this are not read as a pair.
const PAIR_GAP = 12;
// From here on a window counts for the breadth.
const SUSPICIOUS = -1;

/** One reading of a text with all that the model looks at. */
export interface Reading {
  readonly tokens: Tokens;
  readonly hits: ConceptHits;
  readonly rules: readonly RuleHit[];
}

/** Told a feature: the word it belongs to, its bucket, and whether it is made of ideas rather than of words as such. */
export type EmitFeature = (token: number, bucket: number, isIdea: boolean) => void;

// When each bucket was last told of, on a clock that runs over all readings.
const lastTold = new Float64Array(BUCKETS).fill(-WINDOW);
let clock = 0;

/** The model's features: words, pairs and openings of sentences; concepts alone, by their place in the sentence, in pairs and triples; rules. Each at the word it ends on, at most once a window's length. */
export function eachFeature(
  reading: Reading,
  tell: EmitFeature,
  flags: Uint8Array = sentenceFlags(reading.tokens),
): void {
  const { tokens, hits, rules } = reading;
  // Once a window is enough: saying a thing ten times makes it no truer.
  const emit: EmitFeature = (token, index, isIdea) => {
    const now = clock + token;
    if (now - (lastTold[index] ?? 0) < WINDOW && now >= (lastTold[index] ?? 0)) return;
    lastTold[index] = now;
    tell(token, index, isIdea);
  };
  const { hash, count } = tokens;
  let previous = 0;
  for (let i = 0; i < count; i++) {
    const word = hash[i] ?? 0;
    emit(i, bucket(word, 1), false);
    if (i > 0) emit(i, bucket(Math.imul(previous, 31) + word, 2), false);
    previous = word;
  }
  for (let i = 0; i < count; i++) if (((flags[i] ?? 0) & OPENS) !== 0) emit(i, bucket(hash[i] ?? 0, 8), false);
  eachConceptFeature(hits, flags, emit);
  for (const { rule, to } of rules) emit(to - 1, bucket(rule, 7), true);
  clock += count + WINDOW;
}

function eachConceptFeature(hits: ConceptHits, flags: Uint8Array, emit: EmitFeature): void {
  for (let i = 0; i < hits.count; i++) {
    const at = hits.from[i] ?? 0;
    const concept = hits.concept[i] ?? 0;
    emit(at, bucket(concept, 4), true);
    emit(at, bucket(concept * 8 + (flags[at] ?? 0), 9), true);
    let previous = -1;
    let pairs = 0;
    for (let j = i - 1; j >= 0 && pairs < 4; j--) {
      const from = hits.from[j] ?? 0;
      if (from === at) continue;
      if (at - from > PAIR_GAP) break;
      const other = hits.concept[j] ?? 0;
      emit(at, bucket(concept * CONCEPTS.length + other, 5), true);
      if (previous >= 0) emit(at, bucket((concept * CONCEPTS.length + previous) * CONCEPTS.length + other, 6), true);
      previous = other;
      pairs++;
    }
  }
}

function bucket(value: number, kind: number): number {
  let mixed = Math.imul(value ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
}

/** The highest-scoring window of a reading: words `from`–`to` (exclusive), log-odds before calibration. */
export interface BestWindow {
  readonly logit: number;
  readonly from: number;
  readonly to: number;
  /** log2 of one more than the number of windows that look like an attack: long attacks go on, a slip does not. */
  readonly breadth: number;
  /** The log-odds of the worst window when what stands in quotation marks is left out; `logit` where nothing does. */
  readonly unquoted: number;
}

/** What a window's summed weights and number of features come to. */
export function windowLogit(sum: number, features: number, bias: number): number {
  return bias + sum / Math.sqrt(features + 20);
}

/** Windows a reading is cut into: from each start at most `WINDOW` words. */
export function windowStarts(count: number): number[] {
  const starts = [0];
  for (let start = STRIDE; start + WINDOW - STRIDE < count; start += STRIDE) starts.push(start);
  return starts;
}

/** Slides over a reading; linear. */
export function scoreWindows(
  reading: Reading,
  weights: Int8Array,
  { scale, bias }: { readonly scale: number; readonly bias: number },
): BestWindow {
  const count = reading.tokens.count;
  const flags = sentenceFlags(reading.tokens);
  const sums = new Float64Array(count + 1);
  const features = new Int32Array(count + 1);
  eachFeature(
    reading,
    (token, index) => {
      sums[token + 1] = (sums[token + 1] ?? 0) + (weights[index] ?? 0);
      features[token + 1] = (features[token + 1] ?? 0) + 1;
    },
    flags,
  );
  const best = worstWindow(sums, features, { scale, bias });
  if (!flags.some((flag) => (flag & QUOTED) !== 0)) return { ...best, unquoted: best.logit };
  for (let i = 0; i < count; i++) if (((flags[i] ?? 0) & QUOTED) !== 0) sums[i + 1] = features[i + 1] = 0;
  return { ...best, unquoted: worstWindow(sums, features, { scale, bias }).logit };
}

/** The window whose features speak most for an attack; `sums` and `features` hold one value a word, from index 1. */
function worstWindow(
  sumsAt: Float64Array,
  featuresAt: Int32Array,
  { scale, bias }: { readonly scale: number; readonly bias: number },
): Omit<BestWindow, "unquoted"> {
  const count = sumsAt.length - 1;
  const sums = new Float64Array(count + 1);
  const features = new Int32Array(count + 1);
  for (let i = 1; i <= count; i++) {
    sums[i] = (sumsAt[i] ?? 0) + (sums[i - 1] ?? 0);
    features[i] = (featuresAt[i] ?? 0) + (features[i - 1] ?? 0);
  }
  let best = { logit: Number.NEGATIVE_INFINITY, from: 0, to: 0 };
  let suspicious = 0;
  for (let start = 0; start === 0 || start + WINDOW - STRIDE < count; start += STRIDE) {
    const end = Math.min(count, start + WINDOW);
    const logit = windowLogit(
      ((sums[end] ?? 0) - (sums[start] ?? 0)) * scale,
      (features[end] ?? 0) - (features[start] ?? 0),
      bias,
    );
    if (logit > SUSPICIOUS) suspicious++;
    if (logit > best.logit) best = { logit, from: start, to: end };
  }
  return { ...best, breadth: Math.min(5, Math.log2(1 + suspicious)) };
}
