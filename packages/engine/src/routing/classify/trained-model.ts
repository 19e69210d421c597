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
  readonly rows: string;
  readonly scale: number;
  /** Weights of the measures and the constant, not quantized. */
  readonly measures: readonly number[];
  /** Per task: knots from score to probability that a cheap model fails where a strong one does not, and rows seen near each. */
  readonly calibration: Readonly<Record<string, DifficultyCurve>>;
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
  readonly difficulty: Float32Array;
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
  const hashed = decodeWeights(difficulty.rows);
  const flat = new Float32Array(hashed.length + difficulty.measures.length);
  hashed.forEach((weight, i) => (flat[i] = weight * difficulty.scale));
  flat.set(difficulty.measures, hashed.length);
  return { space, weights, temperature: tasks.temperature, difficulty: flat, calibration: difficulty.calibration };
}
