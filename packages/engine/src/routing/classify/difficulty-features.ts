import { countSteps } from "./count-steps.ts";
import type { Reading } from "./extract-features.ts";
import { spread } from "./hash-index.ts";
import { pairHash } from "./model.ts";
import { TOKEN } from "./scan-prompt.ts";

/** Buckets of hashed words and word pairs. */
export const DIFFICULTY_BUCKETS = 4096;

/** One linear model a kind of prompt: with four answer options, calculation, programming, everything else. */
export const DIFFICULTY_KINDS = ["exam", "math", "code", "general"] as const;
/** A kind of prompt that has its own difficulty model. */
export type DifficultyKind = (typeof DIFFICULTY_KINDS)[number];

/** Steps of the list of options, b to d, in the exams whose outcomes are known. */
const EXAM_OPTIONS = 3;

/**
 * The kind of a prompt with this likeliest task. Four options decide first: choosing among them is its own skill, and
 * labelled. With two, five or ten, guessing pays otherwise and nothing is labelled: a problem is then what it asks for.
 */
export function difficultyKind(reading: Reading, task: string): DifficultyKind {
  if (reading.facts.options === EXAM_OPTIONS) return "exam";
  if (reading.isWordProblem && task !== "code") return "math";
  return task === "math" || task === "code" ? task : "general";
}

/** Properties of the whole text, each roughly between 0 and 3. */
export const DIFFICULTY_MEASURES: readonly string[] = [
  "words",
  "numbers",
  "sentences",
  "operators",
  "latex",
  "code",
  "options",
  "word length",
  "numbers per word",
  "commas per word",
  "questions",
  "quoted words",
  "lines",
  "blanks",
  "constant",
  "steps",
  "long",
];

/** Width of a row: buckets, then measures. */
export const DIFFICULTY_SIZE: number = DIFFICULTY_BUCKETS + DIFFICULTY_MEASURES.length;

/** Sparse features of the whole clipped text for difficulty. */
export interface DifficultyFeatures {
  count: number;
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** Buffers for one prompt. */
export function createDifficultyFeatures(): DifficultyFeatures {
  return { count: 0, ids: new Int32Array(6000), values: new Float32Array(6000) };
}

/** Lists the difficulty features of a reading: the topic in hashed words, and how much there is to work through. */
export function readDifficulty(reading: Reading, features: DifficultyFeatures): DifficultyFeatures {
  features.count = 0;
  readTopic(reading, features);
  measure(reading, features);
  return features;
}

/** Only how much there is to work through, for a kind whose topic says nothing. */
export function readMeasures(reading: Reading, features: DifficultyFeatures): DifficultyFeatures {
  features.count = 0;
  measure(reading, features);
  return features;
}

function readTopic({ scan }: Reading, features: DifficultyFeatures): void {
  const value = 1 / Math.sqrt(Math.max(8, scan.tokens));
  let left = 1;
  for (let i = 0; i < scan.tokens; i++) {
    const hash = scan.hash[i]!;
    push(features, spread(hash ^ 0x51ed) & (DIFFICULTY_BUCKETS - 1), value);
    push(features, spread(pairHash(left, hash) ^ 0x2f0b) & (DIFFICULTY_BUCKETS - 1), value * 0.6);
    left = hash;
  }
}

function push(features: DifficultyFeatures, id: number, value: number): void {
  const n = features.count;
  if (n >= features.ids.length || value === 0) return;
  features.ids[n] = id;
  features.values[n] = value;
  features.count = n + 1;
}

function measure(reading: Reading, features: DifficultyFeatures): void {
  const { scan, facts, spans } = reading;
  const { counts } = scan;
  const words = Math.max(1, scan.tokens);
  const measures = [
    Math.log1p(words) / 2,
    Math.log1p(facts.numbers),
    Math.log1p(facts.sentences),
    Math.log1p(counts.operators) / 2,
    Math.log1p(counts.latex) / 2,
    Math.log1p(counts.codeMarks) / 2,
    facts.options >= 2 ? 1 : 0,
    averageWordLength(reading) / 4,
    (4 * facts.numbers) / words,
    (8 * counts.commas) / words,
    Math.log1p(counts.questions),
    Math.log1p(spans.quotedWords) / 3,
    Math.log1p(counts.lines) / 2,
    counts.blanks > 0 ? 1 : 0,
    1,
    Math.min(countSteps(reading), MOST_STEPS) / 10,
    Math.max(0, Math.log(words / LONG_SENTENCE)),
  ];
  measures.forEach((value, i) => push(features, DIFFICULTY_BUCKETS + i, value));
}

/** More than this is a long text, not a longer problem. */
const MOST_STEPS = 60;
/** Words from which there is more to read than a question. */
const LONG_SENTENCE = 40;

function averageWordLength(reading: Reading): number {
  const { scan } = reading;
  let letters = 0;
  let words = 0;
  for (let i = 0; i < scan.tokens; i++) {
    if (scan.kind[i] !== TOKEN.word) continue;
    letters += scan.end[i]! - scan.start[i]!;
    words++;
  }
  return words === 0 ? 0 : letters / words;
}
