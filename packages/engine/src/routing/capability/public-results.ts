import type { Task } from "@ai-orchestrator/contract";

/** A public benchmark: what it tells about, and where small and frontier models stand on it (late 2025). */
export interface Benchmark {
  readonly name: string;
  /** Tasks it speaks about, with how much of its evidence counts there (0–1). */
  readonly tasks: Readonly<Partial<Record<Task, number>>>;
  /** Share solved by a typical small model. */
  readonly small: number;
  /** Share solved by a typical frontier model. */
  readonly frontier: number;
}

/** Keys of the benchmarks used. */
export type BenchmarkName = "gpqa" | "swe" | "aime";

/** The benchmarks results below are given on. */
export const BENCHMARKS: Readonly<Record<BenchmarkName, Benchmark>> = {
  gpqa: { name: "GPQA Diamond", tasks: { reasoning: 0.8, knowledge: 0.8, math: 0.3 }, small: 0.5, frontier: 0.9 },
  swe: { name: "SWE-bench Verified", tasks: { code: 1 }, small: 0.35, frontier: 0.79 },
  aime: { name: "AIME 2025, no tools", tasks: { math: 1, reasoning: 0.3 }, small: 0.45, frontier: 0.95 },
};

/** One published figure. */
export interface PublicResult {
  /** Matched against the start of our key and the provider's id, after `provider/` and `vendor-` prefixes are cut. */
  readonly family: string;
  readonly benchmark: BenchmarkName;
  readonly score: number;
  readonly source: string;
}

/** Figures the makers published themselves; self-reported, hence shrunk. Longest family wins. */
export const PUBLIC_RESULTS: readonly PublicResult[] = [
  { family: "claude-opus-4.5", benchmark: "swe", score: 0.809, source: "anthropic.com/news/claude-opus-4-5" },
  { family: "claude-sonnet-4.5", benchmark: "swe", score: 0.772, source: "anthropic.com/news/claude-sonnet-4-5" },
  { family: "claude-haiku-4.5", benchmark: "swe", score: 0.733, source: "anthropic.com/news/claude-haiku-4-5" },
  { family: "claude-opus-4.1", benchmark: "swe", score: 0.745, source: "anthropic.com/news/claude-opus-4-1" },
  { family: "gpt-5", benchmark: "swe", score: 0.749, source: "openai.com/index/introducing-gpt-5" },
  { family: "gpt-5", benchmark: "gpqa", score: 0.857, source: "openai.com/index/introducing-gpt-5" },
  { family: "gpt-5", benchmark: "aime", score: 0.946, source: "openai.com/index/introducing-gpt-5" },
  { family: "gpt-4.1", benchmark: "swe", score: 0.546, source: "openai.com/index/gpt-4-1" },
  { family: "gpt-4.1", benchmark: "gpqa", score: 0.663, source: "openai.com/index/gpt-4-1" },
  { family: "gpt-4.1-mini", benchmark: "swe", score: 0.236, source: "openai.com/index/gpt-4-1" },
  { family: "gpt-4.1-mini", benchmark: "gpqa", score: 0.65, source: "openai.com/index/gpt-4-1" },
  { family: "gpt-4.1-nano", benchmark: "gpqa", score: 0.503, source: "openai.com/index/gpt-4-1" },
  { family: "gpt-4o", benchmark: "swe", score: 0.332, source: "openai.com/index/gpt-4-1" },
  { family: "gpt-4o", benchmark: "gpqa", score: 0.46, source: "openai.com/index/gpt-4-1" },
  {
    family: "gpt-4o-mini",
    benchmark: "gpqa",
    score: 0.402,
    source: "openai.com/index/gpt-4o-mini-advancing-cost-efficient-intelligence",
  },
  { family: "o1", benchmark: "gpqa", score: 0.78, source: "openai.com/index/learning-to-reason-with-llms" },
  { family: "o3", benchmark: "gpqa", score: 0.833, source: "openai.com/index/introducing-o3-and-o4-mini" },
  { family: "o3", benchmark: "swe", score: 0.691, source: "openai.com/index/introducing-o3-and-o4-mini" },
  { family: "o4-mini", benchmark: "gpqa", score: 0.814, source: "openai.com/index/introducing-o3-and-o4-mini" },
  { family: "o4-mini", benchmark: "swe", score: 0.681, source: "openai.com/index/introducing-o3-and-o4-mini" },
  { family: "gemini-3-pro", benchmark: "gpqa", score: 0.919, source: "blog.google/products/gemini/gemini-3" },
  { family: "gemini-3-pro", benchmark: "swe", score: 0.762, source: "blog.google/products/gemini/gemini-3" },
  { family: "gemini-3-flash", benchmark: "gpqa", score: 0.904, source: "blog.google/products/gemini/gemini-3-flash" },
  { family: "gemini-3-flash", benchmark: "swe", score: 0.78, source: "blog.google/products/gemini/gemini-3-flash" },
  { family: "gemini-2.5-pro", benchmark: "gpqa", score: 0.864, source: "deepmind.google/models/gemini/pro" },
  { family: "gemini-2.5-flash", benchmark: "gpqa", score: 0.828, source: "deepmind.google/models/gemini/flash" },
  { family: "kimi-k2-thinking", benchmark: "gpqa", score: 0.845, source: "moonshotai.github.io/Kimi-K2/thinking.html" },
  { family: "kimi-k2-thinking", benchmark: "swe", score: 0.713, source: "moonshotai.github.io/Kimi-K2/thinking.html" },
  { family: "kimi-k2-thinking", benchmark: "aime", score: 0.945, source: "moonshotai.github.io/Kimi-K2/thinking.html" },
  { family: "kimi-k2", benchmark: "gpqa", score: 0.751, source: "github.com/MoonshotAI/Kimi-K2" },
  { family: "kimi-k2", benchmark: "swe", score: 0.658, source: "github.com/MoonshotAI/Kimi-K2" },
  { family: "deepseek-reasoner", benchmark: "gpqa", score: 0.715, source: "arXiv 2501.12948 (DeepSeek-R1)" },
  {
    family: "deepseek-v3.2-exp",
    benchmark: "gpqa",
    score: 0.799,
    source: "huggingface.co/deepseek-ai/DeepSeek-V3.2-Exp",
  },
  {
    family: "deepseek-v3.2-exp",
    benchmark: "swe",
    score: 0.678,
    source: "huggingface.co/deepseek-ai/DeepSeek-V3.2-Exp",
  },
  { family: "grok-4", benchmark: "gpqa", score: 0.875, source: "x.ai/news/grok-4" },
  { family: "grok-4-fast", benchmark: "gpqa", score: 0.857, source: "x.ai/news/grok-4-fast" },
  {
    family: "llama-3.3-70b",
    benchmark: "gpqa",
    score: 0.505,
    source: "github.com/meta-llama/llama-models llama3_3 MODEL_CARD",
  },
  {
    family: "llama-3.1-8b",
    benchmark: "gpqa",
    score: 0.304,
    source: "github.com/meta-llama/llama-models llama3_1 MODEL_CARD",
  },
  {
    family: "llama-4-maverick",
    benchmark: "gpqa",
    score: 0.698,
    source: "github.com/meta-llama/llama-models llama4 MODEL_CARD",
  },
  {
    family: "llama-4-scout",
    benchmark: "gpqa",
    score: 0.572,
    source: "github.com/meta-llama/llama-models llama4 MODEL_CARD",
  },
  { family: "gpt-oss-120b", benchmark: "gpqa", score: 0.801, source: "arXiv 2508.10925" },
  { family: "gpt-oss-20b", benchmark: "gpqa", score: 0.715, source: "arXiv 2508.10925" },
  {
    family: "qwen3-4b-instruct-2507",
    benchmark: "gpqa",
    score: 0.62,
    source: "huggingface.co/Qwen/Qwen3-4B-Instruct-2507",
  },
  {
    family: "qwen3-coder-30b",
    benchmark: "swe",
    score: 0.516,
    source: "huggingface.co/Qwen/Qwen3-Coder-30B-A3B-Instruct",
  },
];
