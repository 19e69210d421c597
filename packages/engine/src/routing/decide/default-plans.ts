import type { Dial, Task } from "@ai-orchestrator/contract";

/** How hard the prompt is. */
export type Band = "simple" | "standard" | "advanced";

/**
 * One line of "which model by default": the first plan that matches a turn and names a model that passes the hard
 * constraints gives the default model, which the score leaves only for a gain above the margin.
 */
export interface Plan {
  readonly name: string;
  /** All conditions given must hold. */
  readonly when: {
    readonly tasks?: readonly Task[];
    readonly bands?: readonly Band[];
    readonly dials?: readonly Dial[];
    readonly longContext?: boolean;
    /** Reasoning asked for beside the task, or an advanced prompt. */
    readonly reasoning?: boolean;
    readonly preferLocal?: boolean;
  };
  /** In order: model names, or `$local` (the best usable local model), `$subscription` (preferred subscription models), `$image` (a model that makes pictures), `$economy` (what the dial at economy would choose). */
  readonly use: readonly string[];
}

/** The original readme's defaults, in order; config may replace the list. */
export const DEFAULT_PLANS: readonly Plan[] = [
  { name: "image generation", when: { tasks: ["image_gen"] }, use: ["$image"] },
  {
    name: "web search with reasoning",
    when: { tasks: ["websearch"], reasoning: true, dials: ["balanced", "best"] },
    use: ["perplexity-sonar-reasoning-pro", "perplexity-sonar-pro"],
  },
  {
    name: "web search, economy",
    when: { tasks: ["websearch"], dials: ["economy"] },
    use: ["perplexity-sonar", "perplexity-sonar-pro"],
  },
  {
    name: "web search",
    when: { tasks: ["websearch"] },
    use: ["perplexity-sonar-pro", "perplexity-sonar-reasoning-pro", "perplexity-sonar"],
  },
  {
    name: "long context",
    when: { longContext: true, dials: ["balanced", "best"] },
    use: ["$subscription", "gemini-3-pro"],
  },
  { name: "local preferred", when: { preferLocal: true, bands: ["simple", "standard"] }, use: ["$local"] },
  { name: "simple prompt, local model", when: { bands: ["simple"], dials: ["economy", "balanced"] }, use: ["$local"] },
  {
    name: "advanced math, logic or code",
    when: { tasks: ["math", "reasoning", "code"], bands: ["advanced"], dials: ["balanced"] },
    use: ["kimi-k2-thinking"],
  },
  {
    name: "advanced general",
    when: { bands: ["advanced"], dials: ["balanced"] },
    use: ["$subscription", "gemini-3-pro"],
  },
  { name: "simple prompt", when: { bands: ["simple"], dials: ["balanced"] }, use: ["gemini-3-flash", "$economy"] },
  { name: "standard prompt", when: { bands: ["standard"], dials: ["balanced"] }, use: ["gemini-3-flash"] },
];

/** One step of a multi-model recipe. */
export interface RecipeStep {
  readonly role: string;
  /** The work of this step; its models are weighed for it. */
  readonly task: Task | "also";
  /** The step's model must be able to search the web. */
  readonly webSearch?: boolean;
  /** Tried first, in order. */
  readonly prefer?: readonly string[];
}

/** A turn answered by several models in sequence. What each step is told belongs to chains. */
export interface Recipe {
  readonly name: string;
  /** Starts by itself when the prompt asks for `task` and for one of `also`; absent: only by name. */
  readonly when?: { readonly task: Task; readonly also: readonly Task[] };
  readonly steps: readonly RecipeStep[];
}

/** Recipes that are there without config. */
export const DEFAULT_RECIPES: readonly Recipe[] = [
  {
    name: "search-then-analyze",
    when: { task: "websearch", also: ["reasoning", "code", "math", "writing", "summarization"] },
    steps: [
      { role: "search", task: "websearch", webSearch: true, prefer: ["perplexity-sonar-pro", "perplexity-sonar"] },
      { role: "analysis", task: "also" },
    ],
  },
  {
    name: "draft-then-review",
    steps: [
      { role: "draft", task: "also" },
      { role: "review", task: "reasoning" },
    ],
  },
];
