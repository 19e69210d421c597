import type { Cost, Decision, Reason, Usage } from "@ai-orchestrator/contract";
import { classify } from "../classify/index.ts";
import { classifyAgain } from "../classify/remember-classifications.ts";
import type { ClassificationLike, DecideInput } from "./decide-input.ts";
import { fallbacksFor } from "./fallbacks.ts";
import { withLateParts, type LatePart } from "./late-parts.ts";
import { prepareDecision, type Prepared } from "./prepare-decision.ts";
import type { Preference } from "./preferences.ts";
import { selectModel, type RouterPick, type Selection } from "./select-model.ts";
import { asksForThinking, noThinkingNotice } from "./thinking-wish.ts";
import { scoredOf, type Weighed } from "./weigh.ts";

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
  const selection = selectModel(prepared, options.pick);
  const { input, understanding, dial, classification } = prepared;
  const { config } = input;
  const { chosen, chain } = selection;
  const expected = scoredOf(chosen, config.dials[dial]);
  const reasons = [...prepared.reasons, ...selection.reasons, ...preferenceReasons(chosen)];
  const answering = chain?.steps.at(-1);
  const decision: Writable<Omit<Decision, LatePart>> = {
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
  return withLateParts(decision, { prepared, chosen });
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function cascadeCost({ cascade }: Selection): Cost | undefined {
  return cascade === undefined ? undefined : { ...cascade.cost, estimated: true };
}

function preferenceReasons(chosen: Weighed): readonly Reason[] {
  if (chosen.row.preferences.length + chosen.turnPreferences.length === 0) return [];
  const preferences: readonly Preference[] = [...chosen.row.preferences, ...chosen.turnPreferences];
  return preferences.map((preference) => ({
    stage: "preference",
    text: `${preference.text} (${preference.amount >= 0 ? "+" : "−"}${(100 * Math.abs(preference.amount)).toFixed(0)} points)`,
  }));
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
