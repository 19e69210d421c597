import type { Decide } from "@ai-orchestrator/engine";
import { decideWithRouter, type DecideInput } from "@ai-orchestrator/engine/routing";
import type { TurnRequest } from "@ai-orchestrator/contract";
import type { RoutingRoom } from "./routing-room.ts";

/** What is known of a turn beside its request, wherever the question comes from. */
export type TurnOutlook = Partial<
  Pick<DecideInput, "messages" | "contextTokens" | "health" | "conversation" | "budgetRemainingUsd">
> & {
  readonly promptText: string;
};

/** The engine's `decide` over routing: gathers models, providers, settings and what was learned, then decides. */
export function createDecide(routing: RoutingRoom): Decide {
  return async (request, facts, { onPhase, signal }) => {
    onPhase("classifying");
    const input = await routing.input(request, {
      promptText: facts.prompt,
      messages: facts.messages,
      health: facts.health,
      ...(facts.lastModel === undefined ? {} : { conversation: { lastModel: facts.lastModel } }),
      ...(facts.remainingBudgetUsd === undefined ? {} : { budgetRemainingUsd: facts.remainingBudgetUsd }),
    });
    return decideWithRouter(input, routing.router(onPhase), signal);
  };
}

/** The text a request asks about: its prompt, or its last user message. */
export function promptTextOf(request: TurnRequest): string {
  if (request.prompt !== undefined) return request.prompt;
  const last = request.messages?.findLast((message) => message.role === "user");
  return last?.parts.map((part) => (part.type === "text" ? part.text : "")).join("\n\n") ?? "";
}
