import type { CallOptions, TurnEvent, TurnRequest } from "@ai-orchestrator/contract";
import { BoundedQueue } from "../turns/bounded-queue.ts";
import type { ComparedTurns } from "../turns/engine.ts";
import type { EngineDeps } from "../turns/engine-deps.ts";
import { openTurn } from "../turns/open-turn.ts";
import { chooseConversation, type ConversationChoice } from "../turns/prepare-turn.ts";
import { askAside, readTurns } from "../turns/stream-turn.ts";
import type { EngineShared } from "../turns/turn-run.ts";
import { firstAnswerLeads } from "./first-answer-leads.ts";

/** Events of all turns together that may wait for a slow reader. */
const QUEUE_CAPACITY = 512;

/**
 * Asks several models the same question at once, each in a turn of its own: one that fails or is slow touches no other.
 * Kept in a conversation, the answers are siblings, and its head is the first model's that is whole.
 */
export function compareModels(
  request: TurnRequest,
  models: readonly string[],
  options: CallOptions & { readonly deps: EngineDeps; readonly shared: EngineShared },
): ComparedTurns {
  const { deps } = options;
  const queue = new BoundedQueue<TurnEvent>(QUEUE_CAPACITY);
  const { turnId: _ids, ...shared } = request;
  const choose = chooseOnce(deps);
  const origin = { requestId: deps.randomness.id() };
  const turnIds = models.map(() => deps.randomness.id());
  const storedWhole = firstAnswerLeads(turnIds, deps);
  const opened = turnIds.map((turnId, index) => {
    const model = models[index] ?? "";
    const push = (event: TurnEvent): Promise<void> | undefined => {
      if (event.type === "turn-end" && event.stored === true) storedWhole(turnId);
      return queue.push(event);
    };
    const open = { ...options, turnId, origin, choose, push, askAside: askAside(options), onCancel: () => undefined };
    return { model, turn: openTurn({ ...shared, model, chain: false }, open) };
  });
  const iterator = readTurns(
    opened.map(({ turn }) => turn),
    queue,
  );
  return {
    turns: Object.fromEntries(opened.map(({ model, turn }) => [turn.turnId, model])),
    [Symbol.asyncIterator]: () => iterator,
  };
}

/** One conversation and one branch point for all turns, chosen when the first of them runs. */
function chooseOnce(deps: EngineDeps): (request: TurnRequest) => ConversationChoice {
  let chosen: ConversationChoice | undefined;
  return (request) => {
    if (chosen !== undefined) return chosen;
    const choice = chooseConversation(request, deps);
    const conversation = choice.conversationId === undefined ? undefined : deps.store?.get(choice.conversationId);
    chosen = { ...choice, headTurnId: conversation?.headTurnId ?? null };
    return chosen;
  };
}
