import { isTask, OrchestratorError, TASKS, type Model, type Task } from "@ai-orchestrator/contract";
import { learnCorrection, learnRating } from "@ai-orchestrator/engine/routing";
import { refuseRating } from "../turns/refuse-rating.ts";
import type { ModelRoomKeeper } from "../wiring/model-room.ts";
import { turnOr } from "./last-turn.ts";
import type { RoutingDeskParts } from "./routing-desk.ts";

/** Keeps what the user thought of an answer, and learns from it. Throws `not_found`, and `invalid_input` where there is no answer. */
export async function rateTurn(
  rating: "up" | "down" | null,
  turnId: string | undefined,
  { history, routing, models }: Pick<RoutingDeskParts, "history" | "routing" | "models">,
): Promise<void> {
  const store = await history.get();
  const turn = turnOr(store, turnId, "rate");
  const { rating: before, decision } = turn;
  refuseRating(turn, rating, turnId === undefined ? "The last turn" : `Turn ${turnId}`);
  store.conversations.rate(turn.id, rating);
  if (!routing.learns()) return;
  const model = turn.model === undefined ? undefined : await modelCalled(turn.model, models);
  if (decision === undefined || decision.task === "unclear" || model === undefined) return;
  routing.saveLearned(
    learnRating(routing.learned(), {
      task: decision.task,
      model: model.key,
      version: model.id,
      rating,
      at: Date.now(),
      ...(before === undefined ? {} : { previous: { rating: before, at: Date.parse(turn.createdAt) } }),
    }),
  );
}

/** Learns that a turn was about `task`; returns what it was taken for. Throws `not_found`, and `invalid_input` if learning is off or nothing was decided. */
export async function correctTask(
  task: Task,
  turnId: string | undefined,
  { history, routing }: Pick<RoutingDeskParts, "history" | "routing">,
): Promise<Task> {
  const turn = turnOr(await history.get(), turnId, "correct");
  const { decision } = turn;
  if (decision === undefined)
    throw new OrchestratorError("invalid_input", "No task was decided for that turn.", {
      suggestion: "Correct a turn that got as far as a model.",
    });
  if (!routing.learns())
    throw new OrchestratorError("invalid_input", "Learning is off, so nothing would come of it.", {
      suggestion: "Switch it on: aio learned on",
    });
  const likeliest = TASKS.toSorted((a, b) => decision.tasks[b] - decision.tasks[a])[0] ?? TASKS[0];
  const from = isTask(decision.task) ? decision.task : likeliest;
  routing.saveLearned(learnCorrection(routing.learned(), { from, to: task, at: Date.now() }));
  return from;
}

/** The model of a key, also one of a local server or an endpoint of the user's own, which nobody has looked for yet. */
export async function modelCalled(key: string, models: ModelRoomKeeper): Promise<Model | undefined> {
  const known = models.now().catalogue.get(key);
  if (known !== undefined) return known;
  await models.enter();
  models.admit(key);
  return models.now().catalogue.get(key);
}
