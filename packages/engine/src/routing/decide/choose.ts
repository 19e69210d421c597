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
  readonly reasons: readonly Reason[];
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

function gate(state: {
  readonly start: Default;
  readonly best: Weighed;
  readonly gain: number;
  readonly margin: number;
  readonly because: string | undefined;
}): Choice {
  const { start, best, gain, margin } = state;
  const key = start.model.row.key;
  if (best === start.model || gain <= 0) {
    const reason: Reason =
      start.plan === undefined
        ? { stage: "score", text: `${key} has the best expected quality for its price and speed` }
        : planReason(start.plan, key, state.because);
    return { chosen: start.model, decidedBy: reason.stage, reasons: [reason], margin };
  }
  const numbers = `${points(gain)} expected gain`;
  if (gain > margin) {
    return {
      chosen: best,
      decidedBy: "score",
      margin,
      reasons: [
        {
          stage: "score",
          text: `${best.row.key} instead of ${key}: ${numbers} is above the margin of ${points(margin)}`,
        },
      ],
    };
  }
  const kept: Reason = {
    stage: "gate",
    text: `${key} stays the default: ${best.row.key} promises only ${numbers}, the margin is ${points(margin)}`,
  };
  const reasons: Reason[] = start.plan === undefined ? [kept] : [planReason(start.plan, key, state.because), kept];
  return { chosen: start.model, decidedBy: start.plan === undefined ? "gate" : "plan", reasons, margin };
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
  const text = `stays with ${last.row.key}, the conversation's model: ${choice.chosen.row.key} promises ${points(Math.max(0, gain))}, switching needs ${points(context.config.stayMargin)}`;
  return {
    chosen: last,
    decidedBy: "stay",
    reasons: [...choice.reasons, { stage: "stay", text }],
    margin: choice.margin,
  };
}

/** Quality points as people read them: 0.153 → "15.3 points". */
export function points(value: number): string {
  return `${(100 * value).toFixed(1)} points`;
}
