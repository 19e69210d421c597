import type { Catalogue, Model, TurnPolicy, TurnRequest } from "@ai-orchestrator/contract";

/** The request with its policy merged with the defaults. */
export function withPolicy<Request extends TurnRequest>(
  request: Request,
  defaults: TurnPolicy,
  catalogue: Catalogue,
): Request {
  return { ...request, policy: mergePolicy(defaults, request.policy, () => catalogue.all()) };
}

/** The request's policy over the defaults. Hard parts only ever tighten; soft ones are the request's to choose. `models` is the catalogue, to intersect lists of allowed models. */
export function mergePolicy(
  defaults: TurnPolicy,
  asked: TurnPolicy = {},
  models: () => readonly Model[] = () => [],
): TurnPolicy {
  if (saysNothing(defaults) && saysNothing(asked)) return NO_POLICY;
  const allowed = intersect(defaults.allowedModels, asked.allowedModels, models);
  const denied = [...new Set([...(defaults.deniedProviders ?? []), ...(asked.deniedProviders ?? [])])];
  const caps = [defaults.maxCostUsd, asked.maxCostUsd].filter((cap) => cap !== undefined);
  const dial = asked.dial ?? defaults.dial;
  const preferLocal = asked.preferLocal ?? defaults.preferLocal;
  return {
    ...(defaults.localOnly || asked.localOnly ? { localOnly: true } : {}),
    ...(defaults.incognito || asked.incognito ? { incognito: true } : {}),
    ...(dial === undefined ? {} : { dial }),
    ...(preferLocal === undefined ? {} : { preferLocal }),
    ...(caps.length === 0 ? {} : { maxCostUsd: Math.min(...caps) }),
    ...(allowed === undefined ? {} : { allowedModels: allowed }),
    ...(denied.length === 0 ? {} : { deniedProviders: denied }),
  };
}

const NO_POLICY: TurnPolicy = {};

function saysNothing(policy: TurnPolicy): boolean {
  for (const _part in policy) return false;
  return true;
}

/** True if `model` passes the hard parts of `policy` that concern the model itself. The last gate before a call, whoever decided. */
export function isPermitted(model: Model, policy: TurnPolicy): boolean {
  if (policy.localOnly && !model.local) return false;
  if (policy.deniedProviders?.includes(model.provider)) return false;
  return policy.allowedModels === undefined || policy.allowedModels.some((name) => isNamedBy(model, name));
}

function isNamedBy(model: Model, name: string): boolean {
  return (
    name === model.key ||
    name === `${model.provider}/*` ||
    name === `${model.provider}/${model.key}` ||
    name === `${model.provider}/${model.id}`
  );
}

function intersect(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
  models: () => readonly Model[],
): readonly string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const inBoth = models().filter((model) => [a, b].every((list) => list.some((name) => isNamedBy(model, name))));
  return inBoth.map((model) => model.key);
}
