import type { CombineWeights, SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import { CONTEXT_ALONE } from "../../packages/security/src/analyzer/signals.ts";
import { wordsLogit } from "./fit-combination.ts";
import type { HeldOut } from "./leave-sources-out.ts";

const ORDINARY = ["arena_hard_v2", "taskmix", "strongweak", "bipia_train_ctx"];
/** Groups of honest texts, each with the share of it that may be called medium or worse. */
const GROUPS: readonly { readonly sources: readonly string[]; readonly share: number }[] = [
  { sources: ORDINARY, share: 0.004 },
  { sources: [...ORDINARY, "awesome_prompts", "wildguard_benign"], share: 0.009 },
  {
    sources: [
      "synthetic_trigger_words",
      "synthetic_everyday",
      "synthetic_claim_ok",
      "synthetic_fiction_ok",
      "synthetic_languages_benign",
      "synthetic_document",
      "synthetic_agent_ok",
    ],
    share: 0.02,
  },
  // Held out by template, these lose a whole sort of text in all their languages at once.
  { sources: ["synthetic_tongues_honest"], share: 0.06 },
  {
    sources: [
      "synthetic_security_work",
      "synthetic_security_talk",
      "synthetic_mention_rule",
      "synthetic_mention_report",
      "synthetic_mention_teach",
      "synthetic_mention_build",
      "synthetic_tongues_mention",
    ],
    share: 0.01,
  },
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
      ...GROUPS.map(({ sources, share }) =>
        quantile(
          heldOut.filter(({ row }) => row.label === "benign" && sources.includes(row.source)).map(logit),
          share * factor,
        ),
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
