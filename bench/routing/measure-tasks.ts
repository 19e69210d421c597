import { TASKS, type Task } from "@ai-orchestrator/contract";
import { classify } from "../../packages/engine/src/routing/classify/index.ts";
import { EDITS } from "./edits.ts";

/** A labelled prompt. */
export interface TaskRow {
  readonly prompt: string;
  readonly task: Task;
}

/** How well tasks are told apart. */
export interface TaskMeasures {
  readonly rows: number;
  readonly accuracy: number;
  /** Share of the most common label: what a constant answer gets. */
  readonly majority: number;
  readonly macroF1: number;
  readonly f1: Readonly<Record<string, number>>;
  /** Expected calibration error over ten bins of the top probability. */
  readonly calibrationError: number;
  /** Accuracy on the surest 80 % and 50 %. */
  readonly accuracyAt80: number;
  readonly accuracyAt50: number;
  /** Share of unchanged decisions by edit. */
  readonly unchanged: Readonly<Record<string, number>>;
}

/** Measures the classifier on labelled prompts. Tasks without a row are left out of macro-F1. */
export function measureTasks(rows: readonly TaskRow[]): TaskMeasures {
  const answers = rows.map((row) => {
    const { task, tasks } = classify(row.prompt);
    return { said: task, was: row.task, sure: Math.max(...Object.values(tasks)) };
  });
  const present = TASKS.filter((task) => rows.some((row) => row.task === task));
  const f1 = Object.fromEntries(present.map((task) => [task, f1Of(answers, task)]));
  const f1s = Object.values(f1);
  const bySureness = answers.toSorted((a, b) => b.sure - a.sure);
  return {
    rows: rows.length,
    accuracy: accuracyOf(answers),
    majority: Math.max(...present.map((task) => rows.filter((row) => row.task === task).length)) / rows.length,
    macroF1: f1s.reduce((sum, value) => sum + value, 0) / f1s.length,
    f1,
    calibrationError: calibrationErrorOf(answers),
    accuracyAt80: accuracyOf(bySureness.slice(0, Math.ceil(rows.length * 0.8))),
    accuracyAt50: accuracyOf(bySureness.slice(0, Math.ceil(rows.length * 0.5))),
    unchanged: unchangedByEdit(rows, answers),
  };
}

interface Answer {
  readonly said: string;
  readonly was: string;
  readonly sure: number;
}

function accuracyOf(answers: readonly Answer[]): number {
  return answers.filter(({ said, was }) => said === was).length / answers.length;
}

function f1Of(answers: readonly Answer[], task: Task): number {
  const hit = answers.filter(({ said, was }) => said === task && was === task).length;
  const said = answers.filter((answer) => answer.said === task).length;
  const was = answers.filter((answer) => answer.was === task).length;
  return (2 * hit) / Math.max(1, said + was);
}

function calibrationErrorOf(answers: readonly Answer[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = answers.filter(({ sure }) => Math.min(9, Math.floor(sure * 10)) === bin);
    const sure = inside.reduce((sum, answer) => sum + answer.sure, 0);
    const right = inside.filter(({ said, was }) => said === was).length;
    error += Math.abs(sure - right);
  }
  return error / answers.length;
}

function unchangedByEdit(rows: readonly TaskRow[], answers: readonly Answer[]): Record<string, number> {
  return Object.fromEntries(
    EDITS.map((edit) => {
      const same = rows.filter((row, i) => classify(edit.apply(row.prompt, i + 1)).task === answers[i]?.said);
      return [edit.name, same.length / rows.length];
    }),
  );
}
