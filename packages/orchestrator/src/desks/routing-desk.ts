import type { JsonValue } from "@ai-orchestrator/contract";
import {
  classify,
  EMPTY_LEARNED_STATE,
  explainDecision,
  showLearned,
  testRules,
} from "@ai-orchestrator/engine/routing";
import type { Store } from "@ai-orchestrator/store";
import type { RoutingDesk } from "../local-orchestrator.ts";
import { completeRequest } from "../turns/complete-request.ts";
import { promptTextOf } from "../wiring/decide-turn.ts";
import type { Foundation } from "../wiring/foundation.ts";
import type { Lazy } from "../wiring/lazy.ts";
import type { ModelRoomKeeper } from "../wiring/model-room.ts";
import { realClock } from "../wiring/real-world.ts";
import type { RoutingRoom } from "../wiring/routing-room.ts";
import { keepAnswer } from "./keep-answer.ts";
import { correctTask, rateTurn } from "./rate-turn.ts";
import { lastTurn } from "./last-turn.ts";
import { readSentence, sentenceRow, toRow } from "./rule-row.ts";
import { tryRule } from "./try-rule.ts";

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
    compileRule: (sentence) => toRow(readSentence(sentence, models)),
    rules: () => (foundation.config().rules ?? []).map((sentence) => sentenceRow(sentence, models)),
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
    tryRule: (sentence, limit) => tryRule(sentence, limit, { history, routing, models }),
    lastTurn: async (conversationId) => lastTurn(await history.get(), conversationId),
    rate: (rating, turnId) => rateTurn(rating, turnId, { history, routing, models }),
    keepAnswer: (conversationId) => keepAnswer(conversationId, { history, routing, models }),
    correct: (task, turnId) => correctTask(task, turnId, { history, routing }),
    learned: async () => {
      const shown = { ...showLearned(routing.learned(), Date.now()), enabled: routing.learns() };
      return shown as unknown as Readonly<Record<string, JsonValue>>;
    },
    resetLearned: async () => routing.saveLearned(EMPTY_LEARNED_STATE),
    setLearning: async (enabled) => {
      // Its schema needs zod, which deciding does without.
      const { setConfigValue } = await import("../config/edit-config.ts");
      setConfigValue(foundation.loaded().file, "learning.enabled", enabled);
    },
  };
}
