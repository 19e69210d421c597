import { TASKS } from "@ai-orchestrator/contract";
import {
  DIFFICULTY_KINDS,
  difficultyKind,
  type DifficultyKind,
} from "../../packages/engine/src/routing/classify/difficulty-features.ts";
import { createReading, readPrompt } from "../../packages/engine/src/routing/classify/extract-features.ts";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import type { DifficultyCurve } from "../../packages/engine/src/routing/classify/trained-model.ts";
import { extractRows } from "./choose-features.ts";
import { fitIsotonic } from "./fit-curve.ts";
import { scoreMatrix } from "./fit-ridge.ts";
import type { OutcomeRow } from "./read-rows.ts";
import { difficultyMatrix, fitEnsemble, subjectTerms, type Member } from "./train-difficulty.ts";
import { predictRows, type TrainedTasks } from "./train-tasks.ts";

const EXAM_SOURCE = "routellm-mmlu-1500";
const MATH_SUBJECTS = ["gsm8k", "agentverse-mgsm", "math"];
const CODE_SUBJECTS = ["mbpp", "human_eval"];

/** How often the glossary of exam terms counts. */
const TERM_REPEATS = 6;

/** One linear model a kind of prompt. */
export type DifficultyModels = Readonly<Record<DifficultyKind, Float64Array>>;

/** Fits the ensemble of every kind. Shares were chosen once, on five folds of the exam rows and left-out subjects. */
export function trainDifficulty(space: FeatureSpace, rows: readonly OutcomeRow[]): DifficultyModels {
  const exam = rows.filter((row) => row.source === EXAM_SOURCE);
  const mixed = rows.filter((row) => row.source !== EXAM_SOURCE);
  const math = mixed.filter((row) => MATH_SUBJECTS.includes(row.subject));
  const wordProblems = math.filter((row) => row.subject !== "math");
  const code = mixed.filter((row) => CODE_SUBJECTS.includes(row.subject));
  const mixedFails = { rows: mixed, target: { kind: "weak-fails", subjectShare: 0 }, lambda: 10 } as const;
  const mixedGain = { rows: mixed, target: { kind: "gain", subjectShare: 0 }, lambda: 300 } as const;
  const terms = subjectTerms(exam);
  const examAndTerms = [...exam, ...Array.from({ length: TERM_REPEATS }, () => terms).flat()];
  const examGain = { rows: examAndTerms, target: { kind: "gain", subjectShare: 0.7 }, lambda: 1500 } as const;
  const examFails = { rows: examAndTerms, target: { kind: "weak-fails", subjectShare: 0.7 }, lambda: 500 } as const;
  const length = { rows: [], target: "length", lambda: 0 } as const;
  const ownGain = (own: readonly OutcomeRow[]): Omit<Member, "share"> => ({
    rows: own,
    target: { kind: "gain", subjectShare: 0 },
    lambda: 30,
  });
  const ofKind: Readonly<Record<DifficultyKind, readonly Member[]>> = {
    exam: [
      { ...examGain, share: 3 },
      { ...examFails, share: 0.5 },
      { ...mixedFails, share: 0.25 },
    ],
    math: [
      { rows: wordProblems, target: "steps", lambda: 0, share: 1 },
      { ...mixedGain, share: 0.3 },
    ],
    code: [
      { ...length, share: 0.5 },
      { ...ownGain(code), share: 1 },
    ],
    general: [
      { ...mixedFails, share: 1 },
      { ...examGain, share: 1 },
      { ...examFails, share: 1 },
    ],
  };
  const references = { exam, math, code, general: rows };
  const models = {} as Record<DifficultyKind, Float64Array>;
  for (const kind of DIFFICULTY_KINDS) models[kind] = fitEnsemble(space, ofKind[kind], references[kind]);
  return models;
}

/** The kind and likeliest task of every row, by the trained classifier. */
export interface RowKinds {
  readonly kinds: readonly DifficultyKind[];
  readonly tasks: readonly string[];
}

/** Classifies rows as the running router would. */
export function kindsOf(trained: TrainedTasks, rows: readonly OutcomeRow[]): RowKinds {
  const sparse = extractRows(
    trained.space,
    rows.map((row) => ({ prompt: row.prompt, label: 0, weight: 1, family: "", isVariation: false })),
  );
  const tasks = predictRows(trained, sparse, 1).map((p) => TASKS[p.indexOf(Math.max(...p))]!);
  const reading = createReading();
  const kinds = rows.map((row, i) => difficultyKind(readPrompt(trained.space, reading, row.prompt), tasks[i]!));
  return { kinds, tasks };
}

/** The score of every row by the model of its kind. */
export function scoreRows(
  space: FeatureSpace,
  models: DifficultyModels,
  rows: readonly OutcomeRow[],
  kinds: readonly DifficultyKind[],
): Float64Array {
  const matrix = difficultyMatrix(
    space,
    rows.map((row) => row.prompt),
  );
  const scores = new Float64Array(rows.length);
  for (const kind of DIFFICULTY_KINDS) {
    const own = scoreMatrix(matrix, models[kind]);
    kinds.forEach((k, i) => {
      if (k === kind) scores[i] = own[i]!;
    });
  }
  return scores;
}

const LEAST_ROWS = 60;
/** Kinds and tasks that outcomes were really collected for; rows that land in another task did so by mistake. */
const CALIBRATED = ["exam", "code", "math", "reasoning", "knowledge", "writing", "extraction"];
const FOLDS = 5;

/** That the cheap model failed; half if the strong one did as well, since paying more then helps only sometimes. */
function cheapFails(row: OutcomeRow): number {
  return (1 - row.weak) * (0.5 + 0.5 * row.strong);
}

/** One curve a kind or task with enough rows, and one for all, from scores on rows left out in five folds. */
export function calibrateDifficulty(
  trained: TrainedTasks,
  rows: readonly OutcomeRow[],
): Record<string, DifficultyCurve> {
  const { kinds, tasks } = kindsOf(trained, rows);
  const scores = foldScores(trained.space, rows, kinds);
  const outcomes = rows.map(cheapFails);
  const keyOf = (i: number): string => (kinds[i] === "general" ? tasks[i]! : kinds[i]!);
  const curve = (own: readonly number[]): DifficultyCurve =>
    fitIsotonic(
      own.map((i) => scores[i]!),
      own.map((i) => outcomes[i]!),
    );
  const everyone = rows.map((_, i) => i);
  const curves: Record<string, DifficultyCurve> = { all: curve(everyone.filter((i) => kinds[i] === "general")) };
  for (const key of CALIBRATED) {
    const own = everyone.filter((i) => keyOf(i) === key);
    if (own.length >= LEAST_ROWS) curves[key] = curve(own);
  }
  return curves;
}

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
