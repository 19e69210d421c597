import { createRandom } from "./random.ts";

/** Sparse rows: row r has features `ids[starts[r] … starts[r + 1])`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

/** What to fit. */
export interface FitOptions {
  readonly features: number;
  readonly classes: number;
  readonly epochs: number;
  readonly rate: number;
  readonly l2: number;
  /** Share of each label spread evenly over the other classes. */
  readonly smoothing: number;
  readonly seed: number;
}

/**
 * Multinomial logistic regression by Adagrad with weight decay, in a seeded order: the same rows give the same weights.
 * Returns one row of `classes` weights a feature.
 */
export function fitSoftmax(rows: SparseRows, options: FitOptions): Float64Array {
  const { features, classes, epochs, rate, l2, smoothing, seed } = options;
  const weights = new Float64Array(features * classes);
  const squares = new Float64Array(features * classes).fill(1e-2);
  const count = rows.labels.length;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const random = createRandom(seed);
  const scores = new Float64Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = count - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    const step = rate / (1 + epoch * 0.3);
    for (const row of order) learn({ rows, row, weights, squares, scores, classes, step, l2, smoothing });
  }
  return weights;
}

interface Lesson {
  readonly rows: SparseRows;
  readonly row: number;
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  readonly scores: Float64Array;
  readonly classes: number;
  readonly step: number;
  readonly l2: number;
  readonly smoothing: number;
}

function learn(lesson: Lesson): void {
  const { rows, row, weights, squares, scores, classes, step, l2, smoothing } = lesson;
  const from = rows.starts[row]!;
  const to = rows.starts[row + 1]!;
  scoreRow(rows, row, { weights, scores, classes });
  softmaxInPlace(scores, 1);
  const label = rows.labels[row]!;
  const importance = rows.weights[row]!;
  for (let k = 0; k < classes; k++) {
    const target = k === label ? 1 - smoothing : smoothing / (classes - 1);
    scores[k] = (scores[k]! - target) * importance;
  }
  for (let f = from; f < to; f++) {
    const at = rows.ids[f]! * classes;
    const value = rows.values[f]!;
    for (let k = 0; k < classes; k++) {
      const gradient = scores[k]! * value + l2 * weights[at + k]!;
      squares[at + k]! += gradient * gradient;
      weights[at + k]! -= (step * gradient) / Math.sqrt(squares[at + k]!);
    }
  }
}

/** Writes the scores of one row. */
export function scoreRow(
  rows: SparseRows,
  row: number,
  into: { readonly weights: ArrayLike<number>; readonly scores: Float64Array; readonly classes: number },
): void {
  const { weights, scores, classes } = into;
  scores.fill(0);
  for (let f = rows.starts[row]!; f < rows.starts[row + 1]!; f++) {
    const at = rows.ids[f]! * classes;
    const value = rows.values[f]!;
    for (let k = 0; k < classes; k++) scores[k]! += weights[at + k]! * value;
  }
}

/** Turns scores into probabilities at a temperature. */
export function softmaxInPlace(scores: Float64Array, temperature: number): void {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp((scores[k]! - most) / temperature);
    sum += scores[k]!;
  }
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}
