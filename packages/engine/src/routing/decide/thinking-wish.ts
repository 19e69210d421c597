import type { TurnRequest } from "@ai-orchestrator/contract";

/** True if the caller asks for reasoning to be done and shown. */
export function asksForThinking({ reasoning, think }: Pick<TurnRequest, "reasoning" | "think">): boolean {
  if (reasoning === undefined) return think === true;
  return (reasoning.effort ?? "none") !== "none" || (reasoning.budgetTokens ?? 0) > 0;
}

/** What a person is told of a model that cannot: nothing else would show it. */
export function noThinkingNotice(model: string): string {
  return `${model} does not show reasoning, so it answers as usual.`;
}
