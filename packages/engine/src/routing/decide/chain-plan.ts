import { OrchestratorError, addCost, type ChainStep, type Cost, type Task } from "@ai-orchestrator/contract";
import { ABILITY } from "./abilities.ts";
import { choose } from "./choose.ts";
import type { Recipe, RecipeStep } from "./default-plans.ts";
import { inOrder } from "./expected-work.ts";
import { fallbacksFor } from "./fallbacks.ts";
import { costOf } from "./model-rates.ts";
import { choiceContext, type Prepared } from "./prepare-decision.ts";
import { certain } from "./understand-turn.ts";
import { rankCandidates } from "./rank-candidates.ts";
import { tokensOf, weigh, type Weighed } from "./weigh.ts";

/** A chain with its models filled in. */
export interface ChainPlan {
  readonly recipe: string;
  readonly steps: readonly ChainStep[];
  /** The model of the last step: the one that answers. */
  readonly last: Weighed;
  readonly cost: Cost;
  /** Completes "a chain because …". */
  readonly because: string;
}

/** A chain, or why the recipe that applied was not followed. */
export interface ChainOutcome {
  readonly plan?: ChainPlan;
  readonly notice?: string;
}

/** Plans the recipe a turn asks for by name or by its tasks. Every model comes from the screened candidates. Throws `invalid_input` for an unknown recipe. */
export function planChain(prepared: Prepared): ChainOutcome {
  const { input } = prepared;
  const wanted = input.request.chain;
  if (wanted === false) return {};
  const recipe = wanted === undefined ? automaticRecipe(prepared) : recipeNamed(wanted, input.config.recipes);
  if (recipe === undefined) return {};
  const filled: FilledStep[] = [];
  for (const step of recipe.steps) {
    const next = fillStep(step, recipe, prepared);
    if (next === undefined)
      return { notice: `The chain ${recipe.name} was left out: no model may take the step “${step.role}”.` };
    filled.push(next);
  }
  const isOneModel = new Set(filled.map((step) => step.model.row)).size === 1;
  if (isOneModel && wanted === undefined) return {};
  const last = filled.at(-1);
  if (last === undefined) return {};
  const cost = filled.map((step) => costOf(step.model.row.rates, tokensOf(step.model))).reduce(addCost);
  if (isOverBudget(cost, prepared.constraints.maxUsd))
    return { notice: `The chain ${recipe.name} was left out: it would cost more than may be spent.` };
  return {
    plan: {
      recipe: recipe.name,
      steps: filled.map((step) => step.step),
      last: last.model,
      cost,
      because: becauseOf(recipe, prepared),
    },
  };
}

function isOverBudget(cost: Cost, limit: number | undefined): boolean {
  return limit !== undefined && (cost.usd === null || cost.usd > limit);
}

function recipeNamed(name: string, recipes: readonly Recipe[]): Recipe {
  const recipe = recipes.find((candidate) => candidate.name === name);
  if (recipe !== undefined) return recipe;
  throw new OrchestratorError("invalid_input", `There is no recipe called “${name}”.`, {
    suggestion: `Known recipes: ${recipes.map((known) => known.name).join(", ")}.`,
  });
}

function automaticRecipe(prepared: Prepared): Recipe | undefined {
  const { understanding, input, facts } = prepared;
  if (facts.tools || facts.structured !== "none") return undefined;
  if (understanding.task === "websearch" && !input.config.enableWebSearch) return undefined;
  return input.config.recipes.find(
    (recipe) =>
      recipe.when !== undefined &&
      recipe.when.task === understanding.task &&
      secondTask(recipe, prepared) !== undefined,
  );
}

function secondTask(recipe: Recipe, prepared: Prepared): Task | undefined {
  return prepared.understanding.also.find((task) => recipe.when?.also.includes(task) ?? true);
}

interface FilledStep {
  readonly step: ChainStep;
  readonly model: Weighed;
}

function fillStep(step: RecipeStep, recipe: Recipe, prepared: Prepared): FilledStep | undefined {
  const { input, understanding, dial } = prepared;
  const own = understanding.task === "unclear" ? "knowledge" : understanding.task;
  const task = step.task === "also" ? (secondTask(recipe, prepared) ?? own) : step.task;
  const rows = prepared.field.all.weighed
    .map((weighed) => weighed.row)
    .filter((row) => step.webSearch !== true || (row.abilities & ABILITY.web) !== 0);
  const weighed = weigh(rows, { ...prepared.work, tasks: inOrder(certain(task)) });
  const listed = preferred([...(step.prefer ?? []), ...(input.config.taskRouting[task] ?? [])], weighed, prepared);
  const subject = {
    task,
    band: understanding.band,
    longContext: false,
    reasoning: false,
    preferLocal: prepared.preferLocal,
  };
  const ranking = rankCandidates(weighed, dial, input.config.dials);
  if (ranking === undefined) return undefined;
  const chosen =
    listed[0] ??
    choose(choiceContext(prepared, ranking, { weighed, subject, surest: 1, lastModel: undefined }), dial).chosen;
  const fallbacks = fallbacksFor(chosen, ranking, { listed, config: input.config });
  return { model: chosen, step: { role: step.role, model: chosen.row.key, fallbacks } };
}

function preferred(names: readonly string[], weighed: readonly Weighed[], prepared: Prepared): readonly Weighed[] {
  const keys = new Set(names.flatMap((name) => prepared.snapshot.rowsNamed(name).map((row) => row.key)));
  return [...keys].flatMap((key) => weighed.filter((candidate) => candidate.row.key === key));
}

function becauseOf(recipe: Recipe, prepared: Prepared): string {
  if (prepared.input.request.chain !== undefined) return "you asked for it";
  return `the prompt asks for ${recipe.when?.task ?? "one thing"} and for ${secondTask(recipe, prepared) ?? "another"}`;
}
