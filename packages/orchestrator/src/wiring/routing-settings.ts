import { isTask, OrchestratorError, type Config } from "@ai-orchestrator/contract";
import {
  compileRule,
  completeRoutingConfig,
  DEFAULT_RECIPES,
  type Recipe,
  type RuleNames,
  type RoutingConfig,
  type Rule,
} from "@ai-orchestrator/engine/routing";

/** Routing's settings from config.json. */
export function routingSettings(
  config: Config,
  options: {
    readonly dialSet: boolean;
    readonly ruleNames: () => RuleNames;
    /** Told of a rule that cannot be applied because what it names is gone. */
    readonly onIdleRule: (sentence: string, problem: string) => void;
  },
): RoutingConfig {
  const { defaults } = config;
  const sentences = config.rules ?? [];
  const names = sentences.length === 0 ? undefined : options.ruleNames();
  return completeRoutingConfig({
    taskRouting: config.taskRouting,
    models: Object.fromEntries(
      Object.entries(config.models ?? {}).map(([key, { enabled, priority }]) => [
        key,
        { ...(enabled === undefined ? {} : { enabled }), ...(priority === undefined ? {} : { priority }) },
      ]),
    ),
    defaultModel: defaults?.model,
    preferSubscriptionProviders: defaults?.preferSubscriptionProviders,
    preferSubscriptionModels: defaults?.preferSubscriptionModels,
    preferLocal: defaults?.preferLocal,
    localProvider: defaults?.localProvider === "any" ? undefined : defaults?.localProvider,
    costOptimize: defaults?.costOptimize,
    // The default position of the dial must not override costOptimize, which an old config sets.
    dial: options.dialSet || defaults?.costOptimize !== true ? defaults?.dial : undefined,
    enableLLMRouting: defaults?.enableLLMRouting,
    routerAllTasks: defaults?.routerAllTasks,
    routingModel: defaults?.routingModel,
    enableWebSearch: defaults?.enableWebSearch,
    cascade: defaults?.cascade,
    cascadeJudge: defaults?.cascadeJudge,
    privacyWords: defaults?.privacyWords,
    rules: names === undefined ? [] : sentences.flatMap((sentence) => readRule(sentence, names, options.onIdleRule)),
    recipes: recipes(config),
  });
}

/**
 * A rule that cannot be read stops everything: a privacy rule that is silently ignored would be worse than none. One
 * that names what is no longer there must not: it is reported, and not applied.
 */
function readRule(
  sentence: string,
  names: RuleNames,
  onIdleRule: (sentence: string, problem: string) => void,
): readonly Rule[] {
  const compiled = compileRule(sentence, names);
  if (compiled.ok) return [compiled.rule];
  if (compiled.lacksName) {
    onIdleRule(sentence, compiled.problem);
    return [];
  }
  throw new OrchestratorError("invalid_config", `The rule "${sentence}" is not clear: ${compiled.problem}.`, {
    suggestion: `${compiled.suggestion} Remove it with aio rules remove.`,
  });
}

/** Steps of the user's own chains; a role that names a task is done by the best model for it, the listed ones first. */
function recipes(config: Config): readonly Recipe[] {
  const own = Object.entries(config.chains ?? {}).map(([name, steps]): Recipe => ({
    name,
    steps: steps.map(({ role, models }) => ({
      role,
      task: isTask(role) ? role : "also",
      prefer: models,
      ...(role === "search" ? { webSearch: true } : {}),
    })),
  }));
  return [...own, ...DEFAULT_RECIPES.filter((recipe) => !own.some((one) => one.name === recipe.name))];
}
