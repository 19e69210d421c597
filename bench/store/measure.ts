/** Times of repeated work, ms. */
export interface Timing {
  readonly p50: number;
  readonly p95: number;
}

/** Runs `work` for each input and sorts the times. */
export function time<T>(inputs: readonly T[], work: (input: T) => void): Timing {
  const times = inputs.map((input) => {
    const start = performance.now();
    work(input);
    return performance.now() - start;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

/** 0 … count-1. */
export function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
