import type { Task } from "@ai-orchestrator/contract";
import { decayed } from "./decay.ts";
import type { LearnedState } from "./learned-state.ts";

/** What was learned, as it weighs now; for a page or `aio learned show`. */
export interface LearnedSummary {
  readonly enabled: boolean;
  readonly events: number;
  readonly ratings: readonly {
    readonly task: Task;
    readonly model: string;
    readonly up: number;
    readonly down: number;
    readonly lastAt: string;
  }[];
  readonly corrections: readonly {
    readonly from: Task;
    readonly to: Task;
    readonly count: number;
    readonly lastAt: string;
  }[];
}

/** Rows by weight, strongest first; counts decayed to `now`, rounded to tenths. */
export function showLearned(state: LearnedState, now: number): LearnedSummary {
  const ratings = Object.entries(state.ratings).flatMap(([task, row]) =>
    Object.entries(row).map(([model, tally]) => {
      const counts = decayed(tally, now);
      return {
        task: task as Task,
        model,
        up: tenths(counts.up),
        down: tenths(counts.down),
        lastAt: new Date(tally.at).toISOString(),
      };
    }),
  );
  const corrections = Object.entries(state.corrections).flatMap(([from, row]) =>
    Object.entries(row).map(([to, entry]) => ({
      from: from as Task,
      to: to as Task,
      count: tenths(decayed({ up: entry.count, down: 0, at: entry.at }, now).up),
      lastAt: new Date(entry.at).toISOString(),
    })),
  );
  return {
    enabled: state.enabled,
    events: state.events,
    ratings: ratings.toSorted((a, b) => b.up + b.down - (a.up + a.down)),
    corrections: corrections.toSorted((a, b) => b.count - a.count),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
