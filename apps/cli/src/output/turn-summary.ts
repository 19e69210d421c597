import type { Cost, Decision, TurnState, Usage } from "@ai-orchestrator/contract";

/** Dollars as a person reads them: `$0.0042`, `free`, `cost unknown`. */
export function formatCost(cost: Cost): string {
  if (cost.usd === null) return "cost unknown";
  if (cost.usd === 0) return "free";
  const digits = cost.usd >= 1 ? 2 : cost.usd >= 0.01 ? 3 : 6;
  const amount = cost.usd
    .toFixed(digits)
    .replace(/(\.\d*?[1-9])0+$/, "$1")
    .replace(/\.0*$/, "");
  return `${cost.estimated ? "~" : ""}$${amount}`;
}

/** Milliseconds as a person reads them. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** `1,234 in (1,000 cached), 56 out (20 thinking)`. */
export function formatUsage(usage: Usage): string {
  const number = (value: number): string => value.toLocaleString("en-US");
  const cached = usage.cacheReadTokens > 0 ? ` (${number(usage.cacheReadTokens)} cached)` : "";
  const thinking = usage.reasoningTokens > 0 ? ` (${number(usage.reasoningTokens)} thinking)` : "";
  return `${usage.estimated ? "~" : ""}${number(usage.inputTokens)} in${cached}, ${number(usage.outputTokens)} out${thinking}`;
}

/** Who answers and why, in one line. */
export function decisionLine(decision: Decision): string {
  const task = decision.task === "unclear" ? "unclear task" : decision.task.replace("_", " ");
  const why = decision.reasons[0]?.text;
  const chain =
    decision.chain === undefined
      ? ""
      : ` · chain ${decision.chain.recipe}: ${decision.chain.steps.map((step) => step.model).join(" → ")}`;
  return `${decision.model} (${decision.provider}) · ${task}${chain}${why === undefined ? "" : ` · ${why}`}`;
}

/** What happened, in one line under the answer. */
export function summaryLine(state: TurnState): string {
  const pieces = [
    `${state.model ?? "no model"}${state.provider === undefined ? "" : ` (${state.provider})`}`,
    formatUsage(state.usage),
    formatCost(state.cost),
    ...(state.latencyMs === undefined ? [] : [formatDuration(state.latencyMs)]),
    ...((state.attempts ?? 1) > 1 ? [`${state.attempts} attempts`] : []),
    ...(state.finishReason === "length" ? ["cut at the token limit"] : []),
    ...(state.incognito ? ["incognito"] : []),
    ...(state.demo ? ["DEMO"] : []),
  ];
  return pieces.join(" · ");
}
