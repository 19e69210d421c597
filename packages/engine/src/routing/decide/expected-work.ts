import { TASKS, type Task } from "@ai-orchestrator/contract";

/** Tokens an answer usually has, by task. Translation is as long as its source, up to a chapter. */
const ANSWER_TOKENS: Readonly<Record<Task, number>> = {
  code: 900,
  math: 600,
  reasoning: 500,
  writing: 800,
  summarization: 300,
  extraction: 200,
  translation: 250,
  websearch: 500,
  knowledge: 400,
  roleplay: 350,
  chat: 120,
  image_gen: 1300,
};

/** Thinking tokens of a reasoning model at difficulty 1. */
export const THINKING_TOKENS: number = 2500;

/** Answer tokens expected for a task posterior, before a model's own habits. */
export function expectedAnswer(tasks: Readonly<Record<Task, number>>, inputTokens: number): number {
  let sum = 0;
  for (const task of TASKS) sum += (tasks[task] ?? 0) * ANSWER_TOKENS[task];
  const translation = tasks.translation ?? 0;
  return sum + translation * Math.min(8000, Math.max(0, inputTokens - ANSWER_TOKENS.translation));
}
