import type { RecommendedModel } from "@ai-orchestrator/contract";

/**
 * What `aio models pull --recommended` fetches: the models that the original readme's model manager kept ready.
 * Names of chat models are catalogue keys, and the repositories are those of the catalogue.
 */
export const RECOMMENDED_MODELS: readonly RecommendedModel[] = [
  {
    name: "mlx-qwen3-4b",
    repository: "mlx-community/Qwen3-4B-Instruct-2507-4bit",
    goodFor: "daily questions and code",
  },
  {
    name: "mlx-qwen2.5-coder-14b",
    repository: "mlx-community/Qwen2.5-Coder-14B-Instruct-4bit",
    goodFor: "coding and debugging",
  },
  {
    name: "mlx-llama-vision-11b",
    repository: "mlx-community/Llama-3.2-11B-Vision-Instruct-4bit",
    goodFor: "pictures and documents",
  },
  {
    name: "mlx-ministral-14b-reasoning",
    repository: "mlx-community/Ministral-3-14B-Reasoning-2512-6bit",
    goodFor: "reasoning and math",
  },
  { name: "musicgen-small", repository: "facebook/musicgen-small", goodFor: "making music" },
];
