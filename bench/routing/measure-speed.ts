import { classify } from "../../packages/engine/src/routing/classify/index.ts";

/** Microseconds a classification takes. */
export interface SpeedMeasures {
  readonly cold: number;
  readonly p50: number;
  readonly p99: number;
  /** Slowest single call on a hostile or 10 MB prompt; collecting the garbage of making them may fall into it. */
  readonly worst: number;
  readonly worstName: string;
  /** Largest median over the calls on one such prompt. */
  readonly worstMedian: number;
}

const MEGABYTES = 10 * 1024 * 1024;

/** Long and hostile prompts, flat in memory as a parsed request is. */
export function hostilePrompts(): readonly (readonly [string, string])[] {
  const flat = (piece: string): string =>
    Buffer.from(piece.repeat(Math.ceil(MEGABYTES / piece.length))).toString("latin1");
  return [
    ["10 MB of words", flat("lorem ipsum dolor sit amet ")],
    ["10 MB of one letter", flat("a")],
    ["10 MB of blanks", flat(" ")],
    ["10 MB of quotes", flat('"')],
    ["10 MB of backticks", flat("`")],
    ["10 MB of line breaks", flat("\n")],
    ["10 MB of colons", flat("a: ")],
    ["10 MB of near-words", flat("transltae sumarize ")],
  ];
}

/** Times each prompt once after a warm-up of two rounds; `cold` is the first call of the process, weights decoded. */
export function measureSpeed(prompts: readonly string[], cold: number): SpeedMeasures {
  for (let round = 0; round < 2; round++) for (const prompt of prompts) classify(prompt);
  const times = prompts.map(time).toSorted((a, b) => a - b);
  let worst = 0;
  let worstName = "";
  let worstMedian = 0;
  for (const [name, prompt] of hostilePrompts()) {
    const calls = Array.from({ length: 20 }, () => time(prompt)).toSorted((a, b) => a - b);
    const slowest = at(calls, 1);
    if (slowest > worst) [worst, worstName] = [slowest, name];
    worstMedian = Math.max(worstMedian, at(calls, 0.5));
  }
  return { cold, p50: at(times, 0.5), p99: at(times, 0.99), worst, worstName, worstMedian };
}

function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

function time(prompt: string): number {
  const start = performance.now();
  classify(prompt);
  return (performance.now() - start) * 1000;
}
