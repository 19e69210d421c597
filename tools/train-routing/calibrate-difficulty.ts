import { TASKS } from "@ai-orchestrator/contract";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import type { DifficultyCurve } from "../../packages/engine/src/routing/classify/trained-model.ts";
import { extractRows } from "./choose-features.ts";
import { fitIsotonic } from "./fit-curve.ts";
import { scoreMatrix } from "./fit-ridge.ts";
import type { OutcomeRow } from "./read-rows.ts";
import { difficultyMatrix, fitEnsemble } from "./train-difficulty.ts";
import { predictRows, type TrainedTasks } from "./train-tasks.ts";

const MMLU = "routellm-mmlu-1500";

/** The ensemble: how often a weak model fails on many kinds of task, and where a strong one gains on exam subjects. */
export function trainDifficulty(space: FeatureSpace, rows: readonly OutcomeRow[]): Float64Array {
  const exam = rows.filter((row) => row.source === MMLU);
  const mixed = rows.filter((row) => row.source !== MMLU);
  const reference = difficultyMatrix(
    space,
    rows.map((row) => row.prompt),
  );
  return fitEnsemble(
    space,
    [
      { rows: mixed, target: { kind: "weak-fails", subjectShare: 0.3 }, lambda: 10, share: 1 },
      { rows: exam, target: { kind: "gain", subjectShare: 0.8 }, lambda: 30, share: 1.5 },
      { rows: exam, target: { kind: "weak-fails", subjectShare: 0.8 }, lambda: 30, share: 1 },
    ],
    reference,
  );
}

const LEAST_ROWS = 60;

/** One curve a task with enough rows, and one for all, from scores on rows left out in five folds. */
export function calibrateDifficulty(
  trained: TrainedTasks,
  _difficulty: Float64Array,
  rows: readonly OutcomeRow[],
): Record<string, DifficultyCurve> {
  const scores = foldScores(trained.space, rows);
  const outcomes = rows.map((row) => Math.max(0, row.strong - row.weak));
  const sparse = extractRows(
    trained.space,
    rows.map((row) => ({ prompt: row.prompt, label: 0, weight: 1, family: "", isVariation: false })),
  );
  const tasks = predictRows(trained, sparse, 1).map((p) => p.indexOf(Math.max(...p)));
  const curves: Record<string, DifficultyCurve> = { all: fitIsotonic(scores, outcomes) };
  TASKS.forEach((task, label) => {
    const own = rows.map((_, i) => i).filter((i) => tasks[i] === label);
    if (own.length < LEAST_ROWS) return;
    curves[task] = fitIsotonic(
      own.map((i) => scores[i]!),
      own.map((i) => outcomes[i]!),
    );
  });
  return curves;
}

function foldScores(space: FeatureSpace, rows: readonly OutcomeRow[]): number[] {
  const scores = new Array<number>(rows.length).fill(0);
  for (let fold = 0; fold < 5; fold++) {
    const weights = trainDifficulty(
      space,
      rows.filter((_, i) => i % 5 !== fold),
    );
    const own = rows.map((_, i) => i).filter((i) => i % 5 === fold);
    const matrix = difficultyMatrix(
      space,
      own.map((i) => rows[i]!.prompt),
    );
    scoreMatrix(matrix, weights).forEach((score, j) => (scores[own[j]!] = score));
  }
  return scores;
}
