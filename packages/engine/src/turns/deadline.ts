import type { Clock } from "@ai-orchestrator/contract";

/** Timers of most platforms cannot wait longer than 24 days; nothing here needs to try. */
const LONGEST_SLEEP_MS = 3_600_000;

/** A point in time that can be moved; monotonic ms. */
export interface Deadline {
  /** Ms left, never negative. */
  leftMs(): number;
  /** Moves it to `ms` from now; only ever later. */
  extend(ms: number): void;
  /** Stops watching. */
  stop(): void;
}

/** Calls `onPassed` once when the deadline is reached. */
export function startDeadline(options: {
  /** Monotonic ms. */
  readonly at: number;
  readonly clock: Clock;
  readonly onPassed: () => void;
}): Deadline {
  const { clock, onPassed } = options;
  let { at } = options;
  let stop = (): void => undefined;
  const watch = (): void => {
    const left = at - clock.monotonic();
    if (left <= 0) onPassed();
    else stop = clock.after(Math.min(left, LONGEST_SLEEP_MS), watch);
  };
  watch();
  return {
    leftMs: () => Math.max(0, at - clock.monotonic()),
    extend: (ms) => {
      at = Math.max(at, clock.monotonic() + ms);
    },
    stop: () => stop(),
  };
}
