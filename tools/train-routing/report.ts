import { TASKS } from "@ai-orchestrator/contract";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import { trainDifficulty } from "./calibrate-difficulty.ts";
import { retemper } from "./fit-temperature.ts";
import { scoreMatrix } from "./fit-ridge.ts";
import { gainCurve } from "./gain-curve.ts";
import type { HeldOutPrediction } from "./leave-source-out.ts";
import type { OutcomeRow } from "./read-rows.ts";
import { difficultyMatrix } from "./train-difficulty.ts";

/** Accuracy by left-out source, F1 by task, and calibration error, as text. */
export function reportTasks(predictions: readonly HeldOutPrediction[], temperature: number): string {
  const bySource = new Map<string, [number, number]>();
  const counts = TASKS.map(() => ({ hit: 0, said: 0, was: 0 }));
  const bins = Array.from({ length: 10 }, () => ({ sure: 0, right: 0, n: 0 }));
  for (const { row, probabilities } of predictions) {
    const p = retemper(probabilities, temperature);
    const best = p.indexOf(Math.max(...p));
    const label = TASKS.indexOf(row.task);
    const isRight = best === label ? 1 : 0;
    const [right, n] = bySource.get(row.source) ?? [0, 0];
    bySource.set(row.source, [right + isRight, n + 1]);
    counts[best]!.said++;
    counts[label]!.was++;
    counts[label]!.hit += isRight;
    const bin = bins[Math.min(9, Math.floor(p[best]! * 10))]!;
    bin.sure += p[best]!;
    bin.right += isRight;
    bin.n++;
  }
  const f1 = counts.map(({ hit, said, was }) => (2 * hit) / Math.max(1, said + was));
  const right = counts.reduce((sum, { hit }) => sum + hit, 0);
  const ece = bins.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.right), 0) / predictions.length;
  return [
    "leave one source out",
    ...[...bySource].map(([source, [r, n]]) => `  ${source.padEnd(22)} ${(r / n).toFixed(3)}  n ${n}`),
    ...TASKS.map((task, k) => `  F1 ${task.padEnd(14)} ${f1[k]!.toFixed(3)}`),
    `  accuracy ${(right / predictions.length).toFixed(3)}  macro-F1 ${(f1.reduce((a, b) => a + b, 0) / f1.length).toFixed(3)}  ECE ${ece.toFixed(3)}  temperature ${temperature}`,
  ].join("\n");
}

/** APGR of each subset of outcomes with that subset left out of training; MMLU also by five folds. */
export function reportDifficulty(space: FeatureSpace, rows: readonly OutcomeRow[]): string {
  const groups = new Map<string, OutcomeRow[]>();
  for (const row of rows) {
    const key = row.source === "ulab-llmrouter" ? row.subject : row.source;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const lines = [...groups].map(([key, own]) => {
    const rest = rows.filter((row) => !own.includes(row));
    return `  ${key.padEnd(22)} ${describe(space, rest, own)}`;
  });
  return [
    "difficulty, leave one set out: APGR / CPT50 / CPT80",
    ...lines,
    `  mmlu, 5 folds          ${folds(space, rows)}`,
  ].join("\n");
}

function describe(space: FeatureSpace, train: readonly OutcomeRow[], test: readonly OutcomeRow[]): string {
  const hasExam = train.some((row) => row.source !== "ulab-llmrouter");
  if (!hasExam) return "(the exam members cannot be left out)";
  const scores = scoreMatrix(
    difficultyMatrix(
      space,
      test.map((row) => row.prompt),
    ),
    trainDifficulty(space, train),
  );
  return curveText(scores, test);
}

function curveText(scores: ArrayLike<number>, rows: readonly OutcomeRow[]): string {
  const { apgr, cpt50, cpt80 } = gainCurve(
    scores,
    rows.map((row) => row.strong),
    rows.map((row) => row.weak),
  );
  return `${apgr.toFixed(3)} / ${cpt50.toFixed(0)} / ${cpt80.toFixed(0)}`;
}

function folds(space: FeatureSpace, rows: readonly OutcomeRow[]): string {
  const exam = rows.filter((row) => row.source !== "ulab-llmrouter");
  const rest = rows.filter((row) => row.source === "ulab-llmrouter");
  const scores = new Float64Array(exam.length);
  for (let fold = 0; fold < 5; fold++) {
    const weights = trainDifficulty(space, [...rest, ...exam.filter((_, i) => i % 5 !== fold)]);
    const own = exam.map((_, i) => i).filter((i) => i % 5 === fold);
    const matrix = difficultyMatrix(
      space,
      own.map((i) => exam[i]!.prompt),
    );
    scoreMatrix(matrix, weights).forEach((score, j) => (scores[own[j]!] = score));
  }
  return curveText(scores, exam);
}
