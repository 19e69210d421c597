import { readFileSync } from "node:fs";
import { classify, type Classification } from "../../packages/engine/src/routing/classify/index.ts";

/** A prompt with what the classifier says of it. */
export interface BenchPrompt {
  readonly text: string;
  readonly classification: Classification;
}

/** The development prompts, classified once. */
export function readPrompts(folder: string): readonly BenchPrompt[] {
  const lines = readFileSync(`${folder}/taskmix-dev.jsonl`, "utf8").trim().split("\n");
  return lines.map((line) => {
    const { prompt } = JSON.parse(line) as { prompt: string };
    return { text: prompt, classification: classify(prompt) };
  });
}
