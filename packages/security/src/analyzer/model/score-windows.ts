import { eachFeature, type Reading, WINDOW } from "./each-feature.ts";
import { QUOTED, sentenceFlags } from "./sentence-flags.ts";

// From one window's start to the next, in words.
const STRIDE = 30;

/** The highest-scoring window of a reading: words `from`–`to` (exclusive), log-odds before calibration. */
export interface BestWindow {
  readonly logit: number;
  readonly from: number;
  readonly to: number;
  /** The log-odds of the worst window when what stands in quotation marks is left out; `logit` where nothing does. */
  readonly unquoted: number;
}

/** What a window's summed weights and number of features come to. */
export function windowLogit(sum: number, features: number, bias: number): number {
  return bias + sum / Math.sqrt(features + 20);
}

/** Windows a reading is cut into: from each start at most `WINDOW` words. */
export function windowStarts(count: number): number[] {
  const starts = [0];
  for (let start = STRIDE; start + WINDOW - STRIDE < count; start += STRIDE) starts.push(start);
  return starts;
}

/** Slides over a reading; linear. */
export function scoreWindows(
  reading: Reading,
  weights: Int8Array,
  { scale, bias }: { readonly scale: number; readonly bias: number },
): BestWindow {
  const count = reading.tokens.count;
  const flags = sentenceFlags(reading.tokens);
  const sums = new Float64Array(count + 1);
  const features = new Int32Array(count + 1);
  eachFeature(
    reading,
    (token, index) => {
      sums[token + 1] = (sums[token + 1] ?? 0) + (weights[index] ?? 0);
      features[token + 1] = (features[token + 1] ?? 0) + 1;
    },
    flags,
  );
  const best = worstWindow(sums, features, { scale, bias });
  if (!flags.some((flag) => (flag & QUOTED) !== 0)) return { ...best, unquoted: best.logit };
  for (let i = 0; i < count; i++) if (((flags[i] ?? 0) & QUOTED) !== 0) sums[i + 1] = features[i + 1] = 0;
  return { ...best, unquoted: worstWindow(sums, features, { scale, bias }).logit };
}

/** The window whose features speak most for an attack; `sums` and `features` hold one value a word, from index 1. */
function worstWindow(
  sumsAt: Float64Array,
  featuresAt: Int32Array,
  { scale, bias }: { readonly scale: number; readonly bias: number },
): Omit<BestWindow, "unquoted"> {
  const count = sumsAt.length - 1;
  const sums = new Float64Array(count + 1);
  const features = new Int32Array(count + 1);
  for (let i = 1; i <= count; i++) {
    sums[i] = (sumsAt[i] ?? 0) + (sums[i - 1] ?? 0);
    features[i] = (featuresAt[i] ?? 0) + (features[i - 1] ?? 0);
  }
  let best = { logit: Number.NEGATIVE_INFINITY, from: 0, to: 0 };
  for (let start = 0; start === 0 || start + WINDOW - STRIDE < count; start += STRIDE) {
    const end = Math.min(count, start + WINDOW);
    const logit = windowLogit(
      ((sums[end] ?? 0) - (sums[start] ?? 0)) * scale,
      (features[end] ?? 0) - (features[start] ?? 0),
      bias,
    );
    if (logit > best.logit) best = { logit, from: start, to: end };
  }
  return best;
}
