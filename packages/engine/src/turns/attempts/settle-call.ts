import type { Cost, Model, OrchestratorError, Usage } from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";
import type { TurnWriter } from "../turn-writer.ts";
import type { Delivered } from "./content-relay.ts";

/** Tokens of what was delivered, by the text's own ratio of tokens to characters. */
export function estimateOutputTokens(
  delivered: Delivered,
  sample: string,
  estimateTokens: (text: string) => number,
): number {
  const chars = delivered.textChars + delivered.reasoningChars + delivered.toolCallChars;
  if (chars === 0) return 0;
  const ratio = sample.length === 0 ? 0.25 : estimateTokens(sample) / sample.length;
  return Math.max(1, Math.round(chars * ratio));
}

/** The provider's usage, or our estimate (marked so) where it said nothing. */
export function usageOrEstimate(options: {
  readonly said: Usage | undefined;
  readonly inputTokens: number;
  readonly delivered: Delivered;
  readonly sample: string;
  readonly estimateTokens: (text: string) => number;
}): Usage {
  const { said, delivered } = options;
  if (said !== undefined && said.inputTokens + said.outputTokens > 0) return said;
  const outputTokens = estimateOutputTokens(delivered, options.sample, options.estimateTokens);
  const chars = delivered.textChars + delivered.reasoningChars + delivered.toolCallChars;
  const reasoningTokens = chars === 0 ? 0 : Math.round((outputTokens * delivered.reasoningChars) / chars);
  return {
    inputTokens: options.inputTokens,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens,
    reasoningTokens,
    estimated: true,
  };
}

/** A call that is over. */
interface EndedCall {
  readonly model: Model;
  readonly usage: Usage;
  readonly latencyMs: number;
  readonly error?: OrchestratorError;
}

/** Prices one call and notes it in the tally. */
export function tallyCall({ deps, tally }: Pick<TurnRun, "deps" | "tally">, call: EndedCall): Cost {
  const at = deps.clock.now();
  const priced = deps.catalogue.price(call.model, call.usage, at);
  const cost: Cost = call.usage.estimated ? { ...priced, estimated: true } : priced;
  tally.calls.push({ ...call, at, cost });
  return cost;
}

/** Prices one call, notes it in the tally and tells the listener. */
export function settleCall(run: TurnRun, writer: TurnWriter, call: EndedCall): Cost {
  const cost = tallyCall(run, call);
  void writer.emit({ type: "usage", model: call.model.key, provider: call.model.provider, usage: call.usage, cost });
  return cost;
}
