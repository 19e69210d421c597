import type { DifficultyKind } from "./difficulty-features.ts";
import { CUE_GROUPS } from "./lexicon/index.ts";
import { createFeatureSpace, TASK_COUNT, type FeatureSpace } from "./model.ts";
import { STRUCTURE_NAMES } from "./structure-features.ts";
import { decodeHashes, decodeWeights } from "./weight-text.ts";
import { DIFFICULTY_WEIGHTS } from "./weights/difficulty-weights.ts";
import { TASK_WEIGHTS } from "./weights/task-weights.ts";

/** What `tools/train-routing` writes for the task classifier. */
export interface TaskWeights {
  /** Words with weights, folded, separated by blanks. */
  readonly words: string;
  /** Hashes of word pairs with weights. */
  readonly pairs: string;
  /** One row of twelve weights a feature. */
  readonly rows: string;
  /** What a weight of one is worth, per task. */
  readonly scales: readonly number[];
  /** Softmax temperature, from predictions on sources left out of training. */
  readonly temperature: number;
  readonly structures: number;
  readonly cueGroups: number;
}

/** What `tools/train-routing` writes for difficulty. */
export interface DifficultyWeights {
  readonly models: Readonly<Record<DifficultyKind, DifficultyRow>>;
  /** Per task: knots from score to probability that a cheap model fails, cases where a strong one fails too counting half. */
  readonly calibration: Readonly<Record<string, DifficultyCurve>>;
}

/** One linear model: quantized weights of hashed words, then the weights of the measures and the constant as numbers. */
export interface DifficultyRow {
  readonly hashed: string;
  readonly scale: number;
  readonly measures: readonly number[];
}

/** A non-decreasing curve through knots. */
export interface DifficultyCurve {
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  /** Training rows of the task; few rows mean a wide uncertainty. */
  readonly rows: number;
}

/** The decoded classifier. */
export interface TrainedModel {
  readonly space: FeatureSpace;
  /** Row-major, twelve a feature. */
  readonly weights: Float32Array;
  readonly temperature: number;
  readonly difficulty: Readonly<Record<DifficultyKind, Float32Array>>;
  readonly calibration: Readonly<Record<string, DifficultyCurve>>;
}

let loaded: TrainedModel | undefined;

/** The committed model, decoded on first use (some tens of milliseconds) and kept. Throws if the weights are of another lexicon. */
export function loadModel(): TrainedModel {
  loaded ??= decodeModel(TASK_WEIGHTS, DIFFICULTY_WEIGHTS);
  return loaded;
}

/** Decodes written weights. */
export function decodeModel(tasks: TaskWeights, difficulty: DifficultyWeights): TrainedModel {
  if (tasks.structures !== STRUCTURE_NAMES.length || tasks.cueGroups !== CUE_GROUPS.length) {
    throw new Error("the routing weights were trained for another lexicon; run tools/train-routing/main.ts");
  }
  const words = tasks.words === "" ? [] : tasks.words.split(" ");
  const space = createFeatureSpace(words, decodeHashes(tasks.pairs));
  const rows = decodeWeights(tasks.rows);
  const weights = Float32Array.from(rows, (weight, i) => weight * tasks.scales[i % TASK_COUNT]!);
  return {
    space,
    weights,
    temperature: tasks.temperature,
    difficulty: {
      exam: decodeRow(difficulty.models.exam),
      math: decodeRow(difficulty.models.math),
      code: decodeRow(difficulty.models.code),
      general: decodeRow(difficulty.models.general),
    },
    calibration: difficulty.calibration,
  };
}

function decodeRow({ hashed, scale, measures }: DifficultyRow): Float32Array {
  const integers = decodeWeights(hashed);
  const row = new Float32Array(integers.length + measures.length);
  integers.forEach((weight, i) => (row[i] = weight * scale));
  row.set(measures, integers.length);
  return row;
}
