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

const ANSWERS: readonly number[] = TASKS.map((task) => ANSWER_TOKENS[task]);
const TRANSLATION: number = TASKS.indexOf("translation");

/** Answer tokens expected for probabilities in the order of `TASKS`, before a model's own habits. */
export function expectedAnswer(probabilities: Float64Array, inputTokens: number): number {
  let sum = 0;
  for (let t = 0; t < ANSWERS.length; t++) sum += (probabilities[t] ?? 0) * (ANSWERS[t] ?? 0);
  const length = Math.min(8000, Math.max(0, inputTokens - ANSWER_TOKENS.translation));
  return sum + (probabilities[TRANSLATION] ?? 0) * length;
}

const ordered: WeakMap<object, Float64Array> = new WeakMap();

/** A posterior in the order of `TASKS`; read once, since reading a record by name is what takes the time. Not to be written to. */
export function inOrder(tasks: Readonly<Record<Task, number>>): Float64Array {
  const known = ordered.get(tasks);
  if (known !== undefined) return known;
  const probabilities = new Float64Array(TASKS.length);
  ordered.set(tasks, probabilities);
  for (let t = 0; t < TASKS.length; t++) probabilities[t] = tasks[TASKS[t] ?? "chat"] ?? 0;
  return probabilities;
}
