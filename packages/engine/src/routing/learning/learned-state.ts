import type { Task } from "@ai-orchestrator/contract";

/** Good and bad outcomes, decayed to `at`. */
export interface Tally {
  readonly up: number;
  readonly down: number;
  /** Epoch ms the counts are decayed to. */
  readonly at: number;
  /** The provider's model id the counts are about; another id starts over. */
  readonly version: string;
}

/** What was learned from the user: counts only, no text, a few KB of JSON. */
export interface LearnedState {
  readonly version: 1;
  /** False: nothing is learned or applied, what is there stays. */
  readonly enabled: boolean;
  /** Events ever taken in. */
  readonly events: number;
  /** task → model key → counts. */
  readonly ratings: Readonly<Partial<Record<Task, Readonly<Record<string, Tally>>>>>;
  /** Label corrections: predicted task → task the user chose → decayed count. */
  readonly corrections: Readonly<
    Partial<Record<Task, Readonly<Partial<Record<Task, { readonly count: number; readonly at: number }>>>>>
  >;
}

/** Nothing learned yet. */
export const EMPTY_LEARNED_STATE: LearnedState = { version: 1, enabled: true, events: 0, ratings: {}, corrections: {} };
