import { addCost, type Cost, type Dial, type Reason } from "@ai-orchestrator/contract";
import { ABILITY } from "./abilities.ts";
import { choose, type ChoiceContext } from "./choose.ts";
import { fallbacksFor } from "./fallbacks.ts";
import { breachOf } from "./hard-constraints.ts";
import { costOf, type ExpectedTokens } from "./model-rates.ts";
import { choiceContext, type Prepared } from "./prepare-decision.ts";
import type { Ranking } from "./rank-candidates.ts";
import type { CandidateRow } from "./snapshot.ts";
import { tokensOf, type Weighed } from "./weigh.ts";

/** A cheap model that answers first, and who is asked if its answer does not pass the check. */
export interface CascadePlan {
  readonly first: Weighed;
  /** In order; never empty. */
  readonly then: readonly string[];
  /** Who judges the first answer. */
  readonly judge?: string;
  /** Of all, should all be asked. */
  readonly cost: Cost;
  readonly reasons: readonly Reason[];
}

/** A plan, or why there is none where one was wanted. */
export interface CascadeOutcome {
  readonly plan?: CascadePlan;
  readonly reason?: Reason;
}

/** The first model must cost at most this share of the second, or trying it saves too little to be worth the wait. */
const CHEAP_SHARE = 0.5;

/**
 * Plans "try cheap, check, escalate" for a turn the score decides: the model that the dial at economy would choose answers
 * first, the turn's own choice (or at economy the best one's) takes over. All passed the hard constraints, and all
 * together must fit what may be spent. Not for what is likely beyond a cheap model, nor for tools, pictures and the web,
 * where nothing that is held back and looked at would help.
 */
export function planCascade(prepared: Prepared, ranking: Ranking): CascadeOutcome {
  const { input, facts, understanding, constraints, dial } = prepared;
  if (!(input.request.cascade ?? input.config.cascade)) return {};
  if (facts.tools || facts.web || understanding.task === "image_gen" || understanding.task === "websearch") return {};
  if (understanding.band === "advanced")
    return none(
      `no cheap model is tried first: an advanced prompt, because ${understanding.bandBecause ?? "it is hard"}`,
    );
  // Who answers first changes with the check's outcome; staying with the last model would make that a habit.
  const context = choiceContext(prepared, ranking, { lastModel: undefined });
  const first = choose(context, "economy").chosen;
  const second = strongerThan(first, context, dial);
  if (second === undefined || first.cents > CHEAP_SHARE * second.cents)
    return none("no cheap model is tried first: none is much cheaper than the one chosen");
  const { judge, problem } = judgeFor(first, prepared);
  const cost = [
    costOf(first.row.rates, tokensOf(first)),
    costOf(second.row.rates, tokensOf(second)),
    ...(judge === undefined ? [] : [costOf(judge.rates, judgeTokens(first))]),
  ].reduce(addCost);
  if (constraints.maxUsd !== undefined && (cost.usd === null || cost.usd > constraints.maxUsd))
    return none("no cheap model is tried first: together they would cost more than may be spent");
  const others = fallbacksFor(second, ranking, { listed: [], config: input.config });
  const then = [second.row.key, ...others.filter((key) => key !== first.row.key)];
  const judged = judge === undefined ? "" : `, which ${judge.key} judges too`;
  const text = `${first.row.key} answers first; ${second.row.key} is asked if that answer does not pass the check${judged}`;
  const reasons: readonly Reason[] = [{ stage: "plan", text }, ...(problem === undefined ? [] : [problem])];
  return {
    plan: {
      first,
      then: then.slice(0, input.config.maxFallbacks),
      cost,
      reasons,
      ...(judge === undefined ? {} : { judge: judge.key }),
    },
  };
}

/** One word, and what leads to it. */
const JUDGE_OUTPUT = 100;
/** Our words around question and answer. */
const JUDGE_INPUT = 100;

function judgeTokens(first: Weighed): ExpectedTokens {
  return { input: first.inputTokens + first.outputTokens + JUDGE_INPUT, cached: 0, output: JUDGE_OUTPUT };
}

/** The judge config names, if the hard constraints let it see the turn; else why not. */
function judgeFor(
  first: Weighed,
  { input, snapshot, constraints }: Prepared,
): { readonly judge?: CandidateRow; readonly problem?: Reason } {
  const name = input.config.cascadeJudge;
  if (name === undefined) return {};
  const tokens = judgeTokens(first);
  const asked = {
    ...constraints,
    needed: ABILITY.textOutput,
    inputTokens: tokens.input,
    maxOutputTokens: undefined,
    budgetOutputTokens: tokens.output,
    budgetThinkingTokens: 0,
  };
  const rows = snapshot.rowsNamed(name);
  const judge = rows.find((row) => breachOf(row, snapshot, asked) === undefined);
  if (judge !== undefined) return { judge };
  const [row] = rows;
  const why = row === undefined ? "is not a known model" : breachOf(row, snapshot, asked)?.why;
  return { problem: { stage: "notice", text: `nobody judges the first answer: ${name} ${why}` } };
}

function strongerThan(first: Weighed, context: ChoiceContext, dial: Dial): Weighed | undefined {
  const dials: readonly Dial[] = dial === "economy" ? ["best"] : [dial, "best"];
  return dials.map((one) => choose(context, one).chosen).find((chosen) => chosen !== first);
}

function none(text: string): CascadeOutcome {
  return { reason: { stage: "gate", text } };
}
