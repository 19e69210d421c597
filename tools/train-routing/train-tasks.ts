import { TASKS, type Task } from "@ai-orchestrator/contract";
import type { FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import { collectFeatures, extractRows, keepStrongest, type FeatureBudget } from "./choose-features.ts";
import { composeTraining, type Mix } from "./compose-training.ts";
import { fitSoftmax, type FitOptions, scoreRow, softmaxInPlace, type SparseRows } from "./fit-softmax.ts";
import type { TaskRow } from "./read-rows.ts";

/** The shares of tasks the classifier expects: between an even mix and what people ask assistants. */
const PRIOR: Readonly<Record<Task, number>> = {
  code: 0.1,
  math: 0.08,
  reasoning: 0.08,
  writing: 0.11,
  summarization: 0.06,
  extraction: 0.09,
  translation: 0.06,
  websearch: 0.08,
  knowledge: 0.2,
  roleplay: 0.06,
  chat: 0.08,
  image_gen: 0.04,
};

/** The mix that the committed weights were trained with. */
export const MIX: Mix = {
  expansions: 16,
  variations: 4,
  templateWeight: 4,
  languageWeight: 0.5,
  devWeight: 1,
  authorWeight: 2,
  typoWeight: 0.8,
  prior: PRIOR,
};

/** How the softmax regression is fitted; `smoothing` softens labels, since some of any source's are wrong. */
export type FitShape = Omit<FitOptions, "features">;

/** The settings the committed weights were fitted with. */
export const FIT: FitShape = { epochs: 12, rate: 0.25, l2: 3e-3, smoothing: 0.02, seed: 11, classes: TASKS.length };

/** A trained classifier before quantization. */
export interface TrainedTasks {
  readonly space: FeatureSpace;
  readonly weights: Float64Array;
}

/** Sizes of the vocabulary that fits the weight budget. */
export const KEEP: FeatureBudget = { words: 5500, pairs: 2000, known: 1200 };

/** Each draws its own words for the templates and its own slips. Their mean depends less on the luck of a draw. */
const DRAWS = [7, 8, 9];

/** Trains the task classifier: collect features, fit, keep the strongest, fit again on each draw, and average. */
export function trainTasks(
  rows: readonly TaskRow[],
  mix: Mix = MIX,
  fit: FitShape = FIT,
  keep: FeatureBudget = KEEP,
): TrainedTasks {
  const prompts = composeTraining(rows, mix, DRAWS[0]!);
  const wide = collectFeatures(prompts, { word: 2, pair: 3 });
  const wideRows = extractRows(wide, prompts);
  const wideWeights = fitSoftmax(wideRows, { ...fit, features: wide.layout.size, epochs: 5 });
  const space = keepStrongest(wide, { weights: wideWeights, rows: wideRows, classes: TASKS.length }, keep);
  const fits = DRAWS.map((draw) => {
    const drawn = extractRows(space, composeTraining(rows, mix, draw));
    return fitSoftmax(drawn, { ...fit, features: space.layout.size });
  });
  return { space, weights: meanOf(fits) };
}

function meanOf(fits: readonly Float64Array[]): Float64Array {
  return new Float64Array(fits[0]!.length).map((_, i) => fits.reduce((sum, fit) => sum + fit[i]!, 0) / fits.length);
}

/** Probabilities of every row under trained weights, at a temperature. */
export function predictRows(trained: TrainedTasks, rows: SparseRows, temperature: number): Float64Array[] {
  return Array.from({ length: rows.labels.length }, (_, row) => {
    const scores = new Float64Array(TASKS.length);
    scoreRow(rows, row, { weights: trained.weights, scores, classes: TASKS.length });
    softmaxInPlace(scores, temperature);
    return scores;
  });
}
