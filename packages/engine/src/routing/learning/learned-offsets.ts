import { TASKS, type Model, type Task } from "@ai-orchestrator/contract";
import { capabilityOf, logit, sigmoid } from "../capability/capability-table.ts";
import type { LearnedState, Tally } from "./learned-state.ts";

/** The prior is worth this many ratings: fewer let the first hundreds of ratings do harm (research/routing.md §4.4). */
export const PRIOR_RATINGS = 20;
/** Days after which a rating counts half. */
export const HALF_LIFE_DAYS = 90;
/** Difficulty at which a model's prior success is read off its capability. */
const REFERENCE_DIFFICULTY = 0.35;

const remembered: WeakMap<LearnedState, { readonly models: readonly Model[]; readonly day: number; readonly offsets: ReadonlyMap<string, Float64Array> }> = new WeakMap();

/** What ratings change about skills, in logits: model key → by task in the order of `TASKS`. Undefined if nothing is learned. Compiled once a state and day. */
export function learnedOffsets(state: LearnedState | undefined, models: readonly Model[], now: number): ReadonlyMap<string, Float64Array> | undefined {
  if (state === undefined || !state.enabled || Object.keys(state.ratings).length === 0) return undefined;
  const day = Math.floor(now / 86_400_000);
  const known = remembered.get(state);
  if (known !== undefined && known.models === models && known.day === day) return known.offsets;
  const offsets = compile(state, models, now);
  remembered.set(state, { models, day, offsets });
  return offsets;
}

function compile(state: LearnedState, models: readonly Model[], now: number): ReadonlyMap<string, Float64Array> {
  const byKey = new Map(models.map((model) => [model.key, model]));
  const offsets = new Map<string, Float64Array>();
  for (const [task, tallies] of Object.entries(state.ratings) as [Task, Readonly<Record<string, Tally>>][]) {
    for (const [key, tally] of Object.entries(tallies)) {
      const model = byKey.get(key);
      if (model === undefined || model.id !== tally.version) continue;
      let row = offsets.get(key);
      if (row === undefined) offsets.set(key, (row = new Float64Array(TASKS.length)));
      const t = TASKS.indexOf(task);
      row[t] = offsetOf(priorSuccess(model, t), decayed(tally, now));
    }
  }
  return offsets;
}

/** The success a model is given for a task before any rating, 0–1. */
export function priorSuccess(model: Model, taskIndex: number): number {
  return sigmoid(logit(1 - REFERENCE_DIFFICULTY) + capabilityOf(model).mean[taskIndex]!);
}

/** Log odds of the Beta posterior's mean above those of its prior. */
export function offsetOf(prior: number, counts: { readonly up: number; readonly down: number }): number {
  const posterior = (PRIOR_RATINGS * prior + counts.up) / (PRIOR_RATINGS + counts.up + counts.down);
  return logit(posterior) - logit(prior);
}

/** Counts as they weigh at `now`. */
export function decayed(tally: { readonly up: number; readonly down: number; readonly at: number }, now: number): { readonly up: number; readonly down: number } {
  const factor = 2 ** (-Math.max(0, now - tally.at) / (HALF_LIFE_DAYS * 86_400_000));
  return { up: tally.up * factor, down: tally.down * factor };
}
