import type { CombineWeights, SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import { textLogit } from "./fit-combination.ts";
import type { HeldOut } from "./leave-sources-out.ts";

/** Groups of honest texts, each with the share of it that may be called medium or worse. Held-out figures flatter no one, so some are looser than the goals on seen kinds. */
const GROUPS: readonly { readonly sources: readonly string[]; readonly share: number }[] = [
  { sources: ["arena_hard_v2", "taskmix", "strongweak", "bipia_train_ctx"], share: 0.005 },
  {
    sources: ["arena_hard_v2", "taskmix", "strongweak", "bipia_train_ctx", "awesome_prompts", "wildguard_benign"],
    share: 0.014,
  },
  {
    sources: ["synthetic_trigger_words", "synthetic_fiction_ok", "synthetic_languages_benign", "synthetic_document"],
    share: 0.026,
  },
  { sources: ["synthetic_security_work"], share: 0.06 },
];
/** How much rarer or commoner than medium the other severities may be: the goals are 4, 1, 0.3 and 0.1 % of honest texts. */
const SEVERITY_SHARES = { low: 2.5, medium: 1, high: 0.3, critical: 0.1 } as const;

/** The combination shifted so that medium begins at a score of 0.5, and the scores where the other severities begin. */
export function setThresholds(
  heldOut: readonly HeldOut[],
  combine: CombineWeights,
): Pick<SecurityModel, "combine" | "thresholds"> {
  const at = (factor: number): number =>
    Math.max(...GROUPS.map(({ sources, share }) => quantile(logits(heldOut, sources, combine), share * factor)));
  const medium = at(SEVERITY_SHARES.medium);
  const score = (logit: number): number => Number((1 / (1 + Math.exp(medium - logit))).toFixed(5));
  return {
    combine: { ...combine, bias: Number((combine.bias - medium).toFixed(4)) },
    thresholds: {
      low: score(at(SEVERITY_SHARES.low)),
      medium: 0.5,
      high: score(at(SEVERITY_SHARES.high)),
      critical: score(at(SEVERITY_SHARES.critical)),
    },
  };
}

function logits(heldOut: readonly HeldOut[], sources: readonly string[], combine: CombineWeights): number[] {
  return heldOut
    .filter(({ row }) => row.label === "benign" && sources.includes(row.source))
    .map(({ signals }) => textLogit(signals, { combine }));
}

/** The value that a share of the list exceeds. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.POSITIVE_INFINITY;
}
