import type { Task } from "@ai-orchestrator/contract";
import { createDifficultyFeatures, DIFFICULTY_BUCKETS, difficultyKind, readDifficulty } from "./difficulty-features.ts";
import type { Reading } from "./extract-features.ts";
import type { DifficultyCurve, TrainedModel } from "./trained-model.ts";

/** How hard a prompt is, and how sure we are. */
export interface Difficulty {
  /** Probability that a cheap model fails, cases where a strong one fails too counting half. */
  readonly value: number;
  /** Half-width of the interval around it. */
  readonly uncertainty: number;
}

const features = createDifficultyFeatures();

/** Rows from which a curve counts as well founded. */
const MANY_ROWS = 60;

/**
 * Difficulty of a prompt that has been read: a linear score over the whole clipped text by the model of its kind, mapped
 * to a probability by an isotonic curve of its task. Where no outcomes were at hand half of the common curve is taken, and the interval is wide.
 */
export function judgeDifficulty(model: TrainedModel, reading: Reading, task: Task): Difficulty {
  const kind = difficultyKind(reading, task);
  readDifficulty(reading, features, kind === "math");
  const { codes, worth, measures } = model.difficulty[kind];
  let score = 0;
  for (let i = 0; i < features.count; i++) {
    const id = features.ids[i]!;
    score += (id < DIFFICULTY_BUCKETS ? worth[codes[id]!]! : measures[id - DIFFICULTY_BUCKETS]!) * features.values[i]!;
  }
  const key = kind === "general" ? task : kind;
  const rows = model.calibration[key]?.rows ?? 0;
  return { value: readLevel(model.calibration, key, score), uncertainty: 0.06 + 0.3 / Math.sqrt(1 + rows / MANY_ROWS) };
}

/** The probability that a score stands for, by the curve of a kind or task. */
export function readLevel(calibration: TrainedModel["calibration"], key: string, score: number): number {
  const own = calibration[key];
  const level = own === undefined ? WITHOUT_OUTCOMES * readCurve(calibration["all"]!, score) : readCurve(own, score);
  return Math.min(1, level + TIE_BREAK * squash(score));
}

const TIE_BREAK = 1e-3;
/** Talk, translation, summaries and pictures have no outcomes here; that cheap models do them well is common experience, no measurement. */
const WITHOUT_OUTCOMES = 0.5;

/** Keeps prompts of a flat stretch of a curve in the order of their scores. */
function squash(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** The value of a curve at a score, by straight lines between knots. */
export function readCurve(curve: DifficultyCurve, score: number): number {
  const { scores, probabilities } = curve;
  const last = scores.length - 1;
  if (score <= scores[0]!) return probabilities[0]!;
  if (score >= scores[last]!) return probabilities[last]!;
  let i = 1;
  while (scores[i]! < score) i++;
  const share = (score - scores[i - 1]!) / (scores[i]! - scores[i - 1]!);
  return probabilities[i - 1]! + share * (probabilities[i]! - probabilities[i - 1]!);
}
