import type { PullProgress } from "@ai-orchestrator/contract";
import { formatBytes } from "../../terminal/format-bytes.ts";

/** What a person is told of a running download. */
export interface PullReport {
  /** Takes what is known now; the line to show, or undefined where it is too soon for another. */
  next(progress: PullProgress, now: number): string | undefined;
}

/** Speed is that of the last seconds: the mean since the start says nothing after a pause. */
const WINDOW_MS = 5_000;
/** Bytes arrive in thousands of pieces a second; these are enough to tell the speed. */
const SAMPLE_MS = 100;
const TELLING_MS = 2_000;
const REDRAW_MS = 200;
const STEP = 0.1;
const QUIET_MS = 30_000;

/**
 * Lines for one download: with speed and time left for a line that is drawn over, one line a tenth (or half a minute)
 * for a log. `now` in ms, never going back.
 */
export function reportPull(name: string, { isLive }: { readonly isLive: boolean }): PullReport {
  let samples: { readonly at: number; readonly done: number }[] = [];
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownStep = -1;
  let phase: string | undefined;
  return {
    next: (progress, now) => {
      const { done, total } = progress;
      // Bytes that turned out useless are taken back; what was measured before says nothing then.
      if (done < (samples.at(-1)?.done ?? 0)) samples = [];
      if (now - (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= SAMPLE_MS)
        samples = [...samples.filter(({ at }) => now - at <= WINDOW_MS), { at: now, done }];
      const step = total === undefined || total === 0 ? 0 : Math.floor(done / total / STEP);
      const isDue = isLive
        ? now - shownAt >= REDRAW_MS
        : step !== shownStep || progress.phase !== phase || now - shownAt >= QUIET_MS;
      if (!isDue && !(done === total && step !== shownStep)) return undefined;
      shownAt = now;
      shownStep = step;
      phase = progress.phase;
      return [name, describe(progress), rate(samples[0], { ...progress, at: now })].filter(Boolean).join("  ");
    },
  };
}

function describe({ done, total, phase }: PullProgress): string {
  if (phase !== undefined && phase !== "") return phase;
  if (total === undefined) return formatBytes(done);
  const share = total === 0 ? 100 : Math.floor((done / total) * 100);
  return `${share} %  ${formatBytes(done)} of ${formatBytes(total)}`;
}

function rate(
  first: { readonly at: number; readonly done: number } | undefined,
  { done, total, at }: PullProgress & { readonly at: number },
): string {
  if (first === undefined || at - first.at < 500) return "";
  const perSecond = ((done - first.done) / (at - first.at)) * 1000;
  if (perSecond <= 0) return "waiting";
  // The first seconds are small files and slow starts; hours announced then are forgotten at once.
  const isEarly = at - first.at < TELLING_MS;
  const left = isEarly || total === undefined || done >= total ? "" : `  ${duration((total - done) / perSecond)} left`;
  return `${formatBytes(perSecond)}/s${left}`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
