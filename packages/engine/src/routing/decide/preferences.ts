import type { Model } from "@ai-orchestrator/contract";
import type { ModelSetting, RoutingConfig } from "../routing-config.ts";

/** One thing the user prefers, with what it adds to a model's utility. */
export interface Preference {
  readonly name:
    | "subscription-model"
    | "subscription-provider"
    | "local"
    | "local-provider"
    | "priority"
    | "privacy-words"
    | "thinking";
  /** Quality points; negative takes away. */
  readonly amount: number;
  /** Completes "preferred because …". */
  readonly text: string;
}

/** The preferences of config that hold for a model whatever the turn. */
export function staticPreferences(
  model: Model,
  context: { readonly local: boolean; readonly setting: ModelSetting | undefined; readonly config: RoutingConfig },
): readonly Preference[] {
  const { config } = context;
  const weights = config.preferenceWeights;
  const preferences: Preference[] = [];
  const place = config.preferSubscriptionModels.findIndex((name) => isNamed(model, name));
  if (place >= 0) {
    // A small step a place keeps the order of the list without letting it outweigh quality.
    preferences.push({
      name: "subscription-model",
      amount: weights.subscriptionModel - 0.01 * Math.min(place, 5),
      text: `${model.key} is a preferred subscription model`,
    });
  }
  if (config.preferSubscriptionProviders.includes(model.provider)) {
    preferences.push({
      name: "subscription-provider",
      amount: weights.subscriptionProvider,
      text: `${model.provider} is a preferred subscription provider`,
    });
  }
  if (context.local && config.localProvider === model.provider) {
    preferences.push({
      name: "local-provider",
      amount: weights.localProvider,
      text: `${model.provider} is the preferred local provider`,
    });
  }
  const priority = context.setting?.priority;
  if (priority !== undefined && priority !== 50) {
    const amount = (weights.priority * (Math.max(0, Math.min(100, priority)) - 50)) / 50;
    preferences.push({ name: "priority", amount, text: `${model.key} has priority ${priority}` });
  }
  return preferences;
}

function isNamed(model: Model, name: string): boolean {
  return (
    name === model.key ||
    name === model.id ||
    name === `${model.provider}/${model.id}` ||
    name === `${model.provider}/${model.key}` ||
    (model.aliases?.includes(name) ?? false)
  );
}
