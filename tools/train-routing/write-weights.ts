import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TASKS } from "@ai-orchestrator/contract";
import { CUE_GROUPS } from "../../packages/engine/src/routing/classify/lexicon/index.ts";
import { STRUCTURE_NAMES } from "../../packages/engine/src/routing/classify/structure-features.ts";
import { DIFFICULTY_BUCKETS } from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import { keysByValue } from "../../packages/engine/src/routing/classify/hash-index.ts";
import { wordAt } from "../../packages/engine/src/routing/classify/vocabulary.ts";
import type {
  DifficultyRow,
  DifficultyWeights,
  TaskWeights,
} from "../../packages/engine/src/routing/classify/trained-model.ts";
import { COARSE_LEVELS, coarsePair, coarseScale } from "../../packages/engine/src/routing/classify/weight-table.ts";
import {
  ALPHABET,
  encodeHashes,
  encodeWeights,
  LARGEST_WEIGHT,
} from "../../packages/engine/src/routing/classify/weight-text.ts";
import type { DifficultyModels } from "./train-difficulty.ts";
import type { TrainedTasks } from "./train-tasks.ts";

/**
 * Rounds trained weights. Fine rows: integers, one scale a task, the 99.8th percentile of magnitudes taking the largest
 * step. Coarse rows: nine levels times the scale, of ninety, that loses least.
 */
export function quantizeTasks({ space, weights }: TrainedTasks, temperature: number): TaskWeights {
  const classes = TASKS.length;
  const fineRows = space.layout.affix;
  const fine = weights.subarray(0, fineRows * classes);
  const scales = TASKS.map((_, k) => {
    const magnitudes = Float64Array.from({ length: fineRows }, (_, f) => Math.abs(fine[f * classes + k]!)).sort();
    return round(magnitudes[Math.floor(magnitudes.length * 0.998)]! / LARGEST_WEIGHT);
  });
  const steps = Array.from(fine, (weight, i) => clamp(Math.round(weight / scales[i % classes]!)));
  const coarse = Array.from({ length: space.layout.size - fineRows }, (_, f) =>
    coarseRow(weights.subarray((fineRows + f) * classes, (fineRows + f + 1) * classes)),
  );
  return {
    words: Array.from({ length: space.weighted }, (_, i) => wordAt(space.vocabulary, i)).join(" "),
    known: space.known,
    pairs: encodeHashes(keysByValue(space.pairs)),
    fine: encodeWeights(steps),
    coarse: coarse.join(""),
    scales,
    temperature,
    structures: STRUCTURE_NAMES.length,
    cueGroups: CUE_GROUPS.length,
  };
}

/** The text of one coarse row. */
export function coarseRow(weights: Float64Array): string {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  let best = 0;
  let lowest = Infinity;
  for (let index = 0; index < ALPHABET.length; index++) {
    const scale = coarseScale(index);
    // Scales far from the row's own cannot be best.
    if (scale * COARSE_LEVELS < largest / 4 && index < ALPHABET.length - 1) continue;
    const loss = weights.reduce((sum, weight) => sum + (weight - level(weight, scale) * scale) ** 2, 0);
    if (loss < lowest) [lowest, best] = [loss, index];
  }
  const scale = coarseScale(best);
  const levels = Array.from(weights, (weight) => level(weight, scale));
  const pairs = Array.from({ length: levels.length / 2 }, (_, p) => coarsePair(levels[2 * p]!, levels[2 * p + 1]!));
  return [best, ...pairs].map((index) => ALPHABET[index]!).join("");
}

function level(weight: number, scale: number): number {
  return Math.max(-COARSE_LEVELS, Math.min(COARSE_LEVELS, Math.round(weight / scale))) || 0;
}

function clamp(value: number): number {
  return Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, value)) || 0;
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

/** Rounds hashed difficulty weights to integers; measures stay numbers. */
export function quantizeDifficulty(
  { rows, unsure }: DifficultyModels,
  calibration: DifficultyWeights["calibration"],
): DifficultyWeights {
  return {
    models: {
      exam: quantizeRow(rows.exam),
      math: quantizeRow(rows.math),
      code: quantizeRow(rows.code),
      general: quantizeRow(rows.general),
    },
    unsure: [round(unsure[0]), round(unsure[1])],
    calibration,
  };
}

function quantizeRow(weights: Float64Array): DifficultyRow {
  const hashed = weights.subarray(0, DIFFICULTY_BUCKETS);
  const measures = Array.from(weights.subarray(DIFFICULTY_BUCKETS), round);
  const magnitudes = Float64Array.from(hashed, Math.abs).sort();
  if (magnitudes.at(-1) === 0) return { hashed: "", scale: 0, measures };
  const scale = round(magnitudes[Math.floor(DIFFICULTY_BUCKETS * 0.999)]! / LARGEST_WEIGHT);
  return { hashed: encodeWeights(Array.from(hashed, (weight) => clamp(Math.round(weight / scale)))), scale, measures };
}

/** Writes one weights file and returns its SHA-256. The text depends on the weights alone. */
export function writeWeights(folder: string, name: string, weights: TaskWeights | DifficultyWeights): string {
  const constant = name.toUpperCase().replaceAll("-", "_");
  const type = name === "task-weights" ? "TaskWeights" : "DifficultyWeights";
  const fields = Object.entries(weights).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
  const text = [
    `import type { ${type} } from "../trained-model.ts";`,
    "",
    "/** Written by tools/train-routing/main.ts; do not edit. */",
    `export const ${constant}: ${type} = {`,
    ...fields,
    "};",
    "",
  ].join("\n");
  writeFileSync(join(folder, `${name}.ts`), text);
  return createHash("sha256").update(text).digest("hex");
}
