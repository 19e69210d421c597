import type { SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import type { Learned } from "./train-logistic.ts";

const PLAIN: Pick<SecurityModel, "combine" | "thresholds"> = {
  combine: { window: 1, markup: 0, quoted: 0, context: 1, bias: 0 },
  thresholds: { low: 0.25, medium: 0.5, high: 0.8, critical: 0.95 },
};

/** How many weights ship: packed they come to 126 KB. */
const KEPT = 84_000;
const MOST = 8;
// So many of the kept ones are cut off at the largest value, for the others to be told apart more finely.
const CUT_OFF = 0.01;

/** The largest weights, four bits each; all others are zero. */
export function quantize(
  { weights, bias }: Learned,
  rest: Pick<SecurityModel, "combine" | "thresholds"> = PLAIN,
): SecurityModel {
  const sizes = weights.map(Math.abs).sort();
  const least = sizes[Math.max(0, sizes.length - KEPT)] ?? 0;
  const scale = Number(((sizes[Math.floor(sizes.length - KEPT * CUT_OFF)] ?? 1) / MOST).toPrecision(6));
  const kept = Int8Array.from(weights, (weight) =>
    Math.abs(weight) < least ? 0 : Math.max(-MOST, Math.min(MOST, Math.round(weight / scale))),
  );
  return { weights: kept, scale, bias: Number(bias.toPrecision(6)), ...rest };
}
