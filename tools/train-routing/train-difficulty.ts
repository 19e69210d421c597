import {
  createDifficultyFeatures,
  DIFFICULTY_BUCKETS,
  DIFFICULTY_MEASURES,
  DIFFICULTY_SIZE,
  readDifficulty,
  type DifficultyKind,
} from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import { createReading, readPrompt } from "../../packages/engine/src/routing/classify/extract-features.ts";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import { EXAM_SUBJECTS } from "./corpus/exam-subjects.ts";
import { fitRidge, scoreMatrix, type SparseMatrix } from "./fit-ridge.ts";
import type { OutcomeRow } from "./read-rows.ts";

const EXAM_SOURCE = "routellm-mmlu-1500";
const WORD_PROBLEM_SUBJECTS = ["gsm8k", "agentverse-mgsm"];
const CODE_SUBJECTS = ["mbpp", "human_eval"];

/** One linear model a kind of prompt, and the range of exam scores that say nothing. */
export interface DifficultyModels {
  readonly rows: Readonly<Record<DifficultyKind, Float64Array>>;
  readonly unsure: readonly [number, number];
}

/** How often the glossary of exam terms counts. */
const TERM_REPEATS = 6;
/** What a standard deviation of steps counts beside one of the topic. */
const STEPS_BESIDE_TOPIC = 0.3;
/** What a standard deviation of length beyond a long sentence counts beside one of the topic; among short ones length says nothing. */
const LONG_BESIDE_TOPIC = 0.4;
/** What a standard deviation of length counts beside one of steps. */
const LENGTH_BESIDE_STEPS = 0.5;

/**
 * Fits the models. The topic is learnt: in which exam subjects a strong model gains, in which a cheap one fails, which
 * programs a cheap one gets wrong. What a problem's size weighs is set by hand: the few hundred outcomes cannot tell
 * counts apart (weights fitted to them did worse on sets left out), but that each step makes a problem harder needs no
 * fitting; only the spread of the counts is taken from rows. No outcome of a word problem is used.
 */
export function trainDifficulty(space: FeatureSpace, rows: readonly OutcomeRow[]): DifficultyModels {
  const exam = rows.filter((row) => row.source === EXAM_SOURCE);
  const others = rows.filter((row) => row.source !== EXAM_SOURCE);
  const code = others.filter((row) => CODE_SUBJECTS.includes(row.subject));
  const problems = others.filter((row) => WORD_PROBLEM_SUBJECTS.includes(row.subject));
  const terms = subjectTerms(exam);
  const taught = [...exam, ...Array.from({ length: TERM_REPEATS }, () => terms).flat()];
  const examMatrix = matrixOf(space, exam);
  const gain = fitTopic(space, taught, { kind: "gain", subjectShare: 0.7, lambda: 400, hasMeasures: true });
  const fails = fitTopic(space, taught, { kind: "weak-fails", subjectShare: 0.7, lambda: 1500, hasMeasures: false });
  const codeFails = fitTopic(space, code, {
    kind: "weak-fails",
    subjectShare: "within",
    lambda: 100,
    hasMeasures: false,
  });
  const codeMatrix = matrixOf(space, code);
  const problemMatrix = matrixOf(space, problems);
  const ofKind: Readonly<Record<DifficultyKind, Float64Array>> = {
    exam: scaled(gain, examMatrix, 1),
    math: sum(measureWeight("steps", problemMatrix, 1), measureWeight("words", problemMatrix, LENGTH_BESIDE_STEPS)),
    code: sum(scaled(codeFails, codeMatrix, 1), measureWeight("words", codeMatrix, 1)),
    general: sum(
      scaled(fails, examMatrix, 1),
      sum(measureWeight("steps", examMatrix, STEPS_BESIDE_TOPIC), measureWeight("long", examMatrix, LONG_BESIDE_TOPIC)),
    ),
  };
  return { rows: ofKind, unsure: unsureRange(scoreMatrix(matrixOf(space, unlikeExams(others)), ofKind.exam)) };
}

/** Sets in plain language about anything but calculation and programs: what they mean to the exam model is chance. */
function unlikeExams(others: readonly OutcomeRow[]): OutcomeRow[] {
  const known = [...WORD_PROBLEM_SUBJECTS, ...CODE_SUBJECTS, "math", "commongen"];
  return others.filter((row) => !known.includes(row.subject));
}

/** Share of scores of unrelated texts on either side of the range that counts as nothing. */
const OUTSIDE = 0.25;

function unsureRange(scores: Float64Array): [number, number] {
  const sorted = scores.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return [at(OUTSIDE), at(1 - OUTSIDE)];
}

function matrixOf(space: FeatureSpace, rows: readonly OutcomeRow[]): SparseMatrix {
  return difficultyMatrix(
    space,
    rows.map((row) => row.prompt),
  );
}

/** The difficulty features of prompts. */
export function difficultyMatrix(space: FeatureSpace, prompts: readonly string[]): SparseMatrix {
  const reading = createReading();
  const features = createDifficultyFeatures();
  const starts = new Int32Array(prompts.length + 1);
  const ids: number[] = [];
  const values: number[] = [];
  prompts.forEach((prompt, row) => {
    readDifficulty(readPrompt(space, reading, prompt), features);
    for (let f = 0; f < features.count; f++) {
      ids.push(features.ids[f]!);
      values.push(features.values[f]!);
    }
    starts[row + 1] = ids.length;
  });
  return { starts, ids: Int32Array.from(ids), values: Float32Array.from(values) };
}

/** Measures whose weights are set by hand. */
const SET: readonly number[] = ["steps", "long"].map((name) => DIFFICULTY_BUCKETS + DIFFICULTY_MEASURES.indexOf(name));

/** Inverse document frequency of buckets; measures keep a fixed scale or are left out; some are never fitted. */
function columnScales(matrix: SparseMatrix, hasMeasures: boolean): Float64Array {
  const rows = matrix.starts.length - 1;
  const seen = new Float64Array(DIFFICULTY_SIZE);
  const last = new Int32Array(DIFFICULTY_SIZE).fill(-1);
  for (let r = 0; r < rows; r++) {
    for (let f = matrix.starts[r]!; f < matrix.starts[r + 1]!; f++) {
      const id = matrix.ids[f]!;
      if (last[id] !== r) seen[id]!++;
      last[id] = r;
    }
  }
  const ofMeasure = hasMeasures ? 0.6 : 0;
  return seen.map((count, id) =>
    id < DIFFICULTY_BUCKETS ? Math.log((1 + rows) / (1 + count)) + 0.2 : SET.includes(id) ? 0 : ofMeasure,
  );
}

/** What a model is fitted to. */
interface TopicFit {
  readonly kind: "gain" | "weak-fails";
  /**
   * Share of the subject's mean in the target, 0–1, since the mean carries the signal and the row mostly noise; or
   * "within", the row against its set's mean, where sets differ for reasons of their own.
   */
  readonly subjectShare: number | "within";
  readonly lambda: number;
  readonly hasMeasures: boolean;
}

const ITERATIONS = 50;

function fitTopic(space: FeatureSpace, rows: readonly OutcomeRow[], fit: TopicFit): Float64Array {
  const matrix = matrixOf(space, rows);
  const scales = columnScales(matrix, fit.hasMeasures);
  const options = { columns: DIFFICULTY_SIZE, lambda: fit.lambda, scales, iterations: ITERATIONS };
  return fitRidge(matrix, targetsOf(rows, fit), options);
}

/** Centred targets. */
function targetsOf(rows: readonly OutcomeRow[], { kind, subjectShare }: TopicFit): Float64Array {
  const raw = rows.map((row) => (kind === "gain" ? row.strong - row.weak : 1 - row.weak));
  const mean = meanOf(raw);
  const shrink = subjectShare === "within" ? 0 : 6;
  const groups = Map.groupBy(raw.keys(), (i) => rows[i]!.subject);
  const targets = new Float64Array(rows.length);
  for (const own of groups.values()) {
    const sumOfSubject = own.reduce((total, i) => total + raw[i]!, 0);
    const ofSubject = (sumOfSubject + shrink * mean) / (own.length + shrink);
    for (const i of own) {
      targets[i] =
        subjectShare === "within"
          ? raw[i]! - ofSubject
          : subjectShare * ofSubject + (1 - subjectShare) * raw[i]! - mean;
    }
  }
  return targets;
}

/** Extra exam rows that stand for a subject's terms, each with the mean outcome of the subject's real rows. */
function subjectTerms(exam: readonly OutcomeRow[]): OutcomeRow[] {
  const groups = Map.groupBy(exam, (row) => row.subject);
  return [...groups].flatMap(([subject, own]) => {
    const terms = EXAM_SUBJECTS[subject];
    if (terms === undefined) return [];
    const strong = meanOf(own.map((row) => row.strong));
    const weak = meanOf(own.map((row) => row.weak));
    const words = terms.split(" ");
    return Array.from({ length: TERM_ROWS }, (_, i) => ({
      prompt: words.filter((_word, position) => position % TERM_ROWS === i).join(" "),
      strong,
      weak,
      source: own[0]!.source,
      subject,
    }));
  });
}

const TERM_ROWS = 3;

/** Weights whose scores spread by `share` over the rows of a matrix. */
function scaled(weights: Float64Array, matrix: SparseMatrix, share: number): Float64Array {
  const factor = share / deviation(scoreMatrix(matrix, weights));
  return weights.map((weight) => weight * factor);
}

/** One measure alone. */
function measureWeight(name: string, matrix: SparseMatrix, share: number): Float64Array {
  const weights = new Float64Array(DIFFICULTY_SIZE);
  weights[DIFFICULTY_BUCKETS + DIFFICULTY_MEASURES.indexOf(name)] = 1;
  return scaled(weights, matrix, share);
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((weight, i) => weight + b[i]!);
}

function meanOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total / values.length;
}

function deviation(values: Float64Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length) || 1;
}
