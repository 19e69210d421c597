import type { Dial, Reason } from "@ai-orchestrator/contract";
import type { RoutingConfig } from "../routing-config.ts";
import type { Plan } from "./default-plans.ts";
import { isSpecial, matchesPlan, type PlanSubject } from "./match-plan.ts";
import type { Ranking } from "./rank-candidates.ts";
import type { Snapshot } from "./snapshot.ts";
import { utility, weighedOf, type Weighed } from "./weigh.ts";

/** What a choice is made from. */
export interface ChoiceContext {
  readonly weighed: readonly Weighed[];
  readonly ranking: Ranking;
  readonly snapshot: Snapshot;
  readonly config: RoutingConfig;
  readonly subject: Omit<PlanSubject, "dial">;
  /** Probability of the likeliest task. */
  readonly surest: number;
  readonly difficultyUncertainty: number;
  readonly lastModel: string | undefined;
}

/** The model chosen, and why. */
export interface Choice {
  readonly chosen: Weighed;
  readonly decidedBy: Reason["stage"];
  /** In words; made when asked for, since most choices are only compared. */
  readonly reasons: () => readonly Reason[];
  /** The gain that would have been needed to leave the default. */
  readonly margin: number;
}

/** Default model, score, gate and stay, in this order; pure, so that it can be asked again for the other dial settings. */
export function choose(context: ChoiceContext, dial: Dial): Choice {
  const { config } = context;
  const margin = marginOf(context);
  const start = defaultModel(context, dial);
  const setting = config.dials[dial];
  const { best } = context.ranking.leaders[dial];
  const gain = utility(best, setting) - utility(start.model, setting);
  const choice = gate({
    start,
    best,
    gain,
    margin,
    because: start.plan?.when.bands === undefined ? undefined : context.subject.bandBecause,
  });
  return stay(context, { choice, plan: choice.chosen === start.model ? start.plan : undefined, dial });
}

/** The margin to leave the default: wider the flatter the task posterior and the vaguer the difficulty. */
function marginOf(context: Pick<ChoiceContext, "config" | "surest" | "difficultyUncertainty">): number {
  const flatness = Math.max(0, (0.8 - context.surest) / 0.8);
  return context.config.margin + context.config.unclearMargin * flatness + 0.1 * context.difficultyUncertainty;
}

interface Default {
  readonly model: Weighed;
  readonly plan: Plan | undefined;
}

function defaultModel(context: ChoiceContext, dial: Dial): Default {
  const subject: PlanSubject = { ...context.subject, dial };
  for (const plan of context.config.plans) {
    if (!matchesPlan(plan, subject)) continue;
    const model = firstOfPlan(plan, context, dial);
    if (model !== undefined) return { model, plan };
  }
  return { model: context.ranking.leaders[dial].standing, plan: undefined };
}

/** The first model a plan names that is among the candidates. */
function firstOfPlan(plan: Plan, context: ChoiceContext, dial: Dial): Weighed | undefined {
  for (const name of plan.use) {
    const model = name.startsWith("$") ? bestOfGroup(name, context, dial) : firstNamed(name, context);
    if (model !== undefined) return model;
  }
  return undefined;
}

function firstNamed(name: string, context: ChoiceContext): Weighed | undefined {
  for (const row of context.snapshot.rowsNamed(name)) {
    const found = weighedOf(context.weighed, row);
    if (found !== undefined) return found;
  }
  return undefined;
}

function bestOfGroup(group: string, context: ChoiceContext, dial: Dial): Weighed | undefined {
  if (group === "$economy") return context.ranking.leaders.economy.best;
  const setting = context.config.dials[dial];
  let best: Weighed | undefined;
  for (const weighed of context.weighed) {
    if (isMember(group, weighed) && (best === undefined || utility(weighed, setting) > utility(best, setting)))
      best = weighed;
  }
  return best;
}

function isMember(group: string, weighed: Weighed): boolean {
  if (group === "$local") return weighed.row.local;
  if (group === "$image") return weighed.row.model.output.includes("image");
  return (
    group === "$subscription" && weighed.row.preferences.some((preference) => preference.name === "subscription-model")
  );
}

interface GateState {
  readonly start: Default;
  readonly best: Weighed;
  readonly gain: number;
  readonly margin: number;
  readonly because: string | undefined;
}

/** A gain that reads as "0.0 points" is no reason to speak of another model. */
const HARDLY_ANY = 0.0005;

function gate(state: GateState): Choice {
  const { start, best, gain, margin } = state;
  const isLeaving = best !== start.model && gain > margin;
  const isBest = best === start.model || gain < HARDLY_ANY;
  const stayed = start.plan !== undefined ? "plan" : isBest ? "score" : "gate";
  return {
    chosen: isLeaving ? best : start.model,
    decidedBy: isLeaving ? "score" : stayed,
    margin,
    reasons: () => gateReasons(state, { isLeaving, isBest }),
  };
}

function gateReasons(state: GateState, outcome: { readonly isLeaving: boolean; readonly isBest: boolean }): Reason[] {
  const { start, best, gain, margin } = state;
  const key = start.model.row.key;
  const other = best.row.key;
  if (outcome.isLeaving) {
    const text = `${other} instead of ${key}: ${points(gain)} expected gain is above the margin of ${points(margin)}`;
    return [{ stage: "score", text }];
  }
  const planned = start.plan === undefined ? [] : [planReason(start.plan, key, state.because)];
  if (outcome.isBest) {
    const text = `${key} has the best expected quality for its price and speed`;
    return planned.length > 0 ? planned : [{ stage: "score", text }];
  }
  const text = `${key} stays the default: ${other} promises only ${points(gain)} expected gain, the margin is ${points(margin)}`;
  return [...planned, { stage: "gate", text }];
}

function planReason(plan: Plan, key: string, because: string | undefined): Reason {
  return {
    stage: "plan",
    text: because === undefined ? `${plan.name}: ${key}` : `${plan.name}: ${key}, because ${because}`,
  };
}

/** Stays with the conversation's model (whose prompt cache is already in its cost) unless the gain beats the switch. */
function stay(
  context: ChoiceContext,
  state: { readonly choice: Choice; readonly plan: Plan | undefined; readonly dial: Dial },
): Choice {
  const { choice, plan, dial } = state;
  const lastRow = context.lastModel === undefined ? undefined : context.snapshot.byKey.get(context.lastModel);
  const last = lastRow === undefined ? undefined : weighedOf(context.weighed, lastRow);
  if (last === undefined || last === choice.chosen) return choice;
  const bonus = plan !== undefined && isSpecial(plan) ? context.config.margin : 0;
  const setting = context.config.dials[dial];
  const gain = utility(choice.chosen, setting) + bonus - utility(last, setting);
  if (gain > context.config.stayMargin) return choice;
  const { stayMargin } = context.config;
  const textOf = (): string =>
    `stays with ${last.row.key}, the conversation's model: ${choice.chosen.row.key} promises ${points(Math.max(0, gain))}, switching needs ${points(stayMargin)}`;
  return {
    chosen: last,
    decidedBy: "stay",
    reasons: () => [...choice.reasons(), { stage: "stay", text: textOf() }],
    margin: choice.margin,
  };
}

/** Quality points as people read them: 0.153 → "15.3 points". */
export function points(value: number): string {
  return `${(100 * value).toFixed(1)} points`;
}
