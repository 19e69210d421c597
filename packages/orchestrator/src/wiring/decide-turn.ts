import type { Decide } from "@ai-orchestrator/engine";
import { decideAtOnce, decideWithRouter, type DecideInput } from "@ai-orchestrator/engine/routing";
import type { ConversationStore, Decision, TurnRequest } from "@ai-orchestrator/contract";
import type { ThreadMemory } from "./remember-threads.ts";
import type { RoutingRoom } from "./routing-room.ts";

/** What is known of a turn beside its request, wherever the question comes from. */
export type TurnOutlook = Partial<
  Pick<
    DecideInput,
    "messages" | "everything" | "summarized" | "contextTokens" | "health" | "conversation" | "budgetRemainingUsd"
  >
> & {
  readonly promptText: string;
};

/** The engine's `decide` over routing: gathers models, providers, settings and what was learned, then decides. */
export function createDecide(
  routing: RoutingRoom,
  store: ConversationStore | undefined,
  threads: ThreadMemory,
): Decide {
  const noted = (request: TurnRequest, decision: Decision): Decision => {
    threads.note(request, decision);
    return decision;
  };
  return (request, facts, options) => {
    options.onPhase("classifying");
    const input = routing.input(request, {
      promptText: facts.prompt,
      messages: facts.messages,
      // All of it is read as `messages` where nothing is left out.
      ...(facts.everything === facts.messages ? {} : { everything: facts.everything }),
      ...(facts.summarized === undefined ? {} : { summarized: facts.summarized }),
      health: facts.health,
      ...(request.messages === undefined ? conversationOf(request, facts.lastModel, store) : threads.recall(request)),
      ...(facts.remainingBudgetUsd === undefined ? {} : { budgetRemainingUsd: facts.remainingBudgetUsd }),
    });
    const atOnce = input instanceof Promise ? undefined : decideAtOnce(input);
    return atOnce === undefined ? decideLater(input) : noted(request, atOnce);

    async function decideLater(from: typeof input): Promise<Decision> {
      return noted(request, await decideWithRouter(await from, routing.router(options.onPhase), options.signal));
    }
  };
}

/** What the conversation remembers: who answered last, what kind of work it was, and how much the provider may hold in its cache. */
function conversationOf(
  { conversationId, parentTurnId }: TurnRequest,
  lastModel: string | undefined,
  store: ConversationStore | undefined,
): Pick<TurnOutlook, "conversation"> {
  const lastId = parentTurnId ?? (conversationId === undefined ? undefined : store?.get(conversationId)?.headTurnId);
  const last = lastId === undefined ? undefined : store?.turn(lastId);
  const lastTask = last?.decision?.task;
  if (lastModel === undefined && lastTask === undefined) return {};
  const sent = (last?.usage?.inputTokens ?? 0) + (last?.usage?.outputTokens ?? 0);
  return {
    conversation: {
      ...(lastModel === undefined ? {} : { lastModel }),
      ...(lastTask === undefined ? {} : { lastTask }),
      ...(sent === 0 ? {} : { cachedTokens: sent }),
    },
  };
}

/** The text a request asks about: its prompt, or its last user message. */
export function promptTextOf(request: TurnRequest): string {
  if (request.prompt !== undefined) return request.prompt;
  const last = request.messages?.findLast((message) => message.role === "user");
  return last?.parts.map((part) => (part.type === "text" ? part.text : "")).join("\n\n") ?? "";
}
