import { TASKS } from "@ai-orchestrator/contract";
import {
  DIFFICULTY_KINDS,
  difficultyKind,
  type DifficultyKind,
} from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import { createReading, readPrompt } from "../../packages/engine/src/routing/classify/extract-features.ts";
import { examScore } from "../../packages/engine/src/routing/classify/judge-difficulty.ts";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import type { DifficultyCurve } from "../../packages/engine/src/routing/classify/trained-model.ts";
import { extractRows } from "./choose-features.ts";
import { fitIsotonic } from "./fit-curve.ts";
import { scoreMatrix } from "./fit-ridge.ts";
import { LEVEL_PRIORS } from "./level-priors.ts";
import type { OutcomeRow, TaskRow } from "./read-rows.ts";
import { difficultyMatrix, trainDifficulty, type DifficultyModels } from "./train-difficulty.ts";
import { predictRows, type TrainedTasks } from "./train-tasks.ts";

/** The kind of every row with its posterior, and what it is calibrated by: its kind or its likeliest task. */
export interface RowKinds {
  readonly kinds: readonly DifficultyKind[];
  readonly posteriors: readonly ArrayLike<number>[];
  readonly keys: readonly string[];
}

/** Classifies rows as the running router would. */
export function kindsOf(trained: TrainedTasks, rows: readonly OutcomeRow[], temperature: number): RowKinds {
  const sparse = extractRows(
    trained.space,
    rows.map((row) => ({ prompt: row.prompt, label: 0, weight: 1, family: "", isVariation: false })),
  );
  const posteriors = predictRows(trained, sparse, temperature);
  const tasks = posteriors.map((p) => TASKS[p.indexOf(Math.max(...p))]!);
  const reading = createReading();
  const kinds = rows.map((row, i) => difficultyKind(readPrompt(trained.space, reading, row.prompt), tasks[i]!));
  return { kinds, posteriors, keys: kinds.map((kind, i) => (kind === "general" ? tasks[i]! : kind)) };
}

/** The score of every row by the models of its kind, as the running router computes it. */
export function scoreRows(
  space: FeatureSpace,
  models: DifficultyModels,
  rows: readonly { readonly prompt: string }[],
  kinds: readonly DifficultyKind[],
): Float64Array {
  const matrix = difficultyMatrix(
    space,
    rows.map((row) => row.prompt),
  );
  const byKind = DIFFICULTY_KINDS.map((kind) => scoreMatrix(matrix, models.rows[kind]));
  const of = (kind: DifficultyKind, i: number): number => byKind[DIFFICULTY_KINDS.indexOf(kind)]![i]!;
  return Float64Array.from(kinds, (kind, i) =>
    kind === "exam" ? examScore(of("exam", i), of("general", i), models.unsure) : of(kind, i),
  );
}

const FOLDS = 5;

/** Scores of rows by models that did not see them. */
export function foldScores(
  space: FeatureSpace,
  rows: readonly OutcomeRow[],
  kinds: readonly DifficultyKind[],
): Float64Array {
  const scores = new Float64Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const models = trainDifficulty(
      space,
      rows.filter((_, i) => i % FOLDS !== fold),
    );
    const own = rows.map((_, i) => i).filter((i) => i % FOLDS === fold);
    const ownScores = scoreRows(
      space,
      models,
      own.map((i) => rows[i]!),
      own.map((i) => kinds[i]!),
    );
    ownScores.forEach((score, j) => (scores[own[j]!] = score));
  }
  return scores;
}

/** Prompts of a task that its usual score is taken from, at least. */
const LEAST_PROMPTS = 20;

/** The mean score of each task's prompts, of whose outcomes nothing is known: what is usual there. */
export function usualScoresOf(
  space: FeatureSpace,
  models: DifficultyModels,
  prompts: readonly TaskRow[],
): ReadonlyMap<string, number> {
  const reading = createReading();
  const kinds = prompts.map(({ prompt, task }) => difficultyKind(readPrompt(space, reading, prompt), task));
  const scores = scoreRows(space, models, prompts, kinds);
  const groups = Map.groupBy(prompts.keys(), (i) => (kinds[i] === "general" ? prompts[i]!.task : kinds[i]!));
  return new Map(
    [...groups]
      .filter(([, own]) => own.length >= LEAST_PROMPTS)
      .map(([key, own]) => [key, mean(own.map((i) => scores[i]!))]),
  );
}

/** Rows of a set that must fall to a key for the set to count there; fewer fell there by mistake. */
const LEAST_ROWS = 60;
/**
 * Sets whose level says nothing of a task: passages with a question ask for reading, whatever the classifier calls them;
 * the outcome of "commongen" is the share of given words that a text uses, not a failure.
 */
const NO_LEVEL: readonly string[] = ["mmlu", "commongen"];
/** Sets that the expected level of a kind of work counts as. */
const PRIOR_SETS = 1;

/** Rows with what they are calibrated by and their scores by models that did not see them. */
export interface ScoredRows {
  readonly rows: readonly OutcomeRow[];
  readonly keys: readonly string[];
  readonly scores: Float64Array;
}

/**
 * One curve for exams and each task. Its shape comes from within the sets (scores and outcomes against the means of
 * their set), since sets differ in level for reasons of their own; its level is the mean of the sets' levels and the
 * expected one, and stands at the score of a usual prompt of the task. A task without a set takes the shape of all
 * others at its expected level.
 */
export function calibrateDifficulty(
  scored: ScoredRows,
  usualScores: ReadonlyMap<string, number>,
): Record<string, DifficultyCurve> {
  const curves: Record<string, DifficultyCurve> = {};
  const sets = setsByKey(scored);
  const everyday = ["knowledge", "reasoning"].flatMap((key) => sets.get(key) ?? []);
  for (const key of ["exam", ...TASKS] as const) {
    const own = sets.get(key) ?? [];
    const expected = LEVEL_PRIORS[key];
    const level =
      (own.reduce((sum, set) => sum + set.meanOutcome, 0) + PRIOR_SETS * expected) / (own.length + PRIOR_SETS);
    const rows = own.reduce((sum, set) => sum + set.rows.length, 0);
    const shaping = own.length > 0 ? own : everyday;
    const score = usualScores.get(key) ?? mean(shaping.map((set) => set.meanScore));
    curves[key] = { ...curveWithin(scored, shaping, { level, score }), rows };
  }
  return curves;
}

interface SetOfRows {
  readonly rows: readonly number[];
  readonly meanScore: number;
  readonly meanOutcome: number;
}

function setsByKey({ rows, keys, scores }: ScoredRows): Map<string, SetOfRows[]> {
  const sets = new Map<string, SetOfRows[]>();
  const groups = Map.groupBy(rows.keys(), (i) => `${keys[i]!} ${setOf(rows[i]!)}`);
  for (const own of groups.values()) {
    if (own.length < LEAST_ROWS || NO_LEVEL.includes(setOf(rows[own[0]!]!))) continue;
    const key = keys[own[0]!]!;
    const set = {
      rows: own,
      meanScore: mean(own.map((i) => scores[i]!)),
      meanOutcome: mean(own.map((i) => cheapFails(rows[i]!))),
    };
    sets.set(key, [...(sets.get(key) ?? []), set]);
  }
  return sets;
}

/** The set a row belongs to: its source, or in a collection of sets its subject. */
export function setOf(row: OutcomeRow): string {
  return row.source === "ulab-llmrouter" ? row.subject : row.source;
}

/** That the cheap model failed; half if the strong one did as well, since paying more then helps only sometimes. */
export function cheapFails(row: OutcomeRow): number {
  return (1 - row.weak) * (0.5 + 0.5 * row.strong);
}

/** The point a curve passes through in the middle of its sets. */
interface Middle {
  readonly level: number;
  readonly score: number;
}

function curveWithin({ rows, scores }: ScoredRows, sets: readonly SetOfRows[], middle: Middle): DifficultyCurve {
  const all = sets.flatMap((set) =>
    set.rows.map((i) => ({
      score: scores[i]! - set.meanScore + middle.score,
      outcome: cheapFails(rows[i]!) - set.meanOutcome + middle.level,
    })),
  );
  const curve = fitIsotonic(
    all.map(({ score }) => score),
    all.map(({ outcome }) => outcome),
  );
  return { ...curve, probabilities: curve.probabilities.map((p) => Math.min(0.98, Math.max(0.02, p))) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
