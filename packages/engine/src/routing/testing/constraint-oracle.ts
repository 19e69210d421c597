import type { Decision, Model } from "@ai-orchestrator/contract";
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
  const { request, config } = input;
  const policy = request.policy ?? {};
  const status = input.providers.find((provider) => provider.provider === model.provider);
  const problems: string[] = [];
  const must = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  must(status?.usable === true, "provider not usable");
  const isLocalTurn = policy.localOnly === true || request.model === "auto:local" || stated.local === true;
  must(!isLocalTurn || (model.local && status?.local === true && !/[:-]cloud$/u.test(model.id)), "not local");
  must(!(policy.deniedProviders ?? []).includes(model.provider), "provider denied");
  must(
    policy.allowedModels === undefined ||
      policy.allowedModels.some((name) =>
        [
          model.key,
          model.id,
          `${model.provider}/*`,
          `${model.provider}/${model.key}`,
          `${model.provider}/${model.id}`,
          ...(model.aliases ?? []),
        ].includes(name),
      ),
    "not allowed",
  );
  must(config.models[model.key]?.enabled !== false, "disabled");
  must(model.retired === undefined || Date.parse(model.retired) > input.now, "retired");
  must(!["embedding", "audio", "moderation"].includes(model.kind ?? "chat"), `kind ${model.kind}`);
  must(!(stated.forbidden ?? []).some((name) => name === model.key || name === model.provider), "forbidden by rule");
  for (const modality of wantedModalities(input)) must(model.input.includes(modality), `cannot read ${modality}`);
  must(!request.tools?.length || request.toolChoice?.type === "none" || model.tools, "no tools");
  must(request.responseFormat?.type !== "json" || model.structuredOutput !== false, "no structured output");
  must(
    request.responseFormat?.type !== "json" ||
      !request.responseFormat.schema ||
      model.structuredOutput === true ||
      model.local,
    "no schema",
  );
  must(request.web !== true || model.webSearch, "no web search");
  must(model.maxOutput >= (request.maxOutputTokens ?? 0), "output too small");
  must(model.contextWindow >= (stated.tokens ?? 0) + (request.maxOutputTokens ?? 0), "context too small");
  for (const health of input.health) {
    const isOpen =
      health.state === "open" &&
      (health.until === undefined || health.until > input.now) &&
      health.provider === model.provider;
    must(
      !isOpen || (health.model !== undefined && health.model !== model.key && health.model !== model.id),
      "cooling down",
    );
  }
  const limit = Math.min(policy.maxCostUsd ?? Infinity, input.budgetRemainingUsd ?? Infinity);
  if (limit < Infinity) {
    const usage = {
      inputTokens: stated.tokens ?? 10,
      outputTokens: Math.min(50, request.maxOutputTokens ?? 50),
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
    };
    const { usd } = input.catalogue.price(model, usage, input.now);
    must(usd !== null && usd <= limit, "over budget");
  }
  return problems;
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
