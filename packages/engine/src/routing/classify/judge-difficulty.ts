import { TASKS, type Task } from "@ai-orchestrator/contract";
import {
  createDifficultyFeatures,
  DIFFICULTY_BUCKETS,
  difficultyKind,
  readDifficulty,
  readMeasures,
  type DifficultyFeatures,
  type DifficultyKind,
} from "./difficulty-features.ts";
import type { Reading } from "./extract-features.ts";
import type { DifficultyCurve, DifficultyTable, TrainedModel } from "./trained-model.ts";

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
 * Difficulty of a prompt that has been read: a score over the whole clipped text by the models of its kind, mapped to a
 * probability by isotonic curves. Where no outcomes were at hand the interval is wide.
 */
export function judgeDifficulty(model: TrainedModel, reading: Reading, posterior: ArrayLike<number>): Difficulty {
  const kind = difficultyKind(reading, likeliest(posterior));
  const score = scoreReading(model, reading, kind);
  const level = readLevel(model.calibration, score, { kind, posterior });
  return { value: Math.min(1, level.value), uncertainty: 0.06 + 0.3 / Math.sqrt(1 + level.rows / MANY_ROWS) };
}

function likeliest(posterior: ArrayLike<number>): Task {
  let best = 0;
  for (let k = 1; k < posterior.length; k++) if (posterior[k]! > posterior[best]!) best = k;
  return TASKS[best]!;
}

function scoreReading({ difficulty, unsure }: TrainedModel, reading: Reading, kind: DifficultyKind): number {
  if (kind === "math") return scoreFeatures(readMeasures(reading, features), difficulty.math);
  readDifficulty(reading, features);
  const score = scoreFeatures(features, difficulty[kind]);
  return kind === "exam" ? examScore(score, scoreFeatures(features, difficulty.general), unsure) : score;
}

function scoreFeatures(
  { count, ids, values }: DifficultyFeatures,
  { codes, worth, measures }: DifficultyTable,
): number {
  let score = 0;
  for (let i = 0; i < count; i++) {
    const id = ids[i]!;
    score += (id < DIFFICULTY_BUCKETS ? worth[codes[id]!]! : measures[id - DIFFICULTY_BUCKETS]!) * values[i]!;
  }
  return score;
}

/** What the general model counts where the one of exams is sure of itself. */
const GENERAL_SHARE = 0.06;

/**
 * The score of a question with answer options. Its own model knows in which subjects of the labelled exam a strong model
 * gains; of a text unlike those it says something small and meaningless. So what lies in the range `unsure`, where its
 * scores of unrelated texts lie, counts as nothing, and the general model alone decides.
 */
export function examScore(gain: number, general: number, unsure: readonly [number, number]): number {
  const [low, high] = unsure;
  const sure = gain > high ? gain - high : gain < low ? gain - low : 0;
  return sure + GENERAL_SHARE * general;
}

/** Of what kind and task a prompt is. */
export interface KindOfPrompt {
  readonly kind: DifficultyKind;
  /** Probabilities in the order of TASKS. */
  readonly posterior: ArrayLike<number>;
}

/** A probability and the training rows behind it. */
export interface Level {
  readonly value: number;
  readonly rows: number;
}

/** Tasks that are kinds of their own, with scores that other curves cannot read. */
const APART: readonly string[] = ["code", "math"];

/**
 * The probability that a score stands for: by the curve of its kind, or by those of the tasks, each as far as the
 * prompt is likely to ask for it, so that a prompt between two tasks does not jump from one level to the other.
 */
export function readLevel(
  calibration: TrainedModel["calibration"],
  score: number,
  { kind, posterior }: KindOfPrompt,
): Level {
  const tie = TIE_BREAK * squash(score);
  if (kind !== "general") return { value: readCurve(calibration[kind]!, score) + tie, rows: calibration[kind]!.rows };
  let value = 0;
  let rows = 0;
  let total = 0;
  for (let k = 0; k < TASKS.length; k++) {
    const share = posterior[k]!;
    if (share < LEAST_SHARE || APART.includes(TASKS[k]!)) continue;
    const curve = calibration[TASKS[k]!]!;
    value += share * readCurve(curve, score);
    rows += share * curve.rows;
    total += share;
  }
  return { value: value / total + tie, rows: rows / total };
}

const LEAST_SHARE = 0.01;
const TIE_BREAK = 1e-3;

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
