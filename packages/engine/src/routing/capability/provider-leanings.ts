import type { Task } from "@ai-orchestrator/contract";

/** Traits the earlier implementation scored each provider on, 0–1 (its `PROVIDER_SCORES`, kept as a weak prior). */
interface Leaning {
  readonly creativity: number;
  readonly knowledge: number;
  readonly reasoning: number;
  readonly code: number;
}

const LEANINGS: Readonly<Record<string, Leaning>> = {
  openai: { creativity: 0.7, knowledge: 0.9, reasoning: 0.92, code: 0.88 },
  anthropic: { creativity: 0.85, knowledge: 0.85, reasoning: 0.93, code: 0.98 },
  google: { creativity: 0.9, knowledge: 0.95, reasoning: 0.92, code: 0.82 },
  "vertex-ai": { creativity: 0.9, knowledge: 0.95, reasoning: 0.92, code: 0.82 },
  mistral: { creativity: 0.75, knowledge: 0.75, reasoning: 0.8, code: 0.9 },
  groq: { creativity: 0.7, knowledge: 0.75, reasoning: 0.7, code: 0.75 },
  xai: { creativity: 0.85, knowledge: 0.8, reasoning: 0.75, code: 0.7 },
  perplexity: { creativity: 0.5, knowledge: 0.95, reasoning: 0.6, code: 0.4 },
  deepseek: { creativity: 0.7, knowledge: 0.75, reasoning: 0.88, code: 0.88 },
  moonshot: { creativity: 0.65, knowledge: 0.8, reasoning: 0.95, code: 0.85 },
};

/** The mean of each trait over the providers above: what an unknown provider gets. */
const MEAN: Leaning = { creativity: 0.75, knowledge: 0.845, reasoning: 0.837, code: 0.798 };

const TRAIT: Readonly<Partial<Record<Task, keyof Leaning>>> = {
  code: "code",
  math: "reasoning",
  reasoning: "reasoning",
  writing: "creativity",
  roleplay: "creativity",
  knowledge: "knowledge",
};

/** How a provider's models lean towards a task, in logits around 0 (about ±0.3 at most). */
export function providerLeaning(provider: string, task: Task): number {
  const trait = TRAIT[task];
  if (trait === undefined) return 0;
  return (LEANINGS[provider] ?? MEAN)[trait] - MEAN[trait];
}
