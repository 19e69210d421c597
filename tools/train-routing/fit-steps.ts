import {
  DIFFICULTY_BUCKETS,
  DIFFICULTY_MEASURES,
  DIFFICULTY_SIZE,
  STEP_OFFSET,
} from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import type { SparseMatrix } from "./fit-ridge.ts";

/** Length and the counts of steps: all that the few hundred word problems with outcomes can carry. */
const COLUMNS: readonly number[] = [
  DIFFICULTY_BUCKETS + DIFFICULTY_MEASURES.indexOf("words"),
  ...Array.from({ length: DIFFICULTY_SIZE - STEP_OFFSET }, (_, k) => STEP_OFFSET + k),
];

const ROUNDS = 60;

/**
 * Ridge regression over standardized counts of steps with no weight below zero, by coordinate descent: more to work
 * through may only make a problem harder, so that noise cannot turn a count around. Returns weights of the raw features.
 */
export function fitSteps(matrix: SparseMatrix, targets: Float64Array, lambda: number): Float64Array {
  const columns = COLUMNS.map((id) => standardize(columnOf(matrix, id)));
  const rows = targets.length;
  const weights = columns.map(() => 0);
  const residual = Float64Array.from(targets);
  for (let round = 0; round < ROUNDS; round++) {
    columns.forEach(({ values }, j) => {
      let slope = 0;
      for (let r = 0; r < rows; r++) slope += values[r]! * (residual[r]! + weights[j]! * values[r]!);
      const next = Math.max(0, slope / rows / (1 + lambda));
      const change = next - weights[j]!;
      for (let r = 0; r < rows; r++) residual[r]! -= change * values[r]!;
      weights[j] = next;
    });
  }
  const row = new Float64Array(DIFFICULTY_SIZE);
  COLUMNS.forEach((id, j) => (row[id] = weights[j]! / columns[j]!.deviation));
  return row;
}

function columnOf(matrix: SparseMatrix, id: number): Float64Array {
  const column = new Float64Array(matrix.starts.length - 1);
  for (let r = 0; r < column.length; r++) {
    for (let f = matrix.starts[r]!; f < matrix.starts[r + 1]!; f++) {
      if (matrix.ids[f] === id) column[r]! += matrix.values[f]!;
    }
  }
  return column;
}

function standardize(column: Float64Array): { readonly values: Float64Array; readonly deviation: number } {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const centred = column.map((value) => value - mean);
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0) / column.length) || 1;
  return { values: centred.map((value) => value / deviation), deviation };
}
