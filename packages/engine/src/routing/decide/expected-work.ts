import { TASKS, type Task } from "@ai-orchestrator/contract";
import type { ExpectedTokens } from "./model-rates.ts";
import type { CandidateRow } from "./snapshot.ts";

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

/** Tokens this model is expected to use. */
export function expectedTokens(row: CandidateRow, work: { readonly inputTokens: number; readonly answer: number; readonly difficulty: number; readonly cached: number; readonly limit: number | undefined }): ExpectedTokens {
  const thinking = row.model.reasoning ? THINKING_TOKENS * work.difficulty : 0;
  const output = Math.min(work.answer + thinking, work.limit ?? Number.POSITIVE_INFINITY, row.model.maxOutput);
  return { input: work.inputTokens, cached: work.cached, output: Math.round(output) };
}
