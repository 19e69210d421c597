import type { Task } from "@ai-orchestrator/contract";
import { createDifficultyFeatures, readDifficulty } from "./difficulty-features.ts";
import type { Reading } from "./extract-features.ts";
import type { DifficultyCurve, TrainedModel } from "./trained-model.ts";

/** How hard a prompt is, and how sure we are. */
export interface Difficulty {
  /** Probability that a cheap model fails where a strong one does not. */
  readonly value: number;
  /** Half-width of the interval around it. */
  readonly uncertainty: number;
}

const features = createDifficultyFeatures();

/**
 * Difficulty of a prompt that has been read: a linear score over the whole clipped text, mapped to a probability by
 * curves fitted per task and mixed by how likely each task is.
 */
export function judgeDifficulty(model: TrainedModel, reading: Reading, tasks: Readonly<Record<Task, number>>): Difficulty {
  readDifficulty(reading, features);
  let score = 0;
  for (let i = 0; i < features.count; i++) score += model.difficulty[features.ids[i]!]! * features.values[i]!;
  let value = 0;
  let rows = 0;
  const everyone = model.calibration["all"]!;
  for (const task of Object.keys(tasks) as Task[]) {
    const share = tasks[task];
    if (share < 0.01) continue;
    const curve = model.calibration[task] ?? everyone;
    value += share * readCurve(curve, score);
    rows += share * (model.calibration[task]?.rows ?? 0);
  }
  return { value: Math.min(1, value + 1e-4 * squash(score)), uncertainty: 0.08 + 0.3 / Math.sqrt(1 + rows / 60) };
}

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
