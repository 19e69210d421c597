import type { Model } from "@ai-orchestrator/contract";
import { classify } from "../../packages/engine/src/routing/classify/index.ts";
import { decide, type DecideInput } from "../../packages/engine/src/routing/index.ts";
import {
  ALL_CLOUD,
  inputFor,
  shippedModels,
  type ProviderName,
} from "../../packages/engine/src/routing/testing/routing-world.ts";
import type { BenchPrompt } from "./read-prompts.ts";

const ROUNDS = 6;
const WARM_UP = 2;

/** Microseconds of a decision, classification apart, beside the classification of the same prompt in the same loop. */
export function measureTime(prompts: readonly BenchPrompt[]): readonly string[] {
  const shipped = shippedModels();
  const many: Model[] = [...shipped];
  for (const model of [...shipped, ...shipped])
    if (many.length < 300) many.push({ ...model, key: `copy-${many.length}` });
  return [
    "time a decision, µs: p10 / p50 / p99 (classification of the same prompts in the same loop)",
    timed("shipped catalogue, OpenAI and Anthropic usable", prompts, {
      models: shipped,
      usable: ["openai", "anthropic"],
    }),
    timed("shipped catalogue, every provider usable", prompts, { models: shipped, usable: [...ALL_CLOUD, "mlx"] }),
    timed("300 models, every provider usable", prompts, { models: many, usable: [...ALL_CLOUD, "mlx"] }),
  ];
}

function timed(
  name: string,
  prompts: readonly BenchPrompt[],
  setting: { readonly models: readonly Model[]; readonly usable: readonly ProviderName[] },
): string {
  const base = inputFor(setting);
  const decisions: number[] = [];
  const classifications: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { text, classification } of prompts) {
      const input: DecideInput = { ...base, promptText: text, request: { prompt: text }, classification };
      const start = performance.now();
      decide(input);
      const middle = performance.now();
      classify(text);
      const end = performance.now();
      if (round < WARM_UP) continue;
      decisions.push(middle - start);
      classifications.push(end - middle);
    }
  }
  return `  ${name} (${setting.models.length}): ${percentiles(decisions)}   (${percentiles(classifications)})`;
}

function percentiles(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.1, 0.5, 0.99]
    .map((p) => (1000 * (sorted[Math.floor(p * (sorted.length - 1))] ?? 0)).toFixed(1))
    .join(" / ");
}
