import type { CombineWeights, SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import { CONTEXT_ALONE } from "../../packages/security/src/analyzer/signals.ts";
import { wordsLogit } from "./fit-combination.ts";
import type { HeldOut } from "./leave-sources-out.ts";
import type { Row } from "./read-rows.ts";

const ORDINARY = /^(?:arena_hard_v2|taskmix|strongweak|bipia_train_ctx|routing_.*)$/;
/** Groups of honest texts, each with the share of it that may be called medium or worse. */
const GROUPS: readonly { readonly has: (row: Row) => boolean; readonly share: number }[] = [
  { has: ({ source }) => ORDINARY.test(source), share: 0.003 },
  {
    has: ({ source }) => ORDINARY.test(source) || ["awesome_prompts", "wildguard_benign"].includes(source),
    share: 0.009,
  },
  // Authors wrote them to be mistaken for attacks, and each is unknown to the model that judges them.
  { has: ({ author }) => author !== undefined, share: 0.015 },
  { has: ({ source }) => /^synthetic_(?:security|mention|tongues_mention)/.test(source), share: 0.01 },
];
/** How much rarer or commoner than medium the other severities may be: the goals are 4, 1, 0.3 and 0.1 % of honest texts. */
const SEVERITY_SHARES = { low: 2.5, medium: 1, high: 0.3, critical: 0.1 } as const;

/** The combination shifted so that medium begins at a score of 0.5, and the scores where the other severities begin. */
export function setThresholds(
  heldOut: readonly HeldOut[],
  combine: CombineWeights,
): Pick<SecurityModel, "combine" | "thresholds"> {
  const at = (factor: number, logit: (one: HeldOut) => number): number =>
    Math.max(
      ...GROUPS.map(({ has, share }) =>
        quantile(heldOut.filter(({ row }) => row.label === "benign" && has(row)).map(logit), share * factor),
      ),
    );
  const place = ({ signals }: HeldOut): number => signals.context.weight - CONTEXT_ALONE;
  // Where a text stands is judged apart from its words: what it alone calls medium cannot be shifted.
  const medium = at(1, (one) => (place(one) >= 0 ? Number.POSITIVE_INFINITY : wordsLogit(one.signals, { combine })));
  const shifted = (one: HeldOut): number => Math.max(wordsLogit(one.signals, { combine }) - medium, place(one));
  const score = (factor: number): number => Number((1 / (1 + Math.exp(-at(factor, shifted)))).toFixed(5));
  return {
    combine: { ...combine, bias: Number((combine.bias - medium).toFixed(4)) },
    thresholds: {
      low: score(SEVERITY_SHARES.low),
      medium: 0.5,
      high: score(SEVERITY_SHARES.high),
      critical: score(SEVERITY_SHARES.critical),
    },
  };
}

/** The value that a share of the list exceeds. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.POSITIVE_INFINITY;
}
