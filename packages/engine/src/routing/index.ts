export * from "./routing-config.ts";
export { decide } from "./decide/decide.ts";
export type { ClassificationLike, ConversationRoute, DecideInput, ObservedLatency } from "./decide/decide-input.ts";
export {
  DEFAULT_PLANS,
  DEFAULT_RECIPES,
  type Band,
  type Plan,
  type Recipe,
  type RecipeStep,
} from "./decide/default-plans.ts";
export { AUTO_MODEL_NAMES, parseModelName, type ModelWish } from "./decide/model-wish.ts";
export { TASK_ROUTING_KEYS } from "./decide/task-routing.ts";
export { EMPTY_LEARNED_STATE, type LearnedState } from "./learning/learned-state.ts";
export type { AttachmentKind, Rule, RuleEffect, RuleMatch } from "./rules/rule.ts";
export { classify, estimateTokens, type Classification, type ClassifyContext } from "./classify/index.ts";
export { decideAtOnce, decideWithRouter } from "./llm-router/decide-with-router.ts";
export type { RouterCache, RouterPort, RouterQuestion, RouterReply } from "./llm-router/router-port.ts";
export { compileRule, type CompiledRule } from "./rules/compile-rule.ts";
export type { RuleNames } from "./rules/rule-target.ts";
export { describeRule } from "./rules/describe-rule.ts";
export { replayRule, type PastTurn, type RuleReplay } from "./rules/replay-rule.ts";
export { testRules, type RuleTest } from "./rules/test-rules.ts";
export { explainAbsence, explainDecision, type ExplanationLine } from "./decide/explain-decision.ts";
export {
  learnCorrection,
  learnKept,
  learnRating,
  type CorrectionEvent,
  type KeptEvent,
  type RatedModel,
  type RatingEvent,
} from "./learning/learn.ts";
export { readLearnedState } from "./learning/read-learned-state.ts";
export { showLearned, type LearnedSummary } from "./learning/show-learned.ts";
