import { NO_USAGE, type Decision, type Model } from "@ai-orchestrator/contract";
import type { DecideInput } from "../decide/decide-input.ts";

/** What the oracle knows beside the input, because a test stated it. */
export interface Stated {
  /** A rule or config makes the turn local. */
  readonly local?: boolean;
  /** Keys and providers a rule forbids. */
  readonly forbidden?: readonly string[];
  /** Text tokens of the prompt where a test made a long one. */
  readonly tokens?: number;
}

/** Every hard constraint a decision breaks, worked out anew from the input: an independent second opinion in plain code. */
export function violations(decision: Decision, input: DecideInput, stated: Stated = {}): readonly string[] {
  const named = [
    decision.model,
    ...decision.fallbacks,
    ...(decision.chain?.steps.flatMap((step) => [step.model, ...step.fallbacks]) ?? []),
  ];
  return named.flatMap((key) => {
    const model = input.models.find((candidate) => candidate.key === key);
    return model === undefined
      ? [`${key} is not a model`]
      : modelViolations(model, input, stated).map((problem) => `${key}: ${problem}`);
  });
}

function modelViolations(model: Model, input: DecideInput, stated: Stated): readonly string[] {
  const checks: readonly (readonly [holds: boolean, problem: string])[] = [
    ...policyChecks(model, input, stated),
    ...abilityChecks(model, input, stated),
    [!isCooling(model, input), "cooling down"],
    [isAffordable(model, input, stated), "over budget"],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
}

type Check = readonly [holds: boolean, problem: string];

function policyChecks(model: Model, input: DecideInput, stated: Stated): readonly Check[] {
  const { policy = {}, model: wish } = input.request;
  const status = input.providers.find((provider) => provider.provider === model.provider);
  const isLocalTurn = policy.localOnly === true || wish === "auto:local" || stated.local === true;
  const names = [
    model.key,
    model.id,
    `${model.provider}/*`,
    `${model.provider}/${model.key}`,
    `${model.provider}/${model.id}`,
  ];
  const isAllowed = policy.allowedModels?.some((name) => [...names, ...(model.aliases ?? [])].includes(name)) ?? true;
  return [
    [status?.usable === true, "provider not usable"],
    [!isLocalTurn || (model.local && status?.local === true && !/[:-]cloud$/u.test(model.id)), "not local"],
    [!(policy.deniedProviders ?? []).includes(model.provider), "provider denied"],
    [isAllowed, "not allowed"],
    [input.config.models[model.key]?.enabled !== false, "disabled"],
    [model.retired === undefined || Date.parse(model.retired) > input.now, "retired"],
    [!(stated.forbidden ?? []).some((name) => name === model.key || name === model.provider), "forbidden by rule"],
  ];
}

function abilityChecks(model: Model, input: DecideInput, stated: Stated): readonly Check[] {
  const { responseFormat: format, tools, toolChoice, web, maxOutputTokens = 0 } = input.request;
  const isJson = format?.type === "json";
  const hasSchema = isJson && format.schema !== undefined;
  return [
    [!["embedding", "audio", "moderation"].includes(model.kind ?? "chat"), `kind ${model.kind}`],
    ...wantedModalities(input).map((modality): Check => [model.input.includes(modality), `cannot read ${modality}`]),
    [!tools?.length || toolChoice?.type === "none" || model.tools, "no tools"],
    [!isJson || model.structuredOutput !== false, "no structured output"],
    [!hasSchema || model.structuredOutput === true || model.local, "no schema"],
    [web !== true || model.webSearch, "no web search"],
    [model.maxOutput >= maxOutputTokens, "output too small"],
    [model.contextWindow >= (stated.tokens ?? 0) + maxOutputTokens, "context too small"],
  ];
}

function isCooling(model: Model, input: DecideInput): boolean {
  return input.health.some(({ provider, state, until, model: name }) => {
    const isOpen = state === "open" && (until === undefined || until > input.now) && provider === model.provider;
    return isOpen && (name === undefined || name === model.key || name === model.id);
  });
}

function isAffordable(model: Model, input: DecideInput, stated: Stated): boolean {
  const { policy, maxOutputTokens = 50 } = input.request;
  const limit = Math.min(policy?.maxCostUsd ?? Infinity, input.budgetRemainingUsd ?? Infinity);
  if (limit === Infinity) return true;
  const usage = { ...NO_USAGE, inputTokens: stated.tokens ?? 10, outputTokens: Math.min(50, maxOutputTokens) };
  const { usd } = input.catalogue.price(model, usage, input.now);
  return usd !== null && usd <= limit;
}

function wantedModalities(input: DecideInput): readonly Model["input"][number][] {
  const parts = [
    ...(input.request.attachments ?? []),
    ...(input.messages ?? input.request.messages ?? []).flatMap((message) => message.parts),
  ];
  return parts.flatMap((part) => {
    if (part.type === "image") return ["image" as const];
    if (part.type !== "file" || part.text !== undefined) return [];
    if (part.mediaType === "application/pdf") return ["pdf" as const];
    const kind = part.mediaType.split("/")[0];
    return kind === "audio" || kind === "video" || kind === "image" ? [kind] : [];
  });
}
