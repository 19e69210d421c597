import type { Dial } from "@ai-orchestrator/contract";
import { decide } from "../../packages/engine/src/routing/index.ts";
import {
  ALL_CLOUD,
  inputFor,
  shippedModels,
  localModel,
  type ProviderName,
} from "../../packages/engine/src/routing/testing/routing-world.ts";
import type { BenchPrompt } from "./read-prompts.ts";

const DIALS: readonly Dial[] = ["economy", "balanced", "best"];
const HOUSES: readonly (readonly ProviderName[])[] = [
  ALL_CLOUD,
  ["openai", "anthropic"],
  ["openai"],
  ["anthropic", "ollama"],
  ["mistral", "deepseek", "groq"],
];

/** Which models the development prompts go to, by who is usable and by dial: no model may take most of every setting. */
export function measureShares(prompts: readonly BenchPrompt[]): readonly string[] {
  const models = [
    ...shippedModels(),
    localModel("ollama-qwen3-8b"),
    localModel("ollama-gpt-oss-20b", { tier: "medium", reasoning: true, contextWindow: 131_072 }),
  ];
  const lines = ["share of each model"];
  for (const usable of HOUSES) {
    const base = inputFor({ models, usable });
    const least = new Map<string, number>();
    for (const dial of DIALS) {
      const shares = sharesAt(
        prompts,
        (text, classification) =>
          decide({ ...base, promptText: text, request: { prompt: text, policy: { dial } }, classification }).model,
      );
      lines.push(
        `  ${usable === ALL_CLOUD ? "all cloud providers" : usable.join("+")} ${dial}: ${shares
          .slice(0, 5)
          .map(([model, share]) => `${model} ${Math.round(100 * share)} %`)
          .join(", ")}`,
      );
      const known = new Map(shares);
      for (const [model] of shares)
        if (dial === "economy" || least.has(model))
          least.set(model, Math.min(least.get(model) ?? 1, known.get(model) ?? 0));
      for (const model of least.keys()) if (!known.has(model)) least.set(model, 0);
    }
    const most = [...least].toSorted((a, b) => b[1] - a[1])[0];
    lines.push(
      `    largest share held at every setting: ${most === undefined ? "none" : `${most[0]} ${Math.round(100 * most[1])} %`}`,
    );
  }
  return lines;
}

function sharesAt(
  prompts: readonly BenchPrompt[],
  choice: (text: string, classification: BenchPrompt["classification"]) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { text, classification } of prompts) {
    const model = choice(text, classification);
    counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  return [...counts].map(([model, count]) => [model, count / prompts.length] as const).toSorted((a, b) => b[1] - a[1]);
}
