import type { Cost, Dial, Reason, Task } from "@ai-orchestrator/contract";
import { explore } from "../learning/explore.ts";
import { planCascade, type CascadePlan } from "./cascade-plan.ts";
import { planChain, type ChainPlan } from "./chain-plan.ts";
import { choose, type Choice } from "./choose.ts";
import { listedChoice } from "./listed-choice.ts";
import { nothingLeftError } from "./nothing-left.ts";
import { pinnedModel } from "./pinned-model.ts";
import { choiceContext, type Prepared } from "./prepare-decision.ts";
import { weighOne, type Weighed } from "./weigh.ts";

/** What the LLM router picked, already checked against the candidates. */
export interface RouterPick {
  readonly model: string;
  /** Its further choices in order: the first fallbacks. */
  readonly others: readonly string[];
  readonly task: Task;
  readonly difficulty: number;
  readonly reason: string;
  readonly cost: Cost | undefined;
}

/** A model chosen for the turn, from whichever stage. */
export interface Selection {
  readonly chosen: Weighed;
  readonly decidedBy: Reason["stage"];
  readonly reasons: readonly Reason[];
  readonly notices: readonly string[];
  /** The rest of the list the choice came from. */
  readonly listed: readonly Weighed[];
  /** Only these may be fallbacks; undefined: all candidates. */
  readonly onlyFallbacks?: readonly string[];
  /** The LLM router's, where the classifier had none. */
  readonly task?: Task;
  readonly chain?: ChainPlan;
  readonly cascade?: CascadePlan;
  readonly counterfactual?: Readonly<Partial<Record<Dial, string>>>;
}

/** The first stage that has a choice: the caller, a rule or list, a chain, the LLM router, the score. Throws where nothing is left. */
export function selectModel(prepared: Prepared, pick: RouterPick | undefined): Selection {
  const { wish } = prepared.facts;
  if (wish.pinned !== undefined) return selectPinned(prepared, wish.pinned);
  const listed = listedChoice(prepared);
  const { plan, notice } = planChain(prepared);
  const notices = notice === undefined ? listed.notices : [...listed.notices, notice];
  if (plan !== undefined && listed.choice?.reason.stage !== "rule") return selectChain(plan, notices);
  if (listed.choice !== undefined) {
    const { chosen, reason } = listed.choice;
    return { chosen, decidedBy: reason.stage, reasons: [reason], notices, listed: listed.choice.listed };
  }
  const picked =
    pick === undefined ? undefined : prepared.field.all.weighed.find((weighed) => weighed.row.key === pick.model);
  if (pick !== undefined && picked !== undefined) {
    const others = prepared.field.all.weighed
      .filter((weighed) => pick.others.includes(weighed.row.key))
      .toSorted((a, b) => pick.others.indexOf(a.row.key) - pick.others.indexOf(b.row.key));
    return {
      chosen: picked,
      decidedBy: "llm-router",
      reasons: [{ stage: "llm-router", text: pick.reason }],
      notices,
      listed: others,
      ...(prepared.understanding.task === "unclear" && { task: pick.task }),
    };
  }
  return { ...selectScored(prepared), notices };
}

function selectPinned(prepared: Prepared, name: string): Selection {
  const pinned = pinnedModel(prepared, name);
  const chosen = weighOne(pinned.row, prepared.work);
  return {
    chosen,
    decidedBy: "pinned",
    reasons: [{ stage: "pinned", text: whoPinned(prepared, name) }],
    notices: pinned.notice === undefined ? [] : [pinned.notice],
    listed: [],
    onlyFallbacks: pinned.same.map((row) => row.key),
  };
}

/** A request that names what config would have chosen anyway says no more than config does. */
function whoPinned({ input }: Prepared, name: string): string {
  return name === input.config.defaultModel ? `your config chooses ${name} (defaults.model)` : `you asked for ${name}`;
}

function selectChain(plan: ChainPlan, notices: readonly string[]): Selection {
  return {
    chosen: plan.last,
    decidedBy: "plan",
    reasons: [
      {
        stage: "plan",
        text: `${plan.recipe}: ${plan.steps.map((step) => `${step.role} by ${step.model}`).join(", then ")}, because ${plan.because}`,
      },
    ],
    notices,
    listed: [],
    chain: plan,
  };
}

const DIALS: readonly Dial[] = ["economy", "balanced", "best"];

function selectScored(prepared: Prepared): Omit<Selection, "notices"> {
  const { ranking } = prepared.field.all;
  if (ranking === undefined)
    throw nothingLeftError(prepared.snapshot, prepared.field.all.rejected, prepared.constraints);
  const context = choiceContext(prepared, ranking);
  const choice = choose(context, prepared.dial);
  const counterfactual: Partial<Record<Dial, string>> = {};
  for (const dial of DIALS) if (dial !== prepared.dial) counterfactual[dial] = choose(context, dial).chosen.row.key;
  const { plan, reason } = planCascade(prepared, ranking);
  if (plan !== undefined)
    return {
      chosen: plan.first,
      decidedBy: "plan",
      reasons: plan.reasons,
      listed: [],
      onlyFallbacks: plan.then,
      cascade: plan,
      counterfactual,
    };
  const trial = explore(prepared, choice);
  if (trial !== undefined)
    return {
      chosen: trial.model,
      decidedBy: "score",
      reasons: [...choice.reasons(), trial.reason],
      listed: [choice.chosen],
      counterfactual,
    };
  const scored = scoredSelection(choice);
  const reasons = reason === undefined ? scored.reasons : [...scored.reasons, reason];
  return { ...scored, reasons, counterfactual };
}

function scoredSelection(choice: Choice): Omit<Selection, "notices"> {
  return { chosen: choice.chosen, decidedBy: choice.decidedBy, reasons: choice.reasons(), listed: [] };
}
