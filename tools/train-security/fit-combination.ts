import type { CombineWeights, SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import {
  quotedPart,
  readingLogit,
  readingWordsLogit,
  type RestOfText,
  type Signals,
} from "../../packages/security/src/analyzer/signals.ts";
import type { HeldOut } from "./leave-sources-out.ts";

const STEPS = 400;
const NAMES = ["window", "markup", "quoted"] as const;

/** How window score, markup and quotation add up, by logistic regression on held-out signals; no weight below zero. Context keeps its own log-odds. */
export function fitCombination(heldOut: readonly HeldOut[]): CombineWeights {
  const points = heldOut.map(({ row, signals }) => ({
    values: valuesOf(signals),
    isAttack: row.label === "attack",
    weight: sourceShare(heldOut, row.source),
  }));
  const weights = [0.7, 0.5, 0.3];
  let bias = -3;
  for (let step = 0; step < STEPS; step++) {
    const gradient = [0, 0, 0];
    let biasGradient = 0;
    let total = 0;
    for (const { values, isAttack, weight } of points) {
      const logit = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), bias);
      const error = (1 / (1 + Math.exp(-logit)) - (isAttack ? 1 : 0)) * weight;
      for (const [i, value] of values.entries()) gradient[i] = (gradient[i] ?? 0) + error * value;
      biasGradient += error;
      total += weight;
    }
    for (const i of weights.keys()) weights[i] = Math.max(0, (weights[i] ?? 0) - (0.4 * (gradient[i] ?? 0)) / total);
    bias -= (1.5 * biasGradient) / total;
  }
  const rounded = weights.map((weight) => Number(weight.toFixed(4)));
  return {
    ...(Object.fromEntries(NAMES.map((name, i) => [name, rounded[i] ?? 0])) as Pick<
      CombineWeights,
      (typeof NAMES)[number]
    >),
    context: 1,
    bias: Number(bias.toFixed(4)),
  };
}

// The worst reading stands for the text.
function valuesOf({ readings, markupWeight, isPrompt }: Signals): readonly number[] {
  const { window } = readings.reduce((best, reading) => (reading.window.logit > best.window.logit ? reading : best));
  return [window.logit, markupWeight, isPrompt ? -quotedPart(window) : 0];
}

const shares = new WeakMap<readonly HeldOut[], Map<string, number>>();

function sourceShare(heldOut: readonly HeldOut[], source: string): number {
  let counts = shares.get(heldOut);
  if (counts === undefined) {
    counts = new Map();
    for (const { row } of heldOut) counts.set(row.source, (counts.get(row.source) ?? 0) + 1);
    shares.set(heldOut, counts);
  }
  return Math.sqrt(500 / (counts.get(source) ?? 1));
}

/** The log-odds of a text under a model's combination. */
export function textLogit(signals: Signals, model: Pick<SecurityModel, "combine">): number {
  return Math.max(...signals.readings.map((reading) => readingLogit(reading, model, restOf(signals))));
}

/** The same without what its place alone gives away. */
export function wordsLogit(signals: Signals, model: Pick<SecurityModel, "combine">): number {
  return Math.max(...signals.readings.map((reading) => readingWordsLogit(reading, model, restOf(signals))));
}

function restOf({ markupWeight, context, isPrompt }: Signals): RestOfText {
  return { markup: markupWeight, context: context.weight, isPrompt };
}
