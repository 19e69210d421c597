import { NO_USAGE, OrchestratorError, type Model } from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";

/** An answer shorter than this is not worth its input. */
const LEAST_TOKENS = 16;
/** Tokens the price of output is probed with. */
const PROBE_TOKENS = 1_000;

/**
 * Output tokens that can still be paid for, or `wanted` where no limit on money binds. Throws `budget_exceeded` if the input
 * alone costs too much. A model whose price is unknown is not limited here: the decision has already refused or accepted it.
 */
export function capOutput(
  run: Pick<TurnRun, "deps" | "tally" | "costCapUsd">,
  model: Model,
  options: { readonly inputTokens: number; readonly wanted: number | undefined },
): number | undefined {
  if (run.costCapUsd === undefined) return options.wanted;
  const at = run.deps.clock.now();
  const price = (outputTokens: number): number | null =>
    run.deps.catalogue.price(model, { ...NO_USAGE, inputTokens: options.inputTokens, outputTokens }, at).usd;
  const bare = price(0);
  const probed = price(PROBE_TOKENS);
  if (bare === null || probed === null) return options.wanted;
  const left = run.costCapUsd - run.tally.knownUsd - bare;
  const perToken = (probed - bare) / PROBE_TOKENS;
  if (left < 0 || left < perToken * LEAST_TOKENS) throw exceeded(run, model);
  if (perToken <= 0) return options.wanted;
  const payable = Math.floor(left / perToken);
  if (payable >= (options.wanted ?? model.maxOutput)) return options.wanted;
  return payable;
}

function exceeded(run: Pick<TurnRun, "costCapUsd">, model: Model): OrchestratorError {
  return new OrchestratorError(
    "budget_exceeded",
    `$${(run.costCapUsd ?? 0).toFixed(4)} do not pay for an answer of ${model.key}.`,
    {
      suggestion: "Raise the limit, choose a cheaper model or wait for the budget to reset.",
      provider: model.provider,
      model: model.key,
    },
  );
}
