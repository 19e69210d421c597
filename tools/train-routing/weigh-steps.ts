import {
  DIFFICULTY_BUCKETS,
  DIFFICULTY_MEASURES,
  DIFFICULTY_SIZE,
  STEP_OFFSET,
} from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import type { SparseMatrix } from "./fit-ridge.ts";

const LENGTH: number = DIFFICULTY_BUCKETS + DIFFICULTY_MEASURES.indexOf("words");
/** What each count of steps weighs beside the length, in standard deviations. */
const SHARE_OF_A_COUNT = 0.3;

/**
 * Weights for word problems that are set, not fitted: length, and every count of steps with the same small share. The few
 * hundred outcomes at hand cannot tell the counts apart (weights fitted to them did worse on problems left out than
 * length alone), but that each makes a problem longer to work out needs no fitting. Only their spread is taken from rows.
 */
export function weighSteps(matrix: SparseMatrix): Float64Array {
  const weights = new Float64Array(DIFFICULTY_SIZE);
  weights[LENGTH] = 1 / deviationOf(matrix, LENGTH);
  for (let id = STEP_OFFSET; id < DIFFICULTY_SIZE; id++) weights[id] = SHARE_OF_A_COUNT / deviationOf(matrix, id);
  return weights;
}

function deviationOf(matrix: SparseMatrix, id: number): number {
  const rows = matrix.starts.length - 1;
  let sum = 0;
  let squares = 0;
  for (let r = 0; r < rows; r++) {
    let value = 0;
    for (let f = matrix.starts[r]!; f < matrix.starts[r + 1]!; f++)
      if (matrix.ids[f] === id) value += matrix.values[f]!;
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2)) || 1;
}
