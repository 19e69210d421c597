import { classify } from "../../packages/engine/src/routing/classify/index.ts";
import { gainCurve, type GainCurve } from "../../tools/train-routing/gain-curve.ts";
import { createRandom } from "../../tools/train-routing/random.ts";

/** A prompt with what a strong and a weak model made of it. */
export interface OutcomeRow {
  readonly prompt: string;
  readonly strong: number;
  readonly weak: number;
}

/** Cost-quality curves of several orderings of the same prompts. */
export interface DifficultyMeasures {
  readonly rows: number;
  readonly curves: Readonly<Record<"difficulty" | "random" | "words" | "oracle", GainCurve>>;
  /** 95 % bootstrap interval of the difficulty ordering's APGR. */
  readonly interval: readonly [number, number];
}

const RESAMPLES = 300;

/** Compares ordering by difficulty with random order, word count, and the true gain. */
export function measureDifficulty(rows: readonly OutcomeRow[]): DifficultyMeasures {
  const strong = rows.map((row) => row.strong);
  const weak = rows.map((row) => row.weak);
  const random = createRandom(5);
  const difficulty = rows.map((row) => classify(row.prompt).difficulty);
  const curve = (scores: readonly number[]): GainCurve => gainCurve(scores, strong, weak);
  return {
    rows: rows.length,
    curves: {
      difficulty: curve(difficulty),
      random: curve(rows.map(() => random.next())),
      words: curve(rows.map((row) => row.prompt.split(/\s+/).length)),
      oracle: curve(rows.map((row) => row.strong - row.weak)),
    },
    interval: bootstrap(difficulty, strong, weak),
  };
}

function bootstrap(scores: readonly number[], strong: readonly number[], weak: readonly number[]): [number, number] {
  const random = createRandom(9);
  const areas: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const sample = scores.map(() => random.below(scores.length));
    const at = (values: readonly number[]): number[] => sample.map((j) => values[j] ?? 0);
    areas.push(gainCurve(at(scores), at(strong), at(weak)).apgr);
  }
  areas.sort((a, b) => a - b);
  const at = (share: number): number => areas[Math.floor(RESAMPLES * share)] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
