import {
  OrchestratorError,
  type Decision,
  type JsonValue,
  type Model,
  type StoredTurn,
} from "@ai-orchestrator/contract";
import {
  classify,
  compileRule,
  describeRule,
  EMPTY_LEARNED_STATE,
  explainDecision,
  learnRating,
  showLearned,
  testRules,
  type Rule,
} from "@ai-orchestrator/engine/routing";
import type { Store } from "@ai-orchestrator/store";
import type { RoutingDesk, RuleRow } from "../local-orchestrator.ts";
import { completeRequest } from "../turns/complete-request.ts";
import { promptTextOf } from "../wiring/decide-turn.ts";
import type { Foundation } from "../wiring/foundation.ts";
import type { Lazy } from "../wiring/lazy.ts";
import type { ModelRoomKeeper } from "../wiring/model-room.ts";
import { realClock } from "../wiring/real-world.ts";
import type { RoutingRoom } from "../wiring/routing-room.ts";

/** What the desk works on. */
export interface RoutingDeskParts {
  readonly foundation: Foundation;
  readonly routing: RoutingRoom;
  readonly history: Lazy<Promise<Store>>;
  readonly models: ModelRoomKeeper;
}

/** Rules, explanations and learning, for commands. */
export function openRoutingDesk({ foundation, routing, history, models }: RoutingDeskParts): RoutingDesk {
  let entered = false;
  return {
    compileRule: (sentence) => {
      const compiled = compileRule(sentence, models.ruleNames());
      if (!compiled.ok)
        throw new OrchestratorError("invalid_input", `That rule is not clear: ${compiled.problem}.`, {
          suggestion: compiled.suggestion,
        });
      return toRow(compiled.rule);
    },
    rules: () => routing.settings().rules.map(toRow),
    testRules: async (prompt) =>
      testRules(routing.settings().rules, prompt, { classification: classify(prompt) })
        .filter((one) => one.matches)
        .map((one) => toRow(one.rule)),
    routeText: async (request) => {
      if (!entered) await models.enter();
      entered = true;
      return routing.decideNow(completeRequest(request, foundation.config()), {
        promptText: promptTextOf(request),
        health: [],
      });
    },
    judgeText: (request) => {
      const started = realClock.monotonic();
      const { task, tasks, difficulty } = classify(promptTextOf(request));
      return { task, tasks, difficulty, micros: Math.round((realClock.monotonic() - started) * 1000) };
    },
    explain: (decision) => explainDecision(decision).map((line) => line.text),
    why: async (conversationId) => (await lastTurn(await history.get(), conversationId))?.decision,
    rate: (rating, turnId) => rate(rating, turnId, { history, routing, models }),
    learned: async () => showLearned(routing.learned(), Date.now()) as unknown as Readonly<Record<string, JsonValue>>,
    resetLearned: async () => routing.saveLearned(EMPTY_LEARNED_STATE),
    setLearning: async (enabled) => {
      // Its schema needs zod, which deciding does without.
      const { setConfigValue } = await import("../config/edit-config.ts");
      setConfigValue(foundation.loaded().file, "learning.enabled", enabled);
    },
  };
}

function toRow(rule: Rule): RuleRow {
  const [when = "", then = ""] = describeRule(rule).split(" → ");
  return { sentence: rule.text, when, then };
}

async function lastTurn({ conversations }: Store, conversationId?: string): Promise<StoredTurn | undefined> {
  const id = conversationId ?? conversations.list({ limit: 1 }).items[0]?.id;
  return id === undefined ? undefined : conversations.branch(id).at(-1);
}

/** The model of a key, also one of a local server or an endpoint of the user's own, which nobody has looked for yet. */
async function modelCalled(key: string, models: ModelRoomKeeper): Promise<Model | undefined> {
  const known = models.now().catalogue.get(key);
  if (known !== undefined) return known;
  await models.enter();
  models.admit(key);
  return models.now().catalogue.get(key);
}

type RateParts = Pick<RoutingDeskParts, "history" | "routing" | "models">;

async function rate(
  rating: "up" | "down" | null,
  turnId: string | undefined,
  { history, routing, models }: RateParts,
): Promise<void> {
  const store = await history.get();
  const turn = turnId === undefined ? await lastTurn(store) : store.conversations.turn(turnId);
  if (turn === undefined)
    throw new OrchestratorError("not_found", "There is no turn to rate.", {
      suggestion: 'Ask something first: aio "Hello"',
    });
  const { rating: before } = turn;
  store.conversations.rate(turn.id, rating);
  const decision: Decision | undefined = turn.decision;
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
