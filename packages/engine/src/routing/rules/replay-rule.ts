import { toOrchestratorError, type Decision, type OrchestratorError, type Usage } from "@ai-orchestrator/contract";
import { decide } from "../decide/decide.ts";
import type { DecideInput } from "../decide/decide-input.ts";
import type { RoutingConfig } from "../routing-config.ts";
import type { Rule } from "./rule.ts";

/** A turn of the past, as it would be decided now. */
export interface PastTurn {
  /** Its `config` is replaced. */
  readonly input: DecideInput;
  /** What it used, to price both ways alike; the decision's estimate where it is not known. */
  readonly usage?: Usage | undefined;
}

/** What a rule would have changed about one turn. */
export interface RuleReplay {
  /** The rule speaks about this turn. */
  readonly applies: boolean;
  /** Who answers without the rule, and with it; undefined where nobody may. */
  readonly without: string | undefined;
  readonly with: string | undefined;
  /** Why nobody may answer with the rule. */
  readonly problem?: string;
  /** Dollars both ways for the same tokens; null where a price is not known. */
  readonly withoutUsd: number | null;
  readonly withUsd: number | null;
}

/**
 * Decides past turns twice by today's models, prices and settings: without `rule` and with it put last, as adding it
 * would. Calls nobody. What differs is the rule's doing alone, not that of prices or models that changed since.
 */
export function replayRule(turns: Iterable<PastTurn>, rule: Rule, config: RoutingConfig): readonly RuleReplay[] {
  const rules = config.rules.filter(({ text }) => text !== rule.text);
  // One object each: the models are compiled once for each config.
  const without: RoutingConfig = { ...config, rules };
  const withRule: RoutingConfig = { ...config, rules: [...rules, rule] };
  return Array.from(turns, (turn) => {
    const before = decided(turn, without);
    const after = decided(turn, withRule);
    return {
      applies: before.decision?.model !== after.decision?.model || speaks(after, rule),
      without: before.decision?.model,
      with: after.decision?.model,
      ...(after.error === undefined ? {} : { problem: after.error.message }),
      withoutUsd: priceOf(turn, before.decision),
      withUsd: priceOf(turn, after.decision),
    };
  });
}

interface Outcome {
  readonly decision?: Decision;
  readonly error?: OrchestratorError;
}

function decided({ input }: PastTurn, config: RoutingConfig): Outcome {
  try {
    return { decision: decide({ ...input, config }) };
  } catch (thrown) {
    return { error: toOrchestratorError(thrown) };
  }
}

/** A rule that holds is a reason, a notice where it cannot be followed, or what ruled a model out. */
function speaks({ decision }: Outcome, { text }: Rule): boolean {
  if (decision === undefined) return false;
  const said = [...decision.reasons.map((reason) => reason.text), ...decision.notices];
  return (
    said.some((one) => one.includes(text)) ||
    decision.rejected.some(({ code, why }) => code === "rule" && why.includes(text))
  );
}

function priceOf({ input, usage }: PastTurn, decision: Decision | undefined): number | null {
  if (decision === undefined) return null;
  const model = input.catalogue.get(decision.model);
  if (usage === undefined || model === undefined) return decision.estimatedCost.usd;
  return input.catalogue.price(model, usage, input.now).usd;
}
