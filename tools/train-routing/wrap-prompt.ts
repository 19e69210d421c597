import type { Random } from "./random.ts";

/** Frames that tests, templates and programs put around a prompt. They change nothing about what is asked. Own wording. */
const WRAPPERS: readonly string[] = [
  "Question: {p}\nAnswer:",
  "Q: {p}\nA:",
  "Q: {p}",
  "{p}\nAnswer:",
  "Task: {p}",
  "Instruction: {p}\nOutput:",
  "### Instruction:\n{p}\n\n### Response:",
  "Below is an instruction that describes a task. Write a response that completes the request.\n\n{p}",
  "User: {p}\nAssistant:",
  "Answer the following question.\n\n{p}",
  "Answer the question below and give reasons.\n{p}",
  "Read the question carefully and respond.\n\nContext: None\n\nQuestion: {p}",
  "Read the following question and provide an answer.\n\nContext: N/A\n\nQuestion: {p}\n\nProvide only the final answer.",
  "Please answer.\n\n{p}\n\nThink step by step before you answer.",
  "{p}\nPut the final answer in a box.",
  "{p}\n\nRespond with the letter of the correct option only.",
  "Problem: {p}\nSolution:",
  "Here is a request from a user:\n\n{p}",
  "Complete the following:\n{p}",
  "Prompt: {p}",
  "{p}\n\nExplain your answer briefly.",
  "{p}\nGive your final answer on the last line.",
];

/** A prompt in a frame. */
export function wrapPrompt(prompt: string, random: Random): string {
  return random.pick(WRAPPERS).replace("{p}", () => prompt);
}
