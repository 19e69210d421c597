import {
  OrchestratorError,
  type Cost,
  type Decision,
  type Dial,
  type Reason,
  type Task,
  type Usage,
} from "@ai-orchestrator/contract";
import { classify } from "../classify/index.ts";
import { classifyAgain } from "../classify/remember-classifications.ts";
import { explore } from "../learning/explore.ts";
import { planCascade, type CascadePlan } from "./cascade-plan.ts";
import { planChain, type ChainPlan } from "./chain-plan.ts";
import { choose, type Choice } from "./choose.ts";
import type { ClassificationLike, DecideInput } from "./decide-input.ts";
import { fallbacksFor } from "./fallbacks.ts";
import { listedChoice } from "./listed-choice.ts";
import { nothingLeftError } from "./nothing-left.ts";
import { pinnedModel } from "./pinned-model.ts";
import { choiceContext, prepareDecision, type Prepared } from "./prepare-decision.ts";
import type { Preference } from "./preferences.ts";
import { asksForThinking, noThinkingNotice } from "./thinking-wish.ts";
import { scoredOf, weighOne, type Weighed } from "./weigh.ts";

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
interface Selection {
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

/**
 * Decides which model answers a turn. Pure and synchronous; calls no model. Every model it names (choice, fallbacks,
 * chain steps) passed the hard constraints; under local-only that means models on this machine, or an error.
 *
 * Throws OrchestratorError with the nearest fix: `no_usable_provider`, `unknown_model`, `budget_exceeded`,
 * `blocked_by_policy`, `context_too_long`, `unsupported`, or `invalid_input` for an unknown recipe.
 */
export function decide(input: DecideInput): Decision {
  const started = input.monotonic?.() ?? 0;
  const prepared = prepareDecision(input, classificationOf(input));
  return conclude(prepared, { started });
}

/** The classification given, or a fresh one. */
export function classificationOf(input: DecideInput): ClassificationLike {
  if (input.classification !== undefined) return input.classification;
  const previousTask = input.conversation?.lastTask;
  const context = previousTask === undefined ? {} : { previousTask };
  // Of an incognito turn nothing is kept, not even here.
  return input.request.policy?.incognito === true
    ? classify(input.promptText, context)
    : classifyAgain(input.promptText, context);
}

/** Turns a prepared turn into a decision; with a pick of the LLM router where it was asked. */
export function conclude(
  prepared: Prepared,
  options: { readonly started: number; readonly pick?: RouterPick | undefined; readonly notices?: readonly string[] },
): Decision {
  const selection = select(prepared, options.pick);
  const { input, understanding, dial, classification } = prepared;
  const { config } = input;
  const { chosen, chain } = selection;
  const expected = scoredOf(chosen, config.dials[dial]);
  const reasons = [...prepared.reasons, ...selection.reasons, ...preferenceReasons(chosen)];
  const answering = chain?.steps.at(-1);
  const decision: { -readonly [K in keyof Decided]: Decided[K] } = {
    model: chosen.row.key,
    provider: chosen.row.provider,
    fallbacks:
      answering?.fallbacks ??
      selection.onlyFallbacks ??
      (prepared.field.all.ranking === undefined
        ? []
        : fallbacksFor(chosen, prepared.field.all.ranking, { listed: selection.listed, config })),
    task: selection.task ?? understanding.task,
    tasks: understanding.tasks,
    difficulty: classification.difficulty,
    reasons,
    expected,
    decidedBy: selection.decidedBy,
    dial,
    estimatedInputTokens: prepared.facts.inputTokens,
    estimatedCost: chain?.cost ?? cascadeCost(selection) ?? estimatedCost(chosen, input),
    notices: [
      ...prepared.notices,
      ...selection.notices,
      ...privacyNotice(prepared, chosen),
      ...(asksForThinking(input.request) && !chosen.row.reasons ? [noThinkingNotice(chosen.row.key)] : []),
      ...(options.notices ?? []),
    ],
    micros: input.monotonic === undefined ? 0 : Math.round(1000 * (input.monotonic() - options.started)),
  };
  if (understanding.also.length > 0) decision.also = understanding.also;
  if (classification.language !== undefined) decision.language = classification.language;
  if (selection.counterfactual !== undefined) decision.counterfactual = selection.counterfactual;
  if (selection.cascade !== undefined)
    decision.cascade = selection.cascade.judge === undefined ? {} : { judge: selection.cascade.judge };
  if (chain !== undefined) decision.chain = { recipe: chain.recipe, steps: chain.steps };
  if (options.pick?.cost !== undefined) decision.routerCost = options.pick.cost;
  return Object.defineProperties(decision, { ...LATE_PARTS, [BEHIND]: { value: { prepared, chosen } } }) as Decision;
}

type LatePart = "cues" | "rejected" | "runnersUp";
type Decided = Omit<Decision, LatePart>;

interface Behind {
  readonly prepared: Prepared;
  readonly chosen: Weighed;
  rejected?: Decision["rejected"];
  runnersUp?: Decision["runnersUp"];
}

/**
 * What the parts of a decision are worked out from that nobody may ever look at. Not a WeakMap: its values outlive their
 * keys until the next full collection, and that was 10 KiB a call.
 */
const BEHIND = Symbol("behind");

function behindOf(decision: { readonly [BEHIND]?: Behind }): Behind {
  const found = decision[BEHIND];
  if (found === undefined) throw new OrchestratorError("internal", "A decision was taken apart.");
  return found;
}

/**
 * Worked out when someone looks: finding the words that caused a task takes longer than deciding, and a pinned model needs
 * no others. Functions shared by all decisions, or each would be an object of another kind to the engine that runs us.
 */
const LATE_PARTS: { readonly [K in LatePart]: PropertyDescriptor } = {
  cues: {
    enumerable: true,
    get(this: { readonly [BEHIND]?: Behind }): Decision["cues"] {
      return behindOf(this).prepared.classification.cues;
    },
  },
  rejected: {
    enumerable: true,
    get(this: { readonly [BEHIND]?: Behind }): Decision["rejected"] {
      const of = behindOf(this);
      // A model that is gone was no candidate; why a named one is gone is an error of its own.
      return (of.rejected ??= of.prepared.field.all.rejected.filter(({ code }) => code !== "retired"));
    },
  },
  runnersUp: {
    enumerable: true,
    get(this: { readonly [BEHIND]?: Behind }): Decision["runnersUp"] {
      const of = behindOf(this);
      return (of.runnersUp ??= runnersUp(of.chosen, of.prepared));
    },
  },
};

function select(prepared: Prepared, pick: RouterPick | undefined): Selection {
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
    reasons: [{ stage: "pinned", text: `you asked for ${name}` }],
    notices: pinned.notice === undefined ? [] : [pinned.notice],
    listed: [],
    onlyFallbacks: pinned.same.map((row) => row.key),
  };
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

function cascadeCost({ cascade }: Selection): Cost | undefined {
  return cascade === undefined ? undefined : { ...cascade.cost, estimated: true };
}

function scoredSelection(choice: Choice): Omit<Selection, "notices"> {
  return { chosen: choice.chosen, decidedBy: choice.decidedBy, reasons: choice.reasons(), listed: [] };
}

function preferenceReasons(chosen: Weighed): readonly Reason[] {
  if (chosen.row.preferences.length + chosen.turnPreferences.length === 0) return [];
  const preferences: readonly Preference[] = [...chosen.row.preferences, ...chosen.turnPreferences];
  return preferences.map((preference) => ({
    stage: "preference",
    text: `${preference.text} (${preference.amount >= 0 ? "+" : "−"}${(100 * Math.abs(preference.amount)).toFixed(0)} points)`,
  }));
}

const RUNNERS_UP = 4;

function runnersUp(chosen: Weighed, prepared: Prepared): Decision["runnersUp"] {
  const setting = prepared.input.config.dials[prepared.dial];
  const others = (prepared.field.all.ranking?.top ?? []).filter(({ candidate }) => candidate.row !== chosen.row);
  return others.slice(0, RUNNERS_UP).map(({ candidate }) => scoredOf(candidate, setting));
}

function estimatedCost(chosen: Weighed, input: DecideInput): Cost {
  const { inputTokens, cachedTokens, outputTokens } = chosen;
  const usage: Usage = {
    inputTokens,
    cacheReadTokens: cachedTokens,
    cacheWriteTokens: 0,
    outputTokens,
    reasoningTokens: 0,
    estimated: true,
  };
  return { ...input.catalogue.price(chosen.row.model, usage, input.now), estimated: true };
}

function privacyNotice(prepared: Prepared, chosen: Weighed): readonly string[] {
  const { privacy } = prepared;
  if (privacy === undefined || chosen.row.local) return [];
  return [
    `You wrote “${privacy.phrase}”, but ${chosen.row.key} runs in the cloud. Use --local for this turn, or: aio config set defaults.privacyWords local-only`,
  ];
}
