import type { Task } from "@ai-orchestrator/contract";

/**
 * How often a cheap model is expected to fail at a kind of work, by common experience and not by measurement:
 * calculation, deduction and programs most, facts and choosing among answers less, texts and talk least. A thousand
 * outcomes of one set are still one draw of a kind of work, so each level counts as one more set beside those at hand.
 */
export const LEVEL_PRIORS: Readonly<Record<Task | "exam", number>> = {
  code: 0.45,
  math: 0.5,
  reasoning: 0.5,
  exam: 0.3,
  knowledge: 0.3,
  extraction: 0.3,
  websearch: 0.3,
  writing: 0.2,
  summarization: 0.2,
  translation: 0.2,
  roleplay: 0.2,
  image_gen: 0.15,
  chat: 0.1,
};
