import { TASKS, type Task } from "@ai-orchestrator/contract";
import { logit, sigmoid, type Capability } from "../capability/capability-table.ts";
import { decayed } from "./decay.ts";
import { harmlessShare, qualityLossOf } from "./guard-learning.ts";
import type { LearnedState, Tally } from "./learned-state.ts";

/** The prior is worth this many ratings: fewer let the first hundreds of ratings do harm (research/routing.md §4.4). */
export const PRIOR_RATINGS = 20;
/** Difficulty at which a model's prior success is read off its capability. */
const REFERENCE_DIFFICULTY = 0.35;

/** A model that ratings can be about. */
export interface LearnableModel {
  readonly key: string;
  readonly model: { readonly id: string };
  readonly capability: Capability;
}

interface Remembered {
  readonly models: readonly LearnableModel[];
  readonly day: number;
  readonly offsets: ReadonlyMap<string, Float64Array>;
}

const remembered: WeakMap<LearnedState, Remembered> = new WeakMap();

/**
 * What ratings change about skills, in logits: model key → by task in the order of `TASKS`. Shrunk, or dropped, where it
 * would cost more than half a point on the frozen replay set among these models. Undefined if nothing is learned.
 * Compiled once for a state, list of models and day.
 */
export function learnedOffsets(
  state: LearnedState | undefined,
  models: readonly LearnableModel[],
  now: number,
): ReadonlyMap<string, Float64Array> | undefined {
  if (state === undefined || !state.enabled || Object.keys(state.ratings).length === 0) return undefined;
  const day = Math.floor(now / 86_400_000);
  const known = remembered.get(state);
  if (known !== undefined && known.models === models && known.day === day) return known.offsets;
  const offsets = guarded(rawOffsets(state, models, now), models);
  remembered.set(state, { models, day, offsets });
  return offsets;
}

function rawOffsets(state: LearnedState, models: readonly LearnableModel[], now: number): Map<string, Float64Array> {
  const byKey = new Map(models.map((model) => [model.key, model]));
  const offsets = new Map<string, Float64Array>();
  for (const [task, tallies] of Object.entries(state.ratings) as [Task, Readonly<Record<string, Tally>>][]) {
    const t = TASKS.indexOf(task);
    for (const [key, tally] of Object.entries(tallies)) {
      const model = byKey.get(key);
      if (model === undefined || model.model.id !== tally.version || t < 0) continue;
      let row = offsets.get(key);
      if (row === undefined) offsets.set(key, (row = new Float64Array(TASKS.length)));
      row[t] = offsetOf(priorSuccess(model.capability, t), decayed(tally, now));
    }
  }
  return offsets;
}

function guarded(
  offsets: Map<string, Float64Array>,
  models: readonly LearnableModel[],
): ReadonlyMap<string, Float64Array> {
  if (offsets.size === 0) return offsets;
  const replayed = models.map((model) => ({ skill: model.capability.mean, learned: offsets.get(model.key) }));
  const share = harmlessShare(qualityLossOf(replayed));
  return new Map([...offsets].map(([key, row]) => [key, row.map((offset) => share * offset)]));
}

/** The success a model is given for a task before any rating, 0–1. */
function priorSuccess(capability: Capability, taskIndex: number): number {
  return sigmoid(logit(1 - REFERENCE_DIFFICULTY) + (capability.mean[taskIndex] ?? 0));
}

/** Log odds of the Beta posterior's mean above those of its prior. */
export function offsetOf(prior: number, counts: { readonly up: number; readonly down: number }): number {
  const posterior = (PRIOR_RATINGS * prior + counts.up) / (PRIOR_RATINGS + counts.up + counts.down);
  return logit(posterior) - logit(prior);
}
