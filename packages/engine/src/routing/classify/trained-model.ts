import type { DifficultyKind } from "./difficulty-features.ts";
import { CUE_GROUPS } from "./lexicon/index.ts";
import { createFeatureSpace, type FeatureSpace } from "./model.ts";
import { STRUCTURE_NAMES } from "./structure-features.ts";
import { decodeWeightTable, type WeightTable } from "./weight-table.ts";
import { decodeHashes, weightCodes, weightOf } from "./weight-text.ts";
import { DIFFICULTY_WEIGHTS } from "./weights/difficulty-weights.ts";
import { TASK_WEIGHTS } from "./weights/task-weights.ts";

/** What `tools/train-routing` writes for the task classifier. */
export interface TaskWeights {
  /** Words with weights, folded, separated by blanks. */
  readonly words: string;
  /** Words without weights that are known so that slips of them are read as them. */
  readonly known?: string;
  /** Hashes of word pairs with weights. */
  readonly pairs: string;
  /** Twelve weights a feature, of the first features: shape and cues. */
  readonly fine: string;
  /** A scale and twelve coarse weights a feature, of the others: parts of words, words and pairs. */
  readonly coarse: string;
  /** What a fine weight of one is worth, per task. */
  readonly scales: readonly number[];
  /** Softmax temperature, from predictions on sources left out of training. */
  readonly temperature: number;
  readonly structures: number;
  readonly cueGroups: number;
}

/** What `tools/train-routing` writes for difficulty. */
export interface DifficultyWeights {
  readonly models: Readonly<Record<DifficultyKind, DifficultyRow>>;
  /** Scores of the exam model between these two say nothing: there those of texts unlike the labelled exams lie. */
  readonly unsure: readonly [number, number];
  /** Of "exam" and every task: knots from score to probability that a cheap model fails, cases where a strong one fails too counting half. */
  readonly calibration: Readonly<Record<string, DifficultyCurve>>;
}

/** One linear model: quantized weights of hashed words (none for calculation), then the weights of the measures as numbers. */
export interface DifficultyRow {
  readonly hashed: string;
  readonly scale: number;
  readonly measures: readonly number[];
}

/** A non-decreasing curve through knots. */
export interface DifficultyCurve {
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  /** Training rows behind it, 0 if its level is a guess; few rows mean a wide uncertainty. */
  readonly rows: number;
}

/** The decoded classifier. */
export interface TrainedModel {
  readonly space: FeatureSpace;
  readonly weights: WeightTable;
  readonly temperature: number;
  readonly difficulty: Readonly<Record<DifficultyKind, DifficultyTable>>;
  readonly unsure: readonly [number, number];
  readonly calibration: Readonly<Record<string, DifficultyCurve>>;
}

/** One difficulty model: hashed words as bytes with their worth, and the weights of the measures. */
export interface DifficultyTable {
  readonly codes: Uint8Array;
  readonly worth: Float32Array;
  readonly measures: Float32Array;
}

let loaded: TrainedModel | undefined;

/** The committed model, decoded on first use and kept. Throws if the weights are of another lexicon. */
export function loadModel(): TrainedModel {
  loaded ??= decodeModel(TASK_WEIGHTS, DIFFICULTY_WEIGHTS);
  return loaded;
}

/** Decodes written weights. */
export function decodeModel(tasks: TaskWeights, difficulty: DifficultyWeights): TrainedModel {
  if (tasks.structures !== STRUCTURE_NAMES.length || tasks.cueGroups !== CUE_GROUPS.length) {
    throw new Error("the routing weights were trained for another lexicon; run tools/train-routing/main.ts");
  }
  const space = createFeatureSpace(tasks.words, decodeHashes(tasks.pairs), tasks.known);
  return {
    space,
    weights: decodeWeightTable(tasks.fine, tasks.coarse, tasks.scales),
    temperature: tasks.temperature,
    difficulty: {
      exam: decodeRow(difficulty.models.exam),
      math: decodeRow(difficulty.models.math),
      code: decodeRow(difficulty.models.code),
      general: decodeRow(difficulty.models.general),
    },
    unsure: difficulty.unsure,
    calibration: difficulty.calibration,
  };
}

function worthOf(scale: number): Float32Array {
  const worth = new Float32Array(128);
  for (let code = 0; code < 128; code++) worth[code] = weightOf(code) * scale;
  return worth;
}

function decodeRow({ hashed, scale, measures }: DifficultyRow): DifficultyTable {
  return { codes: weightCodes(hashed), worth: worthOf(scale), measures: Float32Array.from(measures) };
}
