import type { ModelTier, Task } from "@ai-orchestrator/contract";

/**
 * Skill of a tier, in logits of success above a small model on a prompt of its own difficulty. The span of 2 follows
 * RouteLLM's pairs (GPT-4 over Mixtral-8x7B: +0.6 on MMLU, +1.3 on GSM8K), which are about two tiers apart.
 */
export const TIER_SKILL: Readonly<Record<ModelTier, number>> = { small: 0, medium: 0.7, large: 1.35, frontier: 2 };

/** How much the tier matters for a task, as a factor on its skill. */
export const TIER_WEIGHT: Readonly<Record<Task, number>> = {
  code: 1.2,
  math: 1.2,
  reasoning: 1.2,
  writing: 0.9,
  summarization: 0.7,
  extraction: 0.8,
  translation: 0.8,
  websearch: 0.8,
  knowledge: 1.1,
  roleplay: 0.7,
  chat: 0.6,
  image_gen: 0.5,
};

/** What thinking before answering adds, in logits. */
export const REASONING_GAIN: Readonly<Record<Task, number>> = {
  code: 0.35,
  math: 0.6,
  reasoning: 0.5,
  writing: 0,
  summarization: 0,
  extraction: 0.05,
  translation: 0,
  websearch: 0.1,
  knowledge: 0.1,
  roleplay: -0.1,
  chat: -0.05,
  image_gen: 0,
};

/** Dollars per million tokens (three parts input, one part output) usual in a tier; dearer models are a little better than their tier, cheaper ones a little worse. */
export const TIER_PRICE: Readonly<Record<ModelTier, number>> = { small: 0.4, medium: 1.5, large: 4, frontier: 12 };

/** Standard deviation of a model's skill around its tier, in logits, before anything is known about it. */
export const PRIOR_SIGMA = 0.5;
