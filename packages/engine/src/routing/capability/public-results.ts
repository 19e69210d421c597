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
export type BenchmarkName = "gpqa" | "swe" | "aime" | "aider";

/** The benchmarks results below are given on. */
export const BENCHMARKS: Readonly<Record<BenchmarkName, Benchmark>> = {
  gpqa: { name: "GPQA Diamond", tasks: { reasoning: 0.8, knowledge: 0.8, math: 0.3 }, small: 0.5, frontier: 0.9 },
  swe: { name: "SWE-bench Verified", tasks: { code: 1 }, small: 0.35, frontier: 0.79 },
  aime: { name: "AIME 2025, no tools", tasks: { math: 1, reasoning: 0.3 }, small: 0.45, frontier: 0.95 },
  aider: { name: "Aider polyglot", tasks: { code: 0.7 }, small: 0.3, frontier: 0.87 },
};

/**
 * How a figure is known: `cited` was found in the source, in a public copy of it or in a table that repeats it (checked
 * November 2026); `estimate` was written from memory of the source named and not found again.
 */
export type Evidence = "cited" | "estimate";

/** One published figure. */
export interface PublicResult {
  /** Matched against the start of our key and the provider's id, after `provider/` and `vendor-` prefixes are cut. */
  readonly family: string;
  readonly benchmark: BenchmarkName;
  readonly score: number;
  readonly evidence: Evidence;
  readonly source: string;
}

const AIDER = "github.com/Aider-AI/aider polyglot_leaderboard.yml";
const KIMI_K2 = "github.com/MoonshotAI/Kimi-K2 README";
const KIMI_K25 = "github.com/MoonshotAI/Kimi-K2.5 README";
const LLAMA = "github.com/meta-llama/llama-models MODEL_CARD";
const GPT_5 = "openai.com/index/introducing-gpt-5";
const GPT_41 = "openai.com/index/gpt-4-1";

/** `[family, benchmark, score, evidence, source]`, one line a figure. */
type Line = readonly [string, BenchmarkName, number, Evidence, string];

// oxfmt-ignore
const LINES: readonly Line[] = [
  ["claude-opus-4.7", "swe", 0.876, "cited", "anthropic.com/news/claude-opus-4-7"],
  ["claude-opus-4.7", "gpqa", 0.942, "cited", "anthropic.com/news/claude-opus-4-7"],
  ["claude-opus-4.6", "swe", 0.808, "cited", "anthropic.com/news/claude-opus-4-6"],
  ["claude-opus-4.6", "gpqa", 0.913, "cited", "anthropic.com/news/claude-opus-4-6"],
  ["claude-sonnet-4.6", "swe", 0.796, "cited", "anthropic.com/news/claude-sonnet-4-6"],
  ["claude-opus-4.5", "swe", 0.809, "cited", KIMI_K25],
  ["claude-opus-4.5", "gpqa", 0.87, "cited", KIMI_K25],
  ["claude-opus-4.5", "aime", 0.928, "cited", KIMI_K25],
  ["claude-sonnet-4.5", "swe", 0.772, "cited", "anthropic.com/news/claude-sonnet-4-5"],
  ["claude-sonnet-4.5", "gpqa", 0.834, "cited", "anthropic.com/news/claude-sonnet-4-5"],
  ["claude-sonnet-4.5", "aime", 0.87, "cited", "anthropic.com/news/claude-sonnet-4-5"],
  ["claude-haiku-4.5", "swe", 0.733, "estimate", "anthropic.com/news/claude-haiku-4-5"],
  ["claude-opus-4.1", "swe", 0.745, "estimate", "anthropic.com/news/claude-opus-4-1"],
  ["claude-opus-4", "swe", 0.725, "cited", KIMI_K2],
  ["claude-opus-4", "gpqa", 0.749, "cited", KIMI_K2],
  ["claude-opus-4", "aider", 0.72, "cited", AIDER],
  ["claude-sonnet-4", "swe", 0.727, "cited", KIMI_K2],
  ["claude-sonnet-4", "gpqa", 0.7, "cited", KIMI_K2],
  ["claude-sonnet-4", "aider", 0.613, "cited", AIDER],
  ["gpt-5.5", "gpqa", 0.936, "cited", "openai.com/index/introducing-gpt-5-5"],
  ["gpt-5.4", "gpqa", 0.928, "cited", "openai.com/index/introducing-gpt-5-4"],
  ["gpt-5.2", "gpqa", 0.924, "cited", KIMI_K25],
  ["gpt-5.2", "swe", 0.8, "cited", KIMI_K25],
  ["gpt-5.2", "aime", 1, "cited", KIMI_K25],
  ["gpt-5.1", "gpqa", 0.881, "cited", "openai.com/index/gpt-5-1"],
  ["gpt-5.1", "swe", 0.763, "cited", "openai.com/index/gpt-5-1"],
  ["gpt-5", "swe", 0.749, "cited", GPT_5],
  ["gpt-5", "gpqa", 0.857, "cited", GPT_5],
  ["gpt-5", "aime", 0.946, "cited", GPT_5],
  ["gpt-5", "aider", 0.867, "cited", AIDER],
  ["gpt-4.1", "swe", 0.546, "cited", GPT_41],
  ["gpt-4.1", "gpqa", 0.663, "cited", KIMI_K2],
  ["gpt-4.1", "aider", 0.524, "cited", AIDER],
  ["gpt-4.1-mini", "swe", 0.236, "cited", GPT_41],
  ["gpt-4.1-mini", "gpqa", 0.65, "estimate", GPT_41],
  ["gpt-4.1-mini", "aider", 0.324, "cited", AIDER],
  ["gpt-4.1-nano", "gpqa", 0.503, "cited", GPT_41],
  ["gpt-4.1-nano", "aider", 0.089, "cited", AIDER],
  ["gpt-4o", "swe", 0.332, "cited", GPT_41],
  ["gpt-4o", "gpqa", 0.46, "estimate", GPT_41],
  ["gpt-4o", "aider", 0.231, "cited", AIDER],
  ["gpt-4o-mini", "gpqa", 0.402, "estimate", "openai.com/index/gpt-4o-mini-advancing-cost-efficient-intelligence"],
  ["gpt-4o-mini", "aider", 0.036, "cited", AIDER],
  ["o1", "gpqa", 0.78, "estimate", "openai.com/index/learning-to-reason-with-llms"],
  ["o1", "aider", 0.617, "cited", AIDER],
  ["o3-pro", "aider", 0.849, "cited", AIDER],
  ["o3", "gpqa", 0.833, "estimate", "openai.com/index/introducing-o3-and-o4-mini"],
  ["o3", "swe", 0.691, "cited", GPT_5],
  ["o3", "aider", 0.769, "cited", AIDER],
  ["o3-mini", "aider", 0.604, "cited", AIDER],
  ["o4-mini", "gpqa", 0.814, "estimate", "openai.com/index/introducing-o3-and-o4-mini"],
  ["o4-mini", "swe", 0.681, "estimate", "openai.com/index/introducing-o3-and-o4-mini"],
  ["o4-mini", "aider", 0.72, "cited", AIDER],
  ["gemini-3.1-pro", "gpqa", 0.943, "cited", "blog.google, Gemini 3.1 Pro"],
  ["gemini-3.1-pro", "swe", 0.806, "cited", "blog.google, Gemini 3.1 Pro"],
  ["gemini-3-pro", "gpqa", 0.919, "cited", KIMI_K25],
  ["gemini-3-pro", "swe", 0.762, "cited", KIMI_K25],
  ["gemini-3-pro", "aime", 0.95, "cited", KIMI_K25],
  ["gemini-3-flash", "gpqa", 0.904, "estimate", "blog.google/products/gemini/gemini-3-flash"],
  ["gemini-3-flash", "swe", 0.78, "estimate", "blog.google/products/gemini/gemini-3-flash"],
  ["gemini-2.5-pro", "gpqa", 0.864, "estimate", "deepmind.google/models/gemini/pro"],
  ["gemini-2.5-pro", "aider", 0.791, "cited", AIDER],
  ["gemini-2.5-flash", "gpqa", 0.828, "estimate", "deepmind.google/models/gemini/flash"],
  ["gemini-2.5-flash", "aider", 0.551, "cited", AIDER],
  ["kimi-k2.5", "gpqa", 0.876, "cited", KIMI_K25],
  ["kimi-k2.5", "swe", 0.768, "cited", KIMI_K25],
  ["kimi-k2.5", "aime", 0.961, "cited", KIMI_K25],
  ["kimi-k2-thinking", "gpqa", 0.845, "estimate", "moonshotai.github.io/Kimi-K2/thinking.html"],
  ["kimi-k2-thinking", "swe", 0.713, "estimate", "moonshotai.github.io/Kimi-K2/thinking.html"],
  ["kimi-k2-thinking", "aime", 0.945, "estimate", "moonshotai.github.io/Kimi-K2/thinking.html"],
  ["kimi-k2", "gpqa", 0.751, "cited", KIMI_K2],
  ["kimi-k2", "swe", 0.658, "cited", KIMI_K2],
  ["kimi-k2", "aider", 0.591, "cited", AIDER],
  ["deepseek-reasoner", "gpqa", 0.715, "estimate", "arXiv 2501.12948 (DeepSeek-R1)"],
  ["deepseek-reasoner", "aider", 0.569, "cited", AIDER],
  ["deepseek-v3.2-exp", "gpqa", 0.799, "estimate", "huggingface.co/deepseek-ai/DeepSeek-V3.2-Exp"],
  ["deepseek-v3.2-exp", "swe", 0.678, "estimate", "huggingface.co/deepseek-ai/DeepSeek-V3.2-Exp"],
  ["deepseek-v3.2-exp", "aider", 0.702, "cited", AIDER],
  ["grok-4", "gpqa", 0.875, "estimate", "x.ai/news/grok-4"],
  ["grok-4", "aider", 0.796, "cited", AIDER],
  ["grok-4-fast", "gpqa", 0.857, "estimate", "x.ai/news/grok-4-fast"],
  ["llama-3.3-70b", "gpqa", 0.505, "cited", LLAMA],
  ["llama-3.1-8b", "gpqa", 0.304, "cited", LLAMA],
  ["llama-4-maverick", "gpqa", 0.698, "cited", LLAMA],
  ["llama-4-maverick", "aider", 0.156, "cited", AIDER],
  ["llama-4-scout", "gpqa", 0.572, "cited", LLAMA],
  ["gpt-oss-120b", "gpqa", 0.801, "cited", "arXiv 2508.10925"],
  ["gpt-oss-120b", "aime", 0.925, "cited", "arXiv 2508.10925"],
  ["gpt-oss-120b", "aider", 0.418, "cited", AIDER],
  ["gpt-oss-20b", "gpqa", 0.715, "estimate", "arXiv 2508.10925"],
  ["qwen3-4b-instruct-2507", "gpqa", 0.62, "estimate", "huggingface.co/Qwen/Qwen3-4B-Instruct-2507"],
  ["qwen3-coder-30b", "swe", 0.516, "estimate", "huggingface.co/Qwen/Qwen3-Coder-30B-A3B-Instruct"],
];

/** Published figures, most of them the makers' own, hence shrunk; Aider's were measured by one party. Longest family wins. */
export const PUBLIC_RESULTS: readonly PublicResult[] = LINES.map(([family, benchmark, score, evidence, source]) => ({
  family,
  benchmark,
  score,
  evidence,
  source,
}));
