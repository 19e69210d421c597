import { OrchestratorError, type ErrorCode, type Rejection, type RejectionCode } from "@ai-orchestrator/contract";
import { BREACH_ORDER, type HardConstraints } from "./hard-constraints.ts";
import type { Snapshot } from "./snapshot.ts";

const CODE_OF: Readonly<Record<RejectionCode, ErrorCode>> = {
  local_only: "no_usable_provider",
  no_credential: "no_usable_provider",
  not_running: "no_usable_provider",
  cooling_down: "no_usable_provider",
  provider_denied: "blocked_by_policy",
  model_not_allowed: "blocked_by_policy",
  model_disabled: "blocked_by_policy",
  rule: "blocked_by_policy",
  retired: "unknown_model",
  modality: "unsupported",
  no_tools: "unsupported",
  no_structured_output: "unsupported",
  no_web_search: "unsupported",
  output_too_small: "unsupported",
  context_too_small: "context_too_long",
  price_unknown: "budget_exceeded",
  over_budget: "budget_exceeded",
};

const FIX: Readonly<Record<RejectionCode, string>> = {
  local_only: "Start a local model (Ollama, LM Studio, llama.cpp or MLX), or run without --local.",
  no_credential:
    "Add a key with `aio credentials set PROVIDER`, set the provider's environment variable, or start a local model.",
  not_running: "Start the local model server, or run without --local.",
  cooling_down: "Wait until the provider has recovered, or add a second provider.",
  provider_denied: "Remove the provider from the denied ones, or allow another.",
  model_not_allowed: "Ask for one of the allowed models, or widen the list.",
  model_disabled: "Enable it: aio config set models.<key>.enabled true",
  rule: "Change or disable the rule: aio rules list",
  retired: "Choose a current model: aio models list",
  modality: "Use a model that reads this kind of input, or attach text instead.",
  no_tools: "Use a model with tool calling, or send the turn without tools.",
  no_structured_output: "Use a model with structured output, or ask for plain text.",
  no_web_search: "Use a model that searches the web (perplexity-sonar-pro), or run without --web.",
  output_too_small: "Ask for fewer output tokens (--max-tokens).",
  context_too_small: "Shorten or compact the conversation, or use a model with a larger window.",
  price_unknown: "Use a model with a known price, or run without a cost limit.",
  over_budget: "Raise the limit (--max-cost or the budget), shorten the prompt, or use a cheaper or local model.",
};

/** The error of a named model that may not answer: the cause, and the nearest fix. */
export function pinnedError(
  name: string,
  breach: { readonly code: RejectionCode; readonly why: string },
  extra: { readonly provider: string; readonly constraints: HardConstraints },
): OrchestratorError {
  const policy = breach.code === "local_only" && extra.constraints.localOnly ? " (local-only is on)" : "";
  const why = breach.why.startsWith("cannot be used: ") ? breach.why : `cannot be used: it ${breach.why}`;
  return new OrchestratorError(CODE_OF[breach.code], `${name} ${why}${policy}.`, {
    suggestion: FIX[breach.code]
      .replace("<key>", name)
      .replace("<provider>", extra.provider)
      .replace("PROVIDER", extra.provider),
    provider: extra.provider,
    model: name,
    details: { reason: breach.code },
    ...coolingDelay(breach.code, extra.constraints, extra.provider),
  });
}

/** The error when every model is out: named after the check that the nearest ones failed. */
export function nothingLeftError(
  snapshot: Snapshot,
  rejected: readonly Rejection[],
  constraints: HardConstraints,
): OrchestratorError {
  const code = nearest(rejected, constraints.localOnly) ?? "no_credential";
  const causes = rejected.filter((rejection) => rejection.code === code);
  const [first] = causes;
  if (first === undefined)
    return new OrchestratorError("no_usable_provider", "No model is known.", { suggestion: FIX.no_credential });
  const lead = constraints.localOnly ? "No model on this machine can answer" : "No model can answer";
  const more = causes.length > 1 ? ` (and ${causes.length - 1} more)` : "";
  const status = snapshot.statuses.get(first.model.replace(/\/\*$/u, ""));
  const fix =
    code === "no_credential" || code === "not_running"
      ? (localFix(constraints, code) ?? status?.suggestion ?? FIX[code])
      : FIX[code];
  return new OrchestratorError(CODE_OF[code], `${lead}: ${first.why}${more}.`, {
    suggestion: fix,
    details: { reason: code },
    ...coolingDelay(code, constraints),
  });
}

function localFix(constraints: HardConstraints, code: RejectionCode): string | undefined {
  if (code === "no_credential") return FIX.no_credential;
  return constraints.localOnly ? undefined : FIX.no_credential;
}

/** The latest check that anyone failed. A missing key and a stopped local server are equally far; which one is meant depends on the turn. */
function nearest(rejected: readonly Rejection[], localOnly: boolean): RejectionCode | undefined {
  let found: RejectionCode | undefined;
  for (const { code } of rejected)
    if (found === undefined || BREACH_ORDER.indexOf(code) > BREACH_ORDER.indexOf(found)) found = code;
  return found === "not_running" && !localOnly && rejected.some(({ code }) => code === "no_credential")
    ? "no_credential"
    : found;
}

function coolingDelay(
  code: RejectionCode,
  constraints: HardConstraints,
  provider?: string,
): { readonly retryAfterMs?: number; readonly retryable?: boolean } {
  if (code !== "cooling_down") return {};
  const waits = [...constraints.cooling.values()]
    .filter((health) => provider === undefined || health.provider === provider)
    .map((health) => (health.until ?? constraints.now) - constraints.now);
  return { retryable: true, retryAfterMs: Math.max(0, Math.min(...waits)) };
}
