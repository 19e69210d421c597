import {
  createDifficultyFeatures,
  DIFFICULTY_BUCKETS,
  DIFFICULTY_MEASURES,
  DIFFICULTY_SIZE,
  readDifficulty,
  STEP_OFFSET,
} from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import { createReading, readPrompt } from "../../packages/engine/src/routing/classify/extract-features.ts";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import { EXAM_SUBJECTS } from "./corpus/exam-subjects.ts";
import { fitRidge, scoreMatrix, type SparseMatrix } from "./fit-ridge.ts";
import type { OutcomeRow } from "./read-rows.ts";
import { weighSteps } from "./weigh-steps.ts";

/** The difficulty features of prompts. */
export function difficultyMatrix(space: FeatureSpace, prompts: readonly string[]): SparseMatrix {
  const reading = createReading();
  const features = createDifficultyFeatures();
  const starts = new Int32Array(prompts.length + 1);
  const ids: number[] = [];
  const values: number[] = [];
  prompts.forEach((prompt, row) => {
    readDifficulty(readPrompt(space, reading, prompt), features, true);
    for (let f = 0; f < features.count; f++) {
      ids.push(features.ids[f]!);
      values.push(features.values[f]!);
    }
    starts[row + 1] = ids.length;
  });
  return { starts, ids: Int32Array.from(ids), values: Float32Array.from(values) };
}

/** Inverse document frequency of buckets; measures keep a fixed scale; counts of steps are left to {@link weighSteps}. */
export function columnScales(matrix: SparseMatrix): Float64Array {
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
  return seen.map((count, id) =>
    id < DIFFICULTY_BUCKETS ? Math.log((1 + rows) / (1 + count)) + 0.2 : id < STEP_OFFSET ? 0.6 : 0,
  );
}

/** How the target of a row is taken: its own outcome mixed with the mean of its subject. */
export interface TargetOptions {
  readonly kind: "gain" | "weak-fails";
  /** Share of the subject's mean in the target, 0–1: the mean carries the signal, the row mostly noise. */
  readonly subjectShare: number;
}

/** Centred targets. */
export function targetsOf(rows: readonly OutcomeRow[], options: TargetOptions): Float64Array {
  const raw = rows.map((row) => (options.kind === "gain" ? row.strong - row.weak : 1 - row.weak));
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  const groups = new Map<string, { sum: number; n: number }>();
  rows.forEach((row, i) => {
    const group = groups.get(row.subject) ?? { sum: 0, n: 0 };
    group.sum += raw[i]!;
    group.n++;
    groups.set(row.subject, group);
  });
  const shrink = 6;
  return Float64Array.from(rows, (row, i) => {
    const { sum, n } = groups.get(row.subject)!;
    const ofSubject = (sum + shrink * mean) / (n + shrink);
    return options.subjectShare * ofSubject + (1 - options.subjectShare) * raw[i]! - mean;
  });
}

/** One linear model of an ensemble: fitted to outcomes, the bare length of the prompt, or length and counts of steps. */
export interface Member {
  readonly rows: readonly OutcomeRow[];
  readonly target: TargetOptions | "length" | "steps";
  readonly lambda: number;
  readonly share: number;
}

const ITERATIONS = 50;

/** Fits each member, scales its scores to unit spread over `reference`, and adds the weights up: a sum of linear models is one. */
export function fitEnsemble(
  space: FeatureSpace,
  members: readonly Member[],
  reference: readonly OutcomeRow[],
): Float64Array {
  const total = new Float64Array(DIFFICULTY_SIZE);
  const referenceMatrix = difficultyMatrix(space, promptsOf(reference));
  for (const member of members) {
    const weights = fitMember(space, member);
    const spread = deviation(scoreMatrix(referenceMatrix, weights));
    for (let k = 0; k < total.length; k++) total[k]! += (member.share * weights[k]!) / spread;
  }
  return total;
}

/** Extra exam rows that stand for a subject's terms, each with the mean outcome of the subject's real rows. */
export function subjectTerms(exam: readonly OutcomeRow[]): OutcomeRow[] {
  const groups = Map.groupBy(exam, (row) => row.subject);
  return [...groups].flatMap(([subject, own]) => {
    const terms = EXAM_SUBJECTS[subject];
    if (terms === undefined) return [];
    const strong = own.reduce((sum, row) => sum + row.strong, 0) / own.length;
    const weak = own.reduce((sum, row) => sum + row.weak, 0) / own.length;
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

function promptsOf(rows: readonly OutcomeRow[]): string[] {
  return rows.map((row) => row.prompt);
}

function fitMember(space: FeatureSpace, { rows, target, lambda }: Member): Float64Array {
  if (target === "length") {
    const weights = new Float64Array(DIFFICULTY_SIZE);
    weights[DIFFICULTY_BUCKETS + DIFFICULTY_MEASURES.indexOf("words")] = 1;
    return weights;
  }
  const matrix = difficultyMatrix(space, promptsOf(rows));
  if (target === "steps") return weighSteps(matrix);
  const options = { columns: DIFFICULTY_SIZE, lambda, scales: columnScales(matrix), iterations: ITERATIONS };
  return fitRidge(matrix, targetsOf(rows, target), options);
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
}
