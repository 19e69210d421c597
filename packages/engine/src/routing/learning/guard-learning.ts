import { TASKS, type Task } from "@ai-orchestrator/contract";
import { replayRows, type ReplayRow } from "./replay-rows.ts";

/** Nothing learned may cost more than this on the frozen set: half a point. */
export const MOST_LOSS = 0.005;

/** Shares of a delta that are tried, the whole first; if none is harmless it is dropped. */
const SHARES: readonly number[] = [1, 0.5, 0.25];

/** The largest share of a learned change that costs at most half a point by `lossOf`; 0 if even a quarter costs more. */
export function harmlessShare(lossOf: (share: number) => number): number {
  return SHARES.find((share) => lossOf(share) <= MOST_LOSS) ?? 0;
}

/** Accuracy lost on the frozen set when posteriors pass through `shift`; negative is a gain. */
export function accuracyLoss(shift: (tasks: Readonly<Record<Task, number>>) => Readonly<Record<Task, number>>, rows: readonly ReplayRow[] = replayRows()): number {
  if (rows.length === 0) return 0;
  let lost = 0;
  for (const row of rows) lost += Number(likeliestTask(row.tasks) === row.task) - Number(likeliestTask(shift(row.tasks)) === row.task);
  return lost / rows.length;
}

/** The task of highest probability; the first of equals. */
export function likeliestTask(tasks: Readonly<Record<Task, number>>): Task {
  let best: Task = TASKS[0];
  for (const task of TASKS) if (tasks[task] > tasks[best]) best = task;
  return best;
}

/** A model as the replay of choices sees it. */
export interface ReplayModel {
  /** Skill by task before learning, in logits. */
  readonly skill: Float64Array;
  /** Learned change, in logits; undefined where nothing is learned. */
  readonly learned: Float64Array | undefined;
}

/** Expected quality lost on the frozen set, by the prior, when the learned change moves choices among `models`. */
export function qualityLoss(models: readonly ReplayModel[], share: number, rows: readonly ReplayRow[] = replayRows()): number {
  if (rows.length === 0 || models.length === 0) return 0;
  let lost = 0;
  for (const row of rows) lost += rowLoss(models, share, row);
  return lost / rows.length;
}

function rowLoss(models: readonly ReplayModel[], share: number, row: ReplayRow): number {
  let bestPrior = -Infinity;
  let bestLearned = -Infinity;
  let priorOfLearned = -Infinity;
  for (const { skill, learned } of models) {
    const prior = mixed(skill, row.tasks);
    const total = learned === undefined ? prior : prior + share * mixed(learned, row.tasks);
    bestPrior = Math.max(bestPrior, prior);
    if (total > bestLearned) [bestLearned, priorOfLearned] = [total, prior];
  }
  const base = Math.log((1 - row.difficulty + 0.01) / (row.difficulty + 0.01));
  return success(base + bestPrior) - success(base + priorOfLearned);
}

function mixed(byTask: Float64Array, tasks: Readonly<Record<Task, number>>): number {
  let sum = 0;
  for (let t = 0; t < TASKS.length; t++) sum += tasks[TASKS[t]!] * byTask[t]!;
  return sum;
}

function success(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
