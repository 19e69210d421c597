import type { Decision } from "@ai-orchestrator/contract";
import type { LearnedState } from "@ai-orchestrator/engine/routing";
export const explainDecision = (decision: Decision): readonly string[] => decision.reasons.map((r) => r.text);
export const learnRating = (state: LearnedState, _e: unknown): LearnedState => state;
export const showLearned = (state: LearnedState, _now: number): LearnedState => state;
