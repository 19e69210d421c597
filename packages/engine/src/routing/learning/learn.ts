import type { Task } from "@ai-orchestrator/contract";
import { decayed, HALF_LIFE_DAYS } from "./decay.ts";
import type { LearnedState, Tally } from "./learned-state.ts";

/** A model as it was when it answered: another id under the same key is another model. */
export interface RatedModel {
  readonly model: string;
  /** The provider's model id. */
  readonly version: string;
}

/** A thumb. `null` takes back `previous`. */
export interface RatingEvent extends RatedModel {
  readonly task: Task;
  readonly rating: "up" | "down" | null;
  /** What the same answer was rated before, and when: it is taken out first. */
  readonly previous?: { readonly rating: "up" | "down"; readonly at: number };
  /** Epoch ms. */
  readonly at: number;
}

/** The user asked again with another model and kept that answer. */
export interface KeptEvent {
  readonly task: Task;
  readonly kept: RatedModel;
  readonly dropped: RatedModel;
  readonly at: number;
}

/** The user said what the task really was. */
export interface CorrectionEvent {
  readonly from: Task;
  readonly to: Task;
  readonly at: number;
}

/** Most models remembered a task; the least recent leave first. */
const MOST_MODELS = 64;

/** The state after a thumb; the same state if learning is off. */
export function learnRating(state: LearnedState, event: RatingEvent): LearnedState {
  if (!state.enabled) return state;
  let ratings = state.ratings;
  if (event.previous !== undefined) {
    const weight = -(2 ** (-Math.max(0, event.at - event.previous.at) / (HALF_LIFE_DAYS * 86_400_000)));
    ratings = counted(ratings, event, { [event.previous.rating]: weight });
  }
  if (event.rating !== null) ratings = counted(ratings, event, { [event.rating]: 1 });
  return { ...state, events: state.events + 1, ratings };
}

/** The state after the user kept one model's answer over another's: one good mark, one bad. */
export function learnKept(state: LearnedState, event: KeptEvent): LearnedState {
  if (!state.enabled) return state;
  const { task, at } = event;
  const withKept = counted(state.ratings, { ...event.kept, task, at }, { up: 1 });
  return {
    ...state,
    events: state.events + 1,
    ratings: counted(withKept, { ...event.dropped, task, at }, { down: 1 }),
  };
}

/** The state after a corrected label. */
export function learnCorrection(state: LearnedState, event: CorrectionEvent): LearnedState {
  if (!state.enabled || event.from === event.to) return state;
  const row = state.corrections[event.from] ?? {};
  const old = row[event.to];
  const count = (old === undefined ? 0 : decayed({ up: old.count, down: 0, at: old.at }, event.at).up) + 1;
  return {
    ...state,
    events: state.events + 1,
    corrections: { ...state.corrections, [event.from]: { ...row, [event.to]: { count, at: event.at } } },
  };
}

type Ratings = LearnedState["ratings"];

function counted(
  ratings: Ratings,
  subject: RatedModel & { readonly task: Task; readonly at: number },
  marks: { readonly up?: number; readonly down?: number },
): Ratings {
  const row = ratings[subject.task] ?? {};
  const old = row[subject.model];
  const base = old === undefined || old.version !== subject.version ? { up: 0, down: 0 } : decayed(old, subject.at);
  const tally: Tally = {
    up: Math.max(0, base.up + (marks.up ?? 0)),
    down: Math.max(0, base.down + (marks.down ?? 0)),
    at: subject.at,
    version: subject.version,
  };
  return { ...ratings, [subject.task]: pruned({ ...row, [subject.model]: tally }) };
}

function pruned(row: Readonly<Record<string, Tally>>): Readonly<Record<string, Tally>> {
  const entries = Object.entries(row);
  if (entries.length <= MOST_MODELS) return row;
  return Object.fromEntries(entries.toSorted(([, a], [, b]) => b.at - a.at).slice(0, MOST_MODELS));
}
