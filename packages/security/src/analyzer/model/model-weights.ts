/** Written by tools/train-security/train.ts; do not edit. */
export const MODEL = {
  scale: 0,
  bias: 0,
  weights: "",
  combine: { window: 0, rule: 1, second: 0.5, markup: 1, context: 1, bias: -3.5 },
  thresholds: { low: 0.2, medium: 0.5, high: 0.8, critical: 0.95 },
} as const;
