import type { Task } from "@ai-orchestrator/contract";
import type { ClassificationLike } from "../decide/decide-input.ts";
import { decayed } from "./decay.ts";
import { accuracyLoss, harmlessShare, likeliestTask } from "./guard-learning.ts";
import { PRIOR_RATINGS } from "./learned-offsets.ts";
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

/** Probability moved from one task to another. */
interface Move {
  readonly from: Task;
  readonly to: Task;
  readonly share: number;
}

const remembered: WeakMap<LearnedState, { readonly day: number; readonly moves: readonly Move[] }> = new WeakMap();

/**
 * Moves probability from tasks the user keeps correcting to those chosen instead: the classifier's posterior times a
 * confusion matrix whose rows are the corrections beside `PRIOR_RATINGS` imaginary confirmations, as far as the frozen
 * replay set loses at most half a point by it. Undefined if nothing applies.
 */
export function shiftTasks(
  classification: Pick<ClassificationLike, "task" | "tasks">,
  state: LearnedState | undefined,
  now: number,
): ShiftedTasks | undefined {
  if (state === undefined || !state.enabled || Object.keys(state.corrections).length === 0) return undefined;
  const moves = movesOf(state, now);
  if (moves.length === 0) return undefined;
  const tasks = applyMoves(moves, classification.tasks, 1);
  const before = likeliestTask(classification.tasks);
  const after = likeliestTask(tasks);
  const isNamed = classification.task !== "unclear" || tasks[after] >= CLEAR;
  const task = after === before ? classification.task : isNamed ? after : "unclear";
  return { task, tasks, changed: task !== classification.task };
}

function movesOf(state: LearnedState, now: number): readonly Move[] {
  const day = Math.floor(now / 86_400_000);
  const known = remembered.get(state);
  if (known !== undefined && known.day === day) return known.moves;
  const raw = rawMoves(state, now);
  const share = harmlessShare((tried) => accuracyLoss((tasks) => applyMoves(raw, tasks, tried)));
  const moves = share === 0 ? [] : raw.map((move) => ({ ...move, share: share * move.share }));
  remembered.set(state, { day, moves });
  return moves;
}

function rawMoves(state: LearnedState, now: number): readonly Move[] {
  return (Object.entries(state.corrections) as [Task, NonNullable<LearnedState["corrections"][Task]>][]).flatMap(
    ([from, row]) => {
      const counts = (Object.entries(row) as [Task, { count: number; at: number }][]).map(([to, entry]) => ({
        to,
        count: decayed({ up: entry.count, down: 0, at: entry.at }, now).up,
      }));
      const total = PRIOR_RATINGS + counts.reduce((sum, { count }) => sum + count, 0);
      return counts.map(({ to, count }) => ({ from, to, share: count / total }));
    },
  );
}

function applyMoves(
  moves: readonly Move[],
  tasks: Readonly<Record<Task, number>>,
  share: number,
): Readonly<Record<Task, number>> {
  const shifted = { ...tasks };
  for (const move of moves) {
    const moved = tasks[move.from] * move.share * share;
    shifted[move.from] -= moved;
    shifted[move.to] += moved;
  }
  return shifted;
}
