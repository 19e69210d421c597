import { BUCKETS } from "./each-feature.ts";
import { MODEL, MODEL_WEIGHTS } from "./model-weights.ts";
import { unpackWeights } from "./unpack-weights.ts";

/** What the training script found: hashed weights, how signals are combined, where severities begin. */
export interface SecurityModel {
  /** A number from -8 to 8 a bucket, most of them 0; times `scale` they are log-odds. */
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: number;
  readonly combine: CombineWeights;
  /** Least score of each severity. */
  readonly thresholds: {
    readonly low: number;
    readonly medium: number;
    readonly high: number;
    readonly critical: number;
  };
}

/** Weights of the signals in the final log-odds. */
export interface CombineWeights {
  readonly window: number;
  readonly markup: number;
  /** Taken off for what only stands in quotation marks. */
  readonly quoted: number;
  readonly context: number;
  readonly bias: number;
}

let loaded: SecurityModel | undefined;

/** The model that ships with this package, decoded at first use. */
export function securityModel(): SecurityModel {
  if (loaded === undefined) {
    loaded = { ...MODEL, weights: unpackWeights(MODEL_WEIGHTS, BUCKETS) };
  }
  return loaded;
}
