import { TASKS, type Task } from "@ai-orchestrator/contract";
import type { ClassificationLike } from "../decide/decide-input.ts";
import { HALF_LIFE_DAYS, PRIOR_RATINGS } from "./learned-offsets.ts";
import type { LearnedState } from "./learned-state.ts";

/** A posterior after the user's corrections. */
export interface ShiftedTasks {
  readonly task: Task | "unclear";
  readonly tasks: Readonly<Record<Task, number>>;
  /** True if the likeliest task is another one than before. */
  readonly changed: boolean;
}

/** The likeliest task must reach this to be named where the classifier said "unclear". */
const CLEAR = 0.5;

/**
 * Moves probability from tasks the user keeps correcting to those chosen instead: the classifier's posterior times a
 * confusion matrix whose rows are the corrections beside `PRIOR_RATINGS` imaginary confirmations. Undefined if nothing applies.
 */
export function shiftTasks(classification: Pick<ClassificationLike, "task" | "tasks">, state: LearnedState | undefined, now: number): ShiftedTasks | undefined {
  if (state === undefined || !state.enabled || Object.keys(state.corrections).length === 0) return undefined;
  const tasks = { ...classification.tasks };
  for (const [from, corrected] of Object.entries(state.corrections) as [Task, NonNullable<LearnedState["corrections"][Task]>][]) {
    const mass = classification.tasks[from] ?? 0;
    const counts = (Object.entries(corrected) as [Task, { count: number; at: number }][]).map(([to, entry]) => [to, entry.count * decay(entry.at, now)] as const);
    const total = PRIOR_RATINGS + counts.reduce((sum, [, count]) => sum + count, 0);
    for (const [to, count] of counts) {
      const moved = (mass * count) / total;
      tasks[from] = (tasks[from] ?? 0) - moved;
      tasks[to] = (tasks[to] ?? 0) + moved;
    }
  }
  const before = likeliest(classification.tasks);
  const after = likeliest(tasks);
  const isNamed = classification.task !== "unclear" || tasks[after] >= CLEAR;
  const task = after === before ? classification.task : isNamed ? after : "unclear";
  return { task, tasks, changed: task !== classification.task };
}

function decay(at: number, now: number): number {
  return 2 ** (-Math.max(0, now - at) / (HALF_LIFE_DAYS * 86_400_000));
}

function likeliest(tasks: Readonly<Record<Task, number>>): Task {
  let best: Task = TASKS[0];
  for (const task of TASKS) if ((tasks[task] ?? 0) > (tasks[best] ?? 0)) best = task;
  return best;
}
