import type { CallOptions, TurnEvent, TurnRequest } from "@ai-orchestrator/contract";
import { BoundedQueue } from "../turns/bounded-queue.ts";
import type { ComparedTurns } from "../turns/engine.ts";
import type { EngineDeps } from "../turns/engine-deps.ts";
import { openTurn } from "../turns/open-turn.ts";
import { chooseConversation } from "../turns/prepare-turn.ts";
import { askAside, readTurns } from "../turns/stream-turn.ts";
import type { EngineShared } from "../turns/turn-run.ts";

/** Events of all turns together that may wait for a slow reader. */
const QUEUE_CAPACITY = 512;

/**
 * Asks several models the same question at once, each in a turn of its own: one that fails or is slow touches no other.
 * Kept in a conversation, the answers are siblings.
 */
export function compareModels(
  request: TurnRequest,
  models: readonly string[],
  options: CallOptions & { readonly deps: EngineDeps; readonly shared: EngineShared },
): ComparedTurns {
  const { deps } = options;
  const queue = new BoundedQueue<TurnEvent>(QUEUE_CAPACITY);
  const { turnId: _ids, ...shared } = request;
  const choice = chooseConversation(request, deps);
  const parentTurnId =
    request.parentTurnId ??
    (choice.conversationId === undefined ? undefined : (deps.store?.get(choice.conversationId)?.headTurnId ?? null));
  const opened = models.map((model) => {
    const turnId = deps.randomness.id();
    const own: TurnRequest = {
      ...shared,
      model,
      chain: false,
      ...(parentTurnId === undefined ? {} : { parentTurnId }),
    };
    return {
      model,
      turn: openTurn(own, {
        ...options,
        turnId,
        choice,
        askAside: askAside(options),
        push: (event) => queue.push(event),
        onCancel: () => undefined,
      }),
    };
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
