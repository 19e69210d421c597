import type { SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import type { Learned } from "./train-logistic.ts";

const PLAIN: Pick<SecurityModel, "combine" | "thresholds"> = {
  combine: { window: 1, markup: 0, quoted: 0, context: 1, bias: 0 },
  thresholds: { low: 0.25, medium: 0.5, high: 0.8, critical: 0.95 },
};

const MOST = 31;

/** Six bits a weight. The scale is set by the 99.8th percentile: the few larger ones are cut off. */
export function quantize(
  { weights, bias }: Learned,
  rest: Pick<SecurityModel, "combine" | "thresholds"> = PLAIN,
): SecurityModel {
  const sizes = Array.from(weights, Math.abs).sort((a, b) => a - b);
  const scale = Number(((sizes[Math.floor(sizes.length * 0.998)] ?? 1) / MOST).toPrecision(6));
  const bytes = Int8Array.from(weights, (weight) => Math.max(-MOST, Math.min(MOST, Math.round(weight / scale))));
  return { weights: bytes, scale, bias: Number(bias.toPrecision(6)), ...rest };
}
