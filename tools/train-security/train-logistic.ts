import { BUCKETS } from "../../packages/security/src/analyzer/model/each-feature.ts";
import { windowLogit } from "../../packages/security/src/analyzer/model/score-windows.ts";
import { seededRandom } from "./synthetic/spin.ts";
import type { Row } from "./read-rows.ts";
import type { Example, Window } from "./window-features.ts";

/** Weights as learned, one a bucket. */
export interface Learned {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** How it is learned. */
export interface TrainOptions {
  readonly epochs?: number;
  readonly rate?: number;
  readonly decay?: number;
  readonly dropout?: number;
  /** How often a window is shown without its words, so that ideas are not left to what words already say. */
  readonly wordless?: number;
  readonly positiveWeight?: number;
  readonly seed?: number;
  /** So many models are learned in different orders; the mean of them is less a matter of chance than any. */
  readonly draws?: number;
}

const TOP_WINDOWS = 2;

/**
 * Logistic regression on windows by AdaGrad with dropout. An attack's label is that of its worst windows only (chosen anew
 * each epoch), an honest text's that of all; each source weighs the square root of its size. The same input gives the same weights.
 */
export function trainLogistic(examples: readonly Example[], options: TrainOptions = {}): Learned {
  const { draws = 1, seed = 1 } = options;
  const mean: { weights: Float64Array; bias: number } = { weights: new Float64Array(BUCKETS), bias: 0 };
  for (let draw = 0; draw < draws; draw++) {
    const { weights, bias } = trainOnce(examples, { ...options, seed: seed + draw });
    for (let i = 0; i < BUCKETS; i++) mean.weights[i] = (mean.weights[i] ?? 0) + (weights[i] ?? 0) / draws;
    mean.bias += bias / draws;
  }
  return mean;
}

function trainOnce(examples: readonly Example[], options: TrainOptions): Learned {
  const { epochs = 8, rate = 0.6, decay = 2e-6, dropout = 0.25, wordless = 0, seed = 1 } = options;
  const model = { weights: new Float64Array(BUCKETS), bias: -1 };
  const squares = new Float64Array(BUCKETS).fill(1e-3);
  const random = seededRandom(seed);
  const weightOf = weighRows(examples, options);
  const order = examples.map((_, index) => index);
  let biasSquares = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index] as Example;
      const isAttack = example.row.label === "attack";
      const weight = weightOf(example.row);
      for (const window of isAttack ? worst(example, model, epoch) : sampled(example, random)) {
        const kept = window.features.subarray(random() < wordless ? window.words : 0).filter(() => random() >= dropout);
        const scale = 1 / Math.sqrt(kept.length + 20);
        const error = sigmoid(logitOf(kept, model)) - (isAttack ? 1 : 0);
        for (const bucket of kept) {
          const gradient = error * scale * weight + decay * (model.weights[bucket] ?? 0);
          squares[bucket] = (squares[bucket] ?? 0) + gradient * gradient;
          model.weights[bucket] = (model.weights[bucket] ?? 0) - (rate * gradient) / Math.sqrt(squares[bucket] ?? 1);
        }
        biasSquares += error * error * weight * weight;
        model.bias -= (rate * 0.2 * error * weight) / Math.sqrt(biasSquares);
      }
    }
  }
  return model;
}

/** The log-odds of a window. */
export function logitOf(window: Uint32Array, { weights, bias }: Learned): number {
  let sum = 0;
  for (const bucket of window) sum += weights[bucket] ?? 0;
  return windowLogit(sum, window.length, bias);
}

function worst({ windows }: Example, model: Learned, epoch: number): readonly Window[] {
  if (epoch === 0) return windows.slice(0, 3);
  if (windows.length <= TOP_WINDOWS) return windows;
  return [...windows]
    .map((window) => ({ window, logit: logitOf(window.features, model) }))
    .sort((a, b) => b.logit - a.logit)
    .slice(0, TOP_WINDOWS)
    .map(({ window }) => window);
}

function sampled({ windows }: Example, random: () => number): readonly Window[] {
  return windows.length <= 4 ? windows : windows.filter(() => random() < 4 / windows.length);
}

function weighRows(examples: readonly Example[], options: TrainOptions): (row: Row) => number {
  const { positiveWeight = 1 } = options;
  const counts = new Map<string, number>();
  const sourceOf = (row: Row): string => `${row.label} ${row.source}`;
  for (const { row } of examples) counts.set(sourceOf(row), (counts.get(sourceOf(row)) ?? 0) + 1);
  return (row) =>
    Math.sqrt(500 / (counts.get(sourceOf(row)) ?? 1)) *
    (row.label === "attack" ? positiveWeight : 1) *
    (row.weight ?? 1);
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
