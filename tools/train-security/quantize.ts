import type { SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import type { Learned } from "./train-logistic.ts";

const PLAIN: Pick<SecurityModel, "combine" | "thresholds"> = {
  combine: { window: 1, breadth: 0, rule: 0, second: 0, markup: 0, quoted: 0, context: 1, bias: 0 },
  thresholds: { low: 0.25, medium: 0.5, high: 0.8, critical: 0.95 },
};

/** One signed byte a weight. The scale is set by the 99.9th percentile: the few larger ones are cut off. */
export function quantize(
  { weights, bias }: Learned,
  rest: Pick<SecurityModel, "combine" | "thresholds"> = PLAIN,
): SecurityModel {
  const sizes = Array.from(weights, Math.abs).sort((a, b) => a - b);
  const scale = Number(((sizes[Math.floor(sizes.length * 0.999)] ?? 1) / 127).toPrecision(6));
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return { weights: bytes, scale, bias: Number(bias.toPrecision(6)), ...rest };
}
