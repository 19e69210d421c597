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
export function accuracyLoss(
  shift: (tasks: Readonly<Record<Task, number>>) => Readonly<Record<Task, number>>,
  rows: readonly ReplayRow[] = replayRows(),
): number {
  if (rows.length === 0) return 0;
  let lost = 0;
  for (const row of rows)
    lost += Number(likeliestTask(row.tasks) === row.task) - Number(likeliestTask(shift(row.tasks)) === row.task);
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

/**
 * How much expected quality, by the prior, the frozen set loses when a share of the learned change moves choices among
 * `models`. Priors are mixed once; each share then looks at the changed models only.
 */
export function qualityLossOf(
  models: readonly ReplayModel[],
  rows: readonly ReplayRow[] = replayRows(),
): (share: number) => number {
  const rest = models.filter((model) => model.learned === undefined);
  const duels = rows.map((row): Duel => {
    const rivals = models.flatMap(({ skill, learned }) =>
      learned === undefined ? [] : [{ prior: mixed(skill, row.tasks), change: mixed(learned, row.tasks) }],
    );
    let restBest = -Infinity;
    for (const { skill } of rest) restBest = Math.max(restBest, mixed(skill, row.tasks));
    return { base: Math.log((1 - row.difficulty + 0.01) / (row.difficulty + 0.01)), restBest, rivals };
  });
  return (share) =>
    rows.length === 0 || models.length === 0
      ? 0
      : duels.reduce((sum, duel) => sum + duelLoss(duel, share), 0) / rows.length;
}

/** One row: the best model nothing was learned about, against those something was. Skills in logits. */
interface Duel {
  readonly base: number;
  readonly restBest: number;
  readonly rivals: readonly { readonly prior: number; readonly change: number }[];
}

function duelLoss({ base, restBest, rivals }: Duel, share: number): number {
  let best = restBest;
  let winning = restBest;
  let priorOfWinner = restBest;
  for (const { prior, change } of rivals) {
    const total = prior + share * change;
    if (prior > best) best = prior;
    if (total > winning) {
      winning = total;
      priorOfWinner = prior;
    }
  }
  return success(base + best) - success(base + priorOfWinner);
}

function mixed(byTask: Float64Array, tasks: Readonly<Record<Task, number>>): number {
  let sum = 0;
  for (const [t, task] of TASKS.entries()) sum += tasks[task] * (byTask[t] ?? 0);
  return sum;
}

function success(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
