import { weightCodes, weightOf } from "./weight-text.ts";

/**
 * Task weights as written. Rows of the first features, which most prompts have, hold a fine weight a task; rows of words
 * and word pairs, of which there are many, hold one scale and then two weights of nine levels a character.
 */
export interface WeightTable {
  readonly fine: Uint8Array;
  /** What a byte of a fine row is worth: 128 values a task. */
  readonly worth: Float32Array;
  readonly coarse: Uint8Array;
  /** How many features have fine rows. */
  readonly fineRows: number;
}

const TASK_COUNT = 12;
/** Characters of a coarse row: its scale and six pairs of weights. */
export const COARSE_WIDTH: number = 1 + TASK_COUNT / 2;
/** Levels of a coarse weight on each side of zero. */
export const COARSE_LEVELS = 4;
const LEVELS = 2 * COARSE_LEVELS + 1;
/** What one level of a row is worth: ninety scales in even steps of proportion. */
const SMALLEST_SCALE = 0.0008;
const SCALE_STEP = 1.08;

/** What a level is worth in a row of scale `index`. */
export function coarseScale(index: number): number {
  return SMALLEST_SCALE * SCALE_STEP ** index;
}

/** The number of the character that holds two weights. */
export function coarsePair(first: number, second: number): number {
  return (first + COARSE_LEVELS) * LEVELS + second + COARSE_LEVELS;
}

const SCALE: Float32Array = new Float32Array(128);
const FIRST: Int8Array = new Int8Array(128);
const SECOND: Int8Array = new Int8Array(128);

/** The table of weights written as text, `scales` being what one step of a fine weight is worth for each task. */
export function decodeWeightTable(fine: string, coarse: string, scales: readonly number[]): WeightTable {
  const worth = new Float32Array(TASK_COUNT << 7);
  for (let code = 33; code < 127; code++) {
    const weight = weightOf(code);
    const index = weight - weightOf(FIRST_CODE);
    SCALE[code] = coarseScale(index);
    FIRST[code] = Math.floor(index / LEVELS) - COARSE_LEVELS;
    SECOND[code] = (index % LEVELS) - COARSE_LEVELS;
    for (let k = 0; k < TASK_COUNT; k++) worth[(k << 7) | code] = weight * scales[k]!;
  }
  return { fine: weightCodes(fine), worth, coarse: weightCodes(coarse), fineRows: fine.length / TASK_COUNT };
}

/** The first character of the alphabet. */
const FIRST_CODE = 0x41;

/** Adds a feature's weights, times its value, to the scores of the tasks. */
export function addWeights(
  { fine, worth, coarse, fineRows }: WeightTable,
  feature: number,
  value: number,
  into: Float64Array,
): void {
  if (feature < fineRows) {
    const at = feature * TASK_COUNT;
    for (let k = 0; k < TASK_COUNT; k++) into[k]! += worth[(k << 7) | fine[at + k]!]! * value;
    return;
  }
  const at = (feature - fineRows) * COARSE_WIDTH;
  const scale = SCALE[coarse[at]!]! * value;
  for (let pair = 1; pair < COARSE_WIDTH; pair++) {
    const code = coarse[at + pair]!;
    into[2 * pair - 2]! += FIRST[code]! * scale;
    into[2 * pair - 1]! += SECOND[code]! * scale;
  }
}

const row: Float64Array = new Float64Array(TASK_COUNT);

/** How much more a feature adds to the score of task `k` than to the average task's. */
export function advantageOf(table: WeightTable, feature: number, k: number): number {
  row.fill(0);
  addWeights(table, feature, 1, row);
  let sum = 0;
  for (let task = 0; task < TASK_COUNT; task++) sum += row[task]!;
  return row[k]! - sum / TASK_COUNT;
}
