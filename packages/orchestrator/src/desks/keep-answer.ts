import type { StoredTurn } from "@ai-orchestrator/contract";
import { learnKept, type RatedModel } from "@ai-orchestrator/engine/routing";
import { modelCalled } from "./rate-turn.ts";
import type { RoutingDeskParts } from "./routing-desk.ts";

/**
 * Learns from a conversation that is about to go on from an answer which was asked for again: the model of that answer was
 * kept over the one before. Only the first turn that follows counts, so nothing is learned twice.
 */
export async function keepAnswer(
  conversationId: string,
  { history, routing, models }: Pick<RoutingDeskParts, "history" | "routing" | "models">,
): Promise<void> {
  if (!routing.learns()) return;
  const { conversations } = await history.get();
  const head = conversations.get(conversationId)?.headTurnId;
  const kept = head === undefined ? undefined : conversations.turn(head);
  if (kept?.decision === undefined || kept.decision.task === "unclear") return;
  if (conversations.followers(conversationId, kept.id).length > 0) return;
  const beside = conversations.followers(conversationId, kept.parentId ?? null);
  const dropped = beside.findLast((turn) => isOtherAnswer(turn, kept));
  const keptModel = await ratedModel(kept, models);
  const droppedModel = await ratedModel(dropped, models);
  if (keptModel === undefined || droppedModel === undefined) return;
  const { task } = kept.decision;
  routing.saveLearned(learnKept(routing.learned(), { task, kept: keptModel, dropped: droppedModel, at: Date.now() }));
}

async function ratedModel(
  turn: StoredTurn | undefined,
  models: RoutingDeskParts["models"],
): Promise<RatedModel | undefined> {
  const model = turn?.model === undefined ? undefined : await modelCalled(turn.model, models);
  return model === undefined ? undefined : { model: model.key, version: model.id };
}

/** An earlier whole answer of another model to the same question. */
function isOtherAnswer(turn: StoredTurn, kept: StoredTurn): boolean {
  return (
    turn.id !== kept.id &&
    turn.status === "complete" &&
    turn.model !== kept.model &&
    turn.createdAt <= kept.createdAt &&
    JSON.stringify(turn.question) === JSON.stringify(kept.question)
  );
}
