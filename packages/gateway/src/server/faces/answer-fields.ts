import type { TurnState, Usage } from "@ai-orchestrator/contract";
import type { FaceRequest } from "./face-request.ts";

/** Usage of an answer with several choices: the question is read once, what is written adds up. */
export function usageOfChoices(choices: readonly [Pick<TurnState, "usage">, ...Pick<TurnState, "usage">[]]): Usage {
  const [{ usage }, ...others] = choices;
  return others.reduce(
    (sum, one) => ({
      ...sum,
      inputTokens: Math.max(sum.inputTokens, one.usage.inputTokens),
      outputTokens: sum.outputTokens + one.usage.outputTokens,
      reasoningTokens: sum.reasoningTokens + one.usage.reasoningTokens,
    }),
    usage,
  );
}

/** The decision in the answer's body, for callers that asked for it. */
export function decisionField(
  { wantsDecision }: FaceRequest,
  { decision }: Pick<TurnState, "decision">,
  { cost }: Pick<TurnState, "cost">,
): { readonly aio?: unknown } {
  return wantsDecision ? { aio: { decision, cost } } : {};
}
