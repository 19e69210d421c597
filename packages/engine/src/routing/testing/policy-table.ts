import type {
  Decision,
  ErrorCode,
  FilePart,
  ImagePart,
  RejectionCode,
  ToolDefinition,
} from "@ai-orchestrator/contract";
import { DEFAULT_RECIPES } from "../decide/default-plans.ts";
import { compileRule } from "../rules/compile-rule.ts";
import type { Rule } from "../rules/rule.ts";
import type { Stated } from "./constraint-oracle.ts";
import { ALL_CLOUD, MODELS, NOW, classified, localModel, providersUsable, type Situation } from "./routing-world.ts";
import { testCatalogue } from "./test-catalogue.ts";

/** What a case expects; every case is also held against the constraint oracle. */
export interface Expected extends Stated {
  readonly model?: string | RegExp;
  readonly not?: string | RegExp;
  readonly provider?: string | readonly string[];
  readonly by?: Decision["decidedBy"];
  readonly error?: ErrorCode;
  readonly says?: RegExp;
  readonly notice?: RegExp;
  readonly reason?: RegExp;
  readonly rejected?: RejectionCode;
  readonly chain?: readonly string[];
  readonly fallback?: string | RegExp;
  readonly noFallbacks?: boolean;
}
/** One line of the table. */
export type Case = readonly [name: string, situation: Situation, expected: Expected];

const PNG: ImagePart = { type: "image", mediaType: "image/png", data: "AAAA" };
const PDF: FilePart = { type: "file", mediaType: "application/pdf", data: "AAAA", name: "paper.pdf" };
const READ_PDF: FilePart = { ...PDF, text: "the text of the paper" };
const MP3: FilePart = { type: "file", mediaType: "audio/mpeg", data: "AAAA" };
const MP4: FilePart = { type: "file", mediaType: "video/mp4", data: "AAAA" };
const CSV: FilePart = { type: "file", mediaType: "text/csv", name: "sales.csv", text: "a,b\n1,2" };
const TOOLS: readonly ToolDefinition[] = [{ name: "f", inputSchema: { type: "object" } }];
const LONG = "word ".repeat(130_000);
const VERY_LONG = "word ".repeat(900_000);
const CLOUD = ALL_CLOUD;
const README_ROUTING = {
  general: ["mlx-qwen3-4b", "vertex-gemini-3-flash", "vertex-gemini-3-pro"],
  code: ["mlx-qwen2.5-coder-14b", "kimi-k2-thinking", "vertex-gemini-3-pro"],
  reasoning: ["kimi-k2-thinking", "vertex-gemini-3-pro"],
  websearch: ["perplexity-sonar-pro", "perplexity-sonar-reasoning-pro"],
  "long-context": ["vertex-gemini-3-pro"],
};
const local = { local: true, provider: ["ollama", "mlx"] } as const;

function rules(...sentences: readonly string[]): { readonly rules: readonly Rule[] } {
  const catalogue = testCatalogue(MODELS, "2026-11-25");
  return {
    rules: sentences.map((sentence) => {
      const compiled = compileRule(sentence, { catalogue });
      if (!compiled.ok) throw new Error(compiled.problem);
      return compiled.rule;
    }),
  };
}
const open = (provider: string, model?: string) => ({
  input: {
    health: [
      { provider, state: "open" as const, until: NOW + 30_000, lastError: "overloaded", ...(model && { model }) },
    ],
  },
});

const READ_ME: readonly Case[] = [
  ["web search goes to Sonar Pro", { as: classified("websearch") }, { model: "perplexity-sonar-pro", by: "plan" }],
  [
    "web search with reasoning goes to Sonar Reasoning Pro",
    { as: classified("websearch"), request: { think: true } },
    { model: "perplexity-sonar-reasoning-pro" },
  ],
  [
    "an advanced web search goes to Sonar Reasoning Pro",
    {
      prompt: "Search the web for a comprehensive, step by step comparison of heat pumps.",
      as: classified("websearch"),
    },
    { model: "perplexity-sonar-reasoning-pro" },
  ],
  [
    "web search without Perplexity goes to a model that searches",
    { as: classified("websearch"), usable: ["openai", "mistral"] },
    { provider: "openai" },
  ],
  [
    "advanced math goes to Kimi's thinking line",
    { prompt: "Prove that there are infinitely many primes of the form 4k + 3.", as: classified("math") },
    { model: "kimi-k2.6", by: "plan", reason: /prove/u },
  ],
  [
    "advanced logic goes to Kimi's thinking line",
    {
      prompt: "Solve this logic puzzle step by step: A says that B lies, B says that C lies, C says that both lie.",
      as: classified("reasoning"),
    },
    { model: "kimi-k2.6" },
  ],
  [
    "advanced code goes to Kimi's thinking line",
    {
      prompt: "Find the race condition in this lock-free queue and propose a fix that keeps it scalable.",
      as: classified("code"),
    },
    { model: "kimi-k2.6" },
  ],
  [
    "long context goes to Gemini Pro on Vertex",
    { prompt: LONG, as: classified("summarization") },
    { model: "vertex-gemini-3.1-pro", by: "plan", tokens: 130_000 },
  ],
  [
    "long context without Vertex goes to Google",
    { prompt: LONG, as: classified("summarization"), usable: ["google", "openai"] },
    { model: "gemini-3.1-pro", tokens: 130_000 },
  ],
  ["standard prompts go to Gemini Flash on Vertex", {}, { model: "vertex-gemini-3-flash", by: "plan" }],
  [
    "standard prompts without Vertex go to Google's Flash",
    { usable: ["google", "openai"] },
    { model: "gemini-3-flash" },
  ],
  [
    "advanced general prompts go to Gemini Pro",
    { as: classified("writing", { difficulty: 0.8 }) },
    { model: "vertex-gemini-3.1-pro" },
  ],
  [
    "simple prompts go to a local model when one runs",
    { prompt: "Tell me a joke.", as: classified("chat"), usable: [...CLOUD, "ollama"] },
    { provider: "ollama", by: "plan" },
  ],
  [
    "simple prompts without a local model go to Flash",
    { prompt: "Tell me a joke.", as: classified("chat") },
    { model: "vertex-gemini-3-flash" },
  ],
  ["a picture goes to an image model", { as: classified("image_gen") }, { model: /image/u, by: "plan" }],
  [
    "without an image model the user is told",
    { as: classified("image_gen"), usable: ["anthropic"] },
    { provider: "anthropic", notice: /pictures/u },
  ],
  [
    "a picture insisted on fails without an image model",
    { as: classified("chat"), request: { task: "image_gen" }, usable: ["anthropic"] },
    { error: "unsupported", says: /pictures/u },
  ],
  [
    "advanced math in Chinese",
    { prompt: "证明根号二是无理数。", as: classified("math", { language: "zh" }) },
    { model: "kimi-k2.6", reason: /证明/u },
  ],
  [
    "advanced math in German",
    { prompt: "Beweise, dass es unendlich viele Primzahlen gibt.", as: classified("math", { language: "de" }) },
    { model: "kimi-k2.6" },
  ],
  ["a sum is not advanced", { prompt: "What is 2 + 2?", as: classified("math") }, { model: "vertex-gemini-3-flash" }],
  [
    "--think makes math advanced",
    {
      prompt: "How many ways are there to tile a 3 by 8 board with dominoes? Explain.",
      request: { think: true },
      as: classified("math"),
    },
    { model: "kimi-k2.6" },
  ],
  [
    "a greeting goes to a local model",
    { prompt: "hello", as: classified("chat"), usable: [...CLOUD, "ollama"] },
    { provider: "ollama", reason: /short/u },
  ],
  [
    "a greeting with a file attached is not simple",
    { prompt: "hello", request: { attachments: [READ_PDF] }, as: classified("chat"), usable: [...CLOUD, "ollama"] },
    { provider: "vertex-ai" },
  ],
  [
    "a short search is not simple",
    { prompt: "weather today?", as: classified("websearch"), usable: [...CLOUD, "ollama"] },
    { model: "perplexity-sonar-pro" },
  ],
  [
    "--best does not send simple prompts to a local model",
    { prompt: "hello", as: classified("chat"), policy: { dial: "best" }, usable: [...CLOUD, "ollama"] },
    { not: /ollama/u },
  ],
  [
    "only one provider: it answers everything",
    { as: classified("math", { difficulty: 0.8 }), usable: ["anthropic"] },
    { provider: "anthropic" },
  ],
  [
    "readme config: general",
    { config: { taskRouting: README_ROUTING }, usable: [...CLOUD, "mlx"] },
    { model: "mlx-qwen3-4b", by: "task-routing" },
  ],
  [
    "readme config: general without MLX",
    { config: { taskRouting: README_ROUTING } },
    { model: "vertex-gemini-3-flash", by: "task-routing", fallback: "vertex-gemini-3.1-pro" },
  ],
  [
    "readme config: code",
    { config: { taskRouting: README_ROUTING }, as: classified("code"), usable: [...CLOUD, "mlx"] },
    { model: "mlx-qwen2.5-coder-14b" },
  ],
  [
    "readme config: code without MLX",
    { config: { taskRouting: README_ROUTING }, as: classified("code") },
    { model: "kimi-k2.6", fallback: "vertex-gemini-3.1-pro" },
  ],
  [
    "readme config: math falls to reasoning",
    { config: { taskRouting: README_ROUTING }, as: classified("math") },
    { model: "kimi-k2.6", reason: /taskRouting\.reasoning/u },
  ],
  [
    "readme config: long context",
    { config: { taskRouting: README_ROUTING }, prompt: LONG },
    { model: "vertex-gemini-3.1-pro", by: "task-routing", tokens: 130_000 },
  ],
  [
    "readme config: web search",
    { config: { taskRouting: README_ROUTING }, as: classified("websearch") },
    { model: "perplexity-sonar-pro", by: "task-routing", fallback: "perplexity-sonar-reasoning-pro" },
  ],
];

const PRIVATE: readonly Case[] = [
  ["--local with a local model", { policy: { localOnly: true }, usable: [...CLOUD, "ollama"] }, local],
  [
    "--local with none running",
    { policy: { localOnly: true } },
    { error: "no_usable_provider", says: /local|machine/iu },
  ],
  ["--local never falls back to the cloud", { policy: { localOnly: true }, usable: [...CLOUD, "mlx"] }, local],
  [
    "--local and a cloud model named",
    { policy: { localOnly: true }, request: { model: "gpt-5.2" }, usable: [...CLOUD, "ollama"] },
    { error: "no_usable_provider", says: /local-only/u },
  ],
  [
    "--local and a local model named",
    { policy: { localOnly: true }, request: { model: "ollama-qwen3-8b" }, usable: [...CLOUD, "ollama"] },
    { ...local, model: "ollama-qwen3-8b", by: "pinned" },
  ],
  [
    "--local and an image, with a local vision model",
    { policy: { localOnly: true }, request: { attachments: [PNG] }, usable: [...CLOUD, "ollama"] },
    { ...local, model: "ollama-gemma-vision" },
  ],
  [
    "--local and audio: nothing can",
    { policy: { localOnly: true }, request: { attachments: [MP3] }, usable: [...CLOUD, "ollama"] },
    { error: "unsupported", says: /audio/u },
  ],
  [
    "--local and web search insisted on: nothing can",
    { policy: { localOnly: true }, request: { web: true }, usable: [...CLOUD, "ollama"] },
    { error: "unsupported", says: /web/u },
  ],
  [
    "--local and a search prompt: local answers",
    { policy: { localOnly: true }, as: classified("websearch"), usable: [...CLOUD, "ollama"] },
    local,
  ],
  [
    "--local and a prompt too long for local",
    { policy: { localOnly: true }, prompt: VERY_LONG, usable: [...CLOUD, "ollama"] },
    { error: "context_too_long" },
  ],
  [
    "--local beats taskRouting",
    { policy: { localOnly: true }, config: { taskRouting: { general: ["gpt-5.2"] } }, usable: [...CLOUD, "ollama"] },
    { ...local, notice: /gpt-5\.2/u },
  ],
  [
    "--local beats rules",
    { policy: { localOnly: true }, config: rules("always use gpt-5.2"), usable: [...CLOUD, "ollama"] },
    { ...local, notice: /could not be followed/u },
  ],
  [
    "--local beats subscriptions",
    {
      policy: { localOnly: true },
      config: { preferSubscriptionProviders: ["vertex-ai"] },
      usable: [...CLOUD, "ollama"],
    },
    local,
  ],
  [
    "--local beats the web plan and chains",
    { policy: { localOnly: true }, as: classified("websearch", { also: ["reasoning"] }), usable: [...CLOUD, "ollama"] },
    local,
  ],
  [
    "--local follows taskRouting.local",
    {
      policy: { localOnly: true },
      config: { taskRouting: { local: ["mlx-llama-vision-11b"] } },
      usable: [...CLOUD, "ollama", "mlx"],
    },
    { ...local, model: "mlx-llama-vision-11b" },
  ],
  ["auto:local is hard", { request: { model: "auto:local" } }, { error: "no_usable_provider" }],
  ["auto:local with a local model", { request: { model: "auto:local" }, usable: [...CLOUD, "ollama"] }, local],
  [
    "an Ollama server elsewhere is not local",
    {
      policy: { localOnly: true },
      input: { providers: providersUsable(["ollama"]).map((status) => ({ ...status, local: false })) },
    },
    { error: "no_usable_provider" },
  ],
  [
    "Ollama's own cloud models are not local",
    {
      policy: { localOnly: true },
      usable: ["ollama"],
      models: [localModel("gpt-oss-120b-cloud", { id: "gpt-oss:120b-cloud" })],
    },
    { error: "no_usable_provider" },
  ],
  [
    "a rule keeps contracts here",
    {
      prompt: "Summarize this contract.",
      config: rules("contracts never leave this machine"),
      usable: [...CLOUD, "ollama"],
    },
    { ...local, reason: /contracts never leave/u },
  ],
  [
    "a rule keeps contracts here, also in earlier messages",
    {
      prompt: "And shorter?",
      config: rules("contracts never leave this machine"),
      usable: [...CLOUD, "ollama"],
      input: {
        messages: [
          { role: "user", parts: [{ type: "text", text: "The contract says …" }] },
          { role: "user", parts: [{ type: "text", text: "And shorter?" }] },
        ],
      },
    },
    local,
  ],
  [
    "a rule keeps contracts here, by file name",
    {
      prompt: "Summarize.",
      config: rules("contracts never leave this machine"),
      request: { attachments: [{ ...READ_PDF, name: "contract 2026.pdf" }] },
      usable: [...CLOUD, "ollama"],
    },
    local,
  ],
  [
    "a rule keeps contracts here, by a tool's result",
    {
      prompt: "Go on.",
      config: rules("contracts never leave this machine"),
      usable: [...CLOUD, "ollama"],
      input: {
        messages: [
          { role: "tool", parts: [{ type: "tool-result", id: "1", name: "read", output: "CONTRACT of sale" }] },
        ],
      },
    },
    local,
  ],
  [
    "a rule keeps contracts here even if a model is named",
    {
      prompt: "Summarize this contract.",
      config: rules("contracts never leave this machine"),
      request: { model: "gpt-5.2" },
      usable: [...CLOUD, "ollama"],
    },
    { error: "no_usable_provider" },
  ],
  [
    "a rule keeps contracts here or nobody answers",
    { prompt: "Summarize this contract.", config: rules("contracts never leave this machine") },
    { error: "no_usable_provider" },
  ],
  [
    "the same rule leaves other prompts alone",
    {
      prompt: "Summarize this poem.",
      policy: { dial: "best" },
      config: rules("contracts never leave this machine"),
      usable: [...CLOUD, "ollama"],
    },
    { not: /ollama|mlx/u },
  ],
  [
    "privacy words are never ignored: notice",
    { prompt: "Keep this confidential: my salary is 5." },
    { notice: /confidential/u, model: "vertex-gemini-3-flash" },
  ],
  [
    "privacy words prefer a local model that runs",
    { prompt: "offline only: what is my salary?", usable: [...CLOUD, "ollama"] },
    { provider: "ollama", reason: /offline only/u },
  ],
  [
    "privacy words made hard by config",
    {
      prompt: "Keep this confidential: my salary is 5.",
      config: { privacyWords: "local-only" },
      usable: [...CLOUD, "ollama"],
    },
    { ...local, reason: /confidential/u },
  ],
  [
    "privacy words made hard by config, nothing local",
    { prompt: "Bitte nur lokal: was verdiene ich?", config: { privacyWords: "local-only" } },
    { error: "no_usable_provider" },
  ],
  [
    "privacy words in Chinese",
    { prompt: "请保密：我的工资是多少？", as: classified("knowledge", { language: "zh" }) },
    { notice: /请保密/u },
  ],
  [
    "privacy words in Spanish, Portuguese, French, Japanese and Hindi are seen",
    { prompt: "esto es confidencial" },
    { notice: /confidencial/u },
  ],
  [
    "the word alone in a question is no wish",
    { prompt: "What does confidentiality mean in law?" },
    { model: "vertex-gemini-3-flash", says: /^$/u },
  ],
  [
    "preferLocal is soft: a hard prompt leaves",
    { policy: { preferLocal: true }, as: classified("math", { difficulty: 0.8 }), usable: [...CLOUD, "ollama"] },
    { model: "kimi-k2.6" },
  ],
  [
    "preferLocal keeps a standard prompt here",
    { policy: { preferLocal: true }, usable: [...CLOUD, "ollama"] },
    { provider: "ollama" },
  ],
  ["preferLocal without local models: cloud", { policy: { preferLocal: true } }, { model: "vertex-gemini-3-flash" }],
  [
    "localProvider chooses among local ones",
    {
      config: { preferLocal: true, localProvider: "mlx" },
      as: classified("chat", { difficulty: 0.1 }),
      usable: [...CLOUD, "ollama", "mlx"],
    },
    { provider: "mlx" },
  ],
  [
    "readme: forced MLX for local routing",
    {
      config: { preferLocal: true, localProvider: "mlx", taskRouting: { local: ["mlx-llama-vision-11b"] } },
      usable: [...CLOUD, "ollama", "mlx"],
    },
    { model: "mlx-llama-vision-11b", by: "task-routing" },
  ],
  ["incognito decides as usual", { policy: { incognito: true } }, { model: "vertex-gemini-3-flash" }],
];

const MEANS: readonly Case[] = [
  [
    "an image needs eyes",
    { request: { attachments: [PNG] }, usable: ["deepseek", "mistral"] },
    { not: /^codestral|^deepseek-v4-pro/u },
  ],
  [
    "an image in the messages needs eyes",
    {
      usable: ["groq", "openai"],
      input: { messages: [{ role: "user", parts: [PNG, { type: "text", text: "What is it?" }] }] },
    },
    { provider: "openai", rejected: "modality" },
  ],
  [
    "an image in a tool's result needs eyes",
    {
      usable: ["groq", "openai"],
      input: { messages: [{ role: "tool", parts: [{ type: "tool-result", id: "1", name: "shot", output: [PNG] }] }] },
    },
    { provider: "openai" },
  ],
  [
    "an image and only blind models",
    { request: { attachments: [PNG] }, usable: ["groq"] },
    { error: "unsupported", says: /images/u },
  ],
  [
    "an image and a blind model named",
    { request: { attachments: [PNG], model: "codestral" } },
    { error: "unsupported", says: /codestral.*images/u },
  ],
  [
    "a PDF needs a reader",
    { request: { attachments: [PDF] }, usable: ["xai", "anthropic"] },
    { provider: "anthropic" },
  ],
  [
    "a PDF with extracted text needs none",
    { request: { attachments: [READ_PDF] }, usable: ["groq"] },
    { provider: "groq" },
  ],
  ["audio needs ears", { request: { attachments: [MP3] } }, { provider: ["google", "vertex-ai"] }],
  [
    "audio and nobody hears",
    { request: { attachments: [MP3] }, usable: ["openai", "anthropic"] },
    { error: "unsupported", says: /audio/u },
  ],
  ["video needs a watcher", { request: { attachments: [MP4] }, usable: ["openai", "google"] }, { provider: "google" }],
  [
    "a CSV goes by taskRouting.data-analysis",
    {
      request: { attachments: [CSV] },
      config: { taskRouting: { "data-analysis": ["claude-opus-5.5"], general: ["gpt-5.2"] } },
    },
    { model: "claude-opus-5.5", by: "task-routing" },
  ],
  [
    "an image goes by taskRouting.multimodal",
    { request: { attachments: [PNG] }, config: { taskRouting: { multimodal: ["codestral", "claude-opus-5.5"] } } },
    { model: "claude-opus-5.5", by: "task-routing" },
  ],
  [
    "taskRouting skips a blind model for an image",
    { request: { attachments: [PNG] }, config: { taskRouting: { general: ["codestral", "gpt-5.2"] } } },
    { model: "gpt-5.2" },
  ],
  [
    "tools need a caller",
    { request: { tools: TOOLS }, usable: ["perplexity", "openai"] },
    { provider: "openai", rejected: "no_tools" },
  ],
  [
    "tools and nobody calls",
    { request: { tools: TOOLS }, usable: ["perplexity"] },
    { error: "unsupported", says: /tools/u },
  ],
  [
    "toolChoice none needs no caller",
    { request: { tools: TOOLS, toolChoice: { type: "none" } }, usable: ["perplexity"] },
    { provider: "perplexity" },
  ],
  [
    "tool calls in the history need a caller",
    {
      usable: ["perplexity", "openai"],
      input: {
        messages: [
          { role: "assistant", parts: [{ type: "tool-call", id: "1", name: "f", input: {} }] },
          { role: "tool", parts: [{ type: "tool-result", id: "1", name: "f", output: "x" }] },
        ],
      },
    },
    { provider: "openai" },
  ],
  ["tools beat the web plan", { request: { tools: TOOLS }, as: classified("websearch") }, { not: /perplexity/u }],
  [
    "a schema needs structured output",
    { request: { responseFormat: { type: "json", schema: { type: "object" } } }, usable: ["groq"] },
    { not: /llama|compound/u },
  ],
  [
    "a schema and nobody promises",
    {
      request: { responseFormat: { type: "json", schema: { type: "object" } } },
      usable: ["groq"],
      models: MODELS.filter((model) => model.key.startsWith("groq-llama") || model.key === "groq-compound"),
    },
    { error: "unsupported", says: /schema/u },
  ],
  [
    "a picture with a JSON schema is text",
    {
      request: { responseFormat: { type: "json", schema: { type: "object" } } },
      as: classified("image_gen"),
      usable: ["openai"],
    },
    { not: /image/u },
  ],
  [
    "--web needs a searcher",
    { request: { web: true }, usable: ["mistral", "openai"] },
    { provider: "openai", rejected: "no_web_search" },
  ],
  [
    "--web and nobody searches",
    { request: { web: true }, usable: ["mistral"] },
    { error: "unsupported", says: /web/u },
  ],
  [
    "--web on a chat prompt prefers Perplexity",
    { request: { web: true }, as: classified("websearch") },
    { model: "perplexity-sonar-pro" },
  ],
  [
    "webSearch of the wire counts as --web",
    { request: { webSearch: true }, usable: ["mistral", "openai"] },
    { provider: "openai" },
  ],
  [
    "--web against enableWebSearch: false",
    { request: { web: true }, config: { enableWebSearch: false } },
    { error: "blocked_by_policy", says: /enableWebSearch/u },
  ],
  [
    "a search prompt under enableWebSearch: false is answered without",
    { as: classified("websearch"), config: { enableWebSearch: false } },
    { not: /perplexity/u },
  ],
  [
    "a search prompt under enableWebSearch: false and only Perplexity",
    { as: classified("websearch"), config: { enableWebSearch: false }, usable: ["perplexity"] },
    { provider: "perplexity" },
  ],
  [
    "effort asked of a model that cannot reason is told",
    { request: { model: "ollama-qwen3-8b", reasoning: { effort: "high" } }, usable: ["ollama"] },
    { model: "ollama-qwen3-8b", notice: /does not show reasoning/u },
  ],
  [
    "--think prefers a model that reasons",
    { request: { think: true }, as: classified("chat", { difficulty: 0.1 }), usable: ["mistral", "groq"] },
    { model: /gpt-oss|mistral-medium|mistral-small/u, reason: /reasoning was asked/u },
  ],
  [
    "a long prompt needs a window",
    { prompt: LONG, usable: ["groq", "anthropic"] },
    { provider: "anthropic", rejected: "context_too_small", tokens: 130_000 },
  ],
  [
    "a prompt beyond every window",
    { prompt: VERY_LONG.repeat(2), usable: ["openai", "mistral"] },
    { error: "context_too_long", says: /window/u },
  ],
  [
    "history counts for the window",
    { input: { contextTokens: 150_000 }, usable: ["groq", "anthropic"] },
    { provider: "anthropic", tokens: 150_000 },
  ],
  [
    "a long prompt and a small model named",
    { prompt: LONG, request: { model: "groq-llama-3.3-70b" } },
    { error: "context_too_long", says: /groq-llama-3\.3-70b/u },
  ],
  [
    "room for the answer counts",
    { prompt: "word ".repeat(100_000), request: { maxOutputTokens: 60_000 }, usable: ["groq", "anthropic"] },
    { provider: "anthropic", tokens: 100_000 },
  ],
  [
    "more output than a model gives",
    { request: { maxOutputTokens: 100_000 }, usable: ["openai", "mistral"] },
    { rejected: "output_too_small" },
  ],
  [
    "more output than any gives",
    { request: { maxOutputTokens: 10_000_000 } },
    { error: "unsupported", says: /tokens/u },
  ],
  ["embedding models never answer", { request: { model: "text-embedding-3-small" } }, { error: "unsupported" }],
  [
    "an image model named for anything makes a picture",
    { request: { model: "gpt-image-2" }, as: classified("writing") },
    { model: "gpt-image-2" },
  ],
  [
    "a chat model named for a picture answers in text",
    { request: { model: "gpt-5.2" }, as: classified("image_gen") },
    { model: "gpt-5.2" },
  ],
  [
    "a chat model named and a picture insisted on",
    { request: { model: "gpt-5.2", task: "image_gen" } },
    { error: "unsupported", says: /pictures/u },
  ],
  [
    "an image model named for a picture",
    { request: { model: "gpt-image-2" }, as: classified("image_gen") },
    { model: "gpt-image-2" },
  ],
  ["moderation models never answer", { request: { model: "groq-prompt-guard-2-22m" } }, { error: "unsupported" }],
];

const MONEY: readonly Case[] = [
  [
    "--max-cost keeps dear models out",
    { policy: { maxCostUsd: 0.002 }, as: classified("writing", { difficulty: 0.8 }) },
    { not: /opus|fable|astra/u, rejected: "over_budget" },
  ],
  [
    "--max-cost of nothing with no free model",
    { policy: { maxCostUsd: 0 } },
    { error: "budget_exceeded", says: /cost/u },
  ],
  [
    "--max-cost of nothing with a local model",
    { policy: { maxCostUsd: 0 }, usable: [...CLOUD, "ollama"] },
    { provider: "ollama" },
  ],
  ["the budget's rest binds", { input: { budgetRemainingUsd: 0.001 } }, { rejected: "over_budget" }],
  ["an empty budget", { input: { budgetRemainingUsd: 0 } }, { error: "budget_exceeded" }],
  ["an overdrawn budget", { input: { budgetRemainingUsd: -1 } }, { error: "budget_exceeded" }],
  [
    "a budget and a dear model named",
    { policy: { maxCostUsd: 0.0001 }, request: { model: "claude-opus-5.5" } },
    { error: "budget_exceeded", says: /claude-opus-5\.5/u },
  ],
  [
    "a budget excludes unknown prices",
    { policy: { maxCostUsd: 1 }, usable: ["groq"] },
    { not: "groq-compound", rejected: "price_unknown" },
  ],
  [
    "a budget and only unknown prices",
    { policy: { maxCostUsd: 1 }, usable: ["groq"], models: MODELS.filter((model) => model.key === "groq-compound") },
    { error: "budget_exceeded", says: /price/u },
  ],
  [
    "a long prompt makes everything dearer",
    { prompt: LONG, policy: { maxCostUsd: 0.05 } },
    { not: /opus|fable|gemini-3\.1-pro/u, tokens: 130_000 },
  ],
  [
    "the limit asked for counts in the budget",
    { policy: { maxCostUsd: 0.01 }, request: { maxOutputTokens: 20_000 } },
    { not: /opus|fable|sonnet/u },
  ],
  [
    "--cheap chooses a cheap model",
    { policy: { dial: "economy" } },
    { model: /mistral-large|gpt-oss|luna|flash|haiku/u },
  ],
  ["auto:cheap is --cheap", { request: { model: "auto:cheap" } }, { model: /mistral-large|gpt-oss|luna|flash|haiku/u }],
  ["--best chooses a frontier model", { policy: { dial: "best" } }, { model: /opus|fable|astra|sol|3\.1-pro/u }],
  ["auto:best is --best", { request: { model: "auto:best" } }, { model: /opus|fable|astra|sol|3\.1-pro/u }],
  [
    "costOptimize turns the dial",
    { config: { costOptimize: true } },
    { model: /mistral-large|gpt-oss|luna|flash|haiku/u },
  ],
  [
    "an explicit dial beats costOptimize",
    { config: { costOptimize: true, dial: "best" } },
    { model: /opus|fable|astra|sol|3\.1-pro/u },
  ],
  [
    "the request's dial beats config",
    { config: { dial: "economy" }, policy: { dial: "best" } },
    { model: /opus|fable|astra|sol|3\.1-pro/u },
  ],
  [
    "a rule turns the dial",
    { config: rules("legal → best"), prompt: "A legal question." },
    { model: /opus|fable|astra|sol|3\.1-pro/u, reason: /legal/u },
  ],
  [
    "cheap web search uses Sonar",
    { policy: { dial: "economy" }, as: classified("websearch") },
    { model: /perplexity-sonar$|gpt-oss|luna/u },
  ],
];

const WHO_MAY: readonly Case[] = [
  ["no credential at all", { usable: [] }, { error: "no_usable_provider", says: /credential|set up/u }],
  ["no model at all", { models: [] }, { error: "no_usable_provider" }],
  [
    "a model without credential named",
    { request: { model: "gpt-5.2" }, usable: ["anthropic"] },
    { error: "no_usable_provider", says: /gpt-5\.2/u },
  ],
  ["an unknown model named", { request: { model: "gpt-99" } }, { error: "unknown_model" }],
  ["auto:nonsense is unknown", { request: { model: "auto:nonsense" } }, { error: "unknown_model" }],
  [
    "a denied provider",
    { policy: { deniedProviders: ["vertex-ai", "google"] } },
    { not: /gemini/u, rejected: "provider_denied" },
  ],
  [
    "a denied provider named",
    { policy: { deniedProviders: ["openai"] }, request: { model: "gpt-5.2" } },
    { error: "blocked_by_policy" },
  ],
  ["all denied", { policy: { deniedProviders: [...CLOUD] } }, { error: "blocked_by_policy" }],
  [
    "only allowed models",
    { policy: { allowedModels: ["mistral-small", "codestral"] } },
    { model: /mistral-small|codestral/u },
  ],
  ["only an allowed provider", { policy: { allowedModels: ["anthropic/*"] } }, { provider: "anthropic" }],
  [
    "an allowed model without credential",
    { policy: { allowedModels: ["gpt-5.2"] }, usable: ["anthropic"] },
    { error: "blocked_by_policy" },
  ],
  [
    "a model off the list named",
    { policy: { allowedModels: ["mistral-small"] }, request: { model: "gpt-5.2" } },
    { error: "blocked_by_policy", says: /allowed/u },
  ],
  ["an empty list allows nothing", { policy: { allowedModels: [] } }, { error: "blocked_by_policy" }],
  [
    "a disabled model is not chosen",
    { config: { models: { "vertex-gemini-3-flash": { enabled: false } } } },
    { not: "vertex-gemini-3-flash", rejected: "model_disabled" },
  ],
  [
    "a disabled model named",
    { config: { models: { "gpt-5.2": { enabled: false } } }, request: { model: "gpt-5.2" } },
    { error: "blocked_by_policy", says: /disabled/u },
  ],
  [
    "a disabled model in taskRouting is skipped",
    { config: { models: { "gpt-5.2": { enabled: false } }, taskRouting: { general: ["gpt-5.2", "claude-opus-5.5"] } } },
    { model: "claude-opus-5.5" },
  ],
  [
    "a model disabled by provider/id",
    { config: { models: { "openai/gpt-5.2": { enabled: false } } }, request: { model: "gpt-5.2" } },
    { error: "blocked_by_policy" },
  ],
  [
    "a disabled Google entry leaves Vertex alone",
    { config: { models: { "gemini-3-flash": { enabled: false } } }, usable: ["google", "vertex-ai"] },
    { model: "vertex-gemini-3-flash" },
  ],
  [
    "priority 100 wins among equals",
    { config: { models: { "gpt-5.6-terra": { priority: 100 } } }, usable: ["openai"] },
    { model: "gpt-5.6-terra", reason: /priority 100/u },
  ],
  [
    "priority 0 pushes away",
    { config: { models: { "gpt-5.6-terra": { priority: 0 } } }, usable: ["openai"] },
    { not: "gpt-5.6-terra" },
  ],
  [
    "a preferred subscription model wins",
    { config: { preferSubscriptionModels: ["gpt-5.6-terra"] } },
    { model: "gpt-5.6-terra", reason: /subscription/u },
  ],
  [
    "a preferred subscription provider wins a tie",
    {
      config: { preferSubscriptionProviders: ["vertex-ai"] },
      usable: ["google", "vertex-ai"],
      as: classified("writing", { difficulty: 0.8 }),
    },
    { provider: "vertex-ai" },
  ],
  [
    "one priority does not switch subscriptions off",
    { config: { preferSubscriptionModels: ["gpt-5.6-terra"], models: { codestral: { priority: 60 } } } },
    { model: "gpt-5.6-terra" },
  ],
  [
    "a retired model named gives its successor and says so",
    { request: { model: "kimi-k2-thinking" } },
    { model: "kimi-k2.6", notice: /retired/u, by: "pinned" },
  ],
  ["gemini-3-pro prefers Vertex", { request: { model: "gemini-3-pro" } }, { provider: "vertex-ai" }],
  [
    "gemini-3-pro without Vertex is Google's",
    { request: { model: "gemini-3-pro" }, usable: ["google"] },
    { provider: "google" },
  ],
  [
    "google/… is Google's even with Vertex",
    { request: { model: "google/gemini-3-flash" } },
    { model: "gemini-3-flash", provider: "google" },
  ],
  [
    "a named model gets no other as fallback",
    { request: { model: "claude-opus-5.5" } },
    { model: "claude-opus-5.5", noFallbacks: true },
  ],
  [
    "a named model may fall back to itself elsewhere",
    { request: { model: "gemini-3-flash" } },
    { model: "vertex-gemini-3-flash", fallback: "gemini-3-flash" },
  ],
  [
    "a named model beats rules that use another",
    { request: { model: "gpt-5.2" }, config: rules("always use claude-opus-5.5") },
    { model: "gpt-5.2" },
  ],
  [
    "a named model does not beat a rule that forbids it",
    { request: { model: "grok-4.6" }, config: rules("never use xai") },
    { error: "blocked_by_policy", says: /never use xai/u },
  ],
  [
    "a named model beats taskRouting",
    { request: { model: "gpt-5.2" }, config: { taskRouting: { general: ["claude-opus-5.5"] } } },
    { model: "gpt-5.2" },
  ],
  [
    "a named model beats the conversation's",
    { request: { model: "gpt-5.2" }, input: { conversation: { lastModel: "claude-opus-5.5" } } },
    { model: "gpt-5.2" },
  ],
];

const HEALTH: readonly Case[] = [
  ["a provider that is down", { ...open("vertex-ai") }, { not: /^vertex/u, rejected: "cooling_down" }],
  ["a model that is down", { ...open("vertex-ai", "vertex-gemini-3-flash") }, { not: "vertex-gemini-3-flash" }],
  [
    "a model that is down, by the provider's id",
    { ...open("vertex-ai", "gemini-3-flash-preview") },
    { not: "vertex-gemini-3-flash" },
  ],
  [
    "the only provider is down",
    { ...open("openai"), usable: ["openai"] },
    { error: "no_usable_provider", says: /cooling down/u },
  ],
  [
    "a named model that is down",
    { ...open("openai"), request: { model: "gpt-5.2" } },
    { error: "no_usable_provider", says: /cooling down/u },
  ],
  [
    "Perplexity down: another searcher",
    { ...open("perplexity"), as: classified("websearch"), usable: ["perplexity", "openai", "mistral"] },
    { provider: "openai" },
  ],
  [
    "Vertex down: a named Gemini goes to Google",
    { ...open("vertex-ai"), request: { model: "gemini-3-flash" } },
    { provider: "google" },
  ],
  [
    "a cool-down that is over",
    { input: { health: [{ provider: "vertex-ai", state: "open", until: NOW - 1 }] } },
    { model: "vertex-gemini-3-flash" },
  ],
  [
    "half open may be tried",
    { input: { health: [{ provider: "vertex-ai", state: "half-open" }] } },
    { model: "vertex-gemini-3-flash" },
  ],
  [
    "taskRouting skips what is down",
    { ...open("openai"), config: { taskRouting: { general: ["gpt-5.2", "claude-opus-5.5"] } } },
    { model: "claude-opus-5.5" },
  ],
];

const RULES: readonly Case[] = [
  [
    "SQL goes to Codestral",
    { prompt: "Write SQL for sales.", config: rules("SQL → codestral"), as: classified("code") },
    { model: "codestral", by: "rule" },
  ],
  [
    "a rule needs its whole word",
    { prompt: "Write about MySQLish.", config: rules("SQL → codestral"), as: classified("code") },
    { not: "codestral" },
  ],
  [
    "code reviews go to Claude",
    { prompt: "Please review this function.", config: rules("use claude for code reviews"), as: classified("code") },
    { provider: "anthropic", by: "rule" },
  ],
  [
    "other code does not",
    { prompt: "Write a function.", config: rules("use claude for code reviews"), as: classified("code") },
    { not: /claude/u },
  ],
  [
    "never xai",
    { config: rules("never use xai"), policy: { dial: "best" } },
    { not: /grok/u, rejected: "rule", forbidden: ["xai"] },
  ],
  [
    "never Google for math",
    { config: rules("never use gemini for math"), as: classified("math") },
    { not: /gemini/u, forbidden: ["google", "vertex-ai"] },
  ],
  [
    "translations to German",
    {
      prompt: "Translate to German: hello",
      config: rules("translations to german → mistral"),
      as: classified("translation"),
    },
    { provider: "mistral", by: "rule" },
  ],
  [
    "translations to French are not meant",
    {
      prompt: "Translate to French: hello",
      config: rules("translations to german → mistral"),
      as: classified("translation"),
    },
    { not: /mistral/u },
  ],
  [
    "German prompts",
    {
      prompt: "Wie geht es dir?",
      config: rules("german prompts → mistral-large"),
      as: classified("chat", { language: "de" }),
    },
    { model: "mistral-large" },
  ],
  [
    "the first rule that can be followed",
    { prompt: "SQL please", config: rules("SQL → gpt-5.2", "SQL → codestral"), usable: ["mistral"] },
    { model: "codestral", notice: /gpt-5\.2/u },
  ],
  [
    "a rule beats taskRouting",
    { prompt: "SQL please", config: { ...rules("SQL → codestral"), taskRouting: { general: ["gpt-5.2"] } } },
    { model: "codestral", by: "rule" },
  ],
  [
    "a disabled rule is silent",
    {
      prompt: "SQL please",
      config: { rules: rules("SQL → codestral").rules.map((rule) => ({ ...rule, enabled: false })) },
    },
    { not: "codestral" },
  ],
  [
    "screenshots stay here",
    {
      prompt: "What is this?",
      request: { attachments: [PNG] },
      config: rules("screenshots → local"),
      usable: [...CLOUD, "ollama"],
    },
    { ...local, model: "ollama-gemma-vision" },
  ],
  [
    "a rule's provider is down: the next of its list",
    { prompt: "SQL", ...open("mistral"), config: rules("SQL → codestral, then gpt-5.2") },
    { model: "gpt-5.2", by: "rule" },
  ],
];

const CHAINS: readonly Case[] = [
  [
    "search and analysis make a chain",
    { as: classified("websearch", { also: ["reasoning"] }) },
    { chain: ["search", "analysis"], by: "plan" },
  ],
  ["search alone makes none", { as: classified("websearch") }, { not: /^$/u, chain: [] }],
  [
    "chain: false forbids it",
    { as: classified("websearch", { also: ["reasoning"] }), request: { chain: false } },
    { model: "perplexity-sonar-reasoning-pro", chain: [] },
  ],
  [
    "a chain by name",
    { as: classified("writing"), request: { chain: "draft-then-review" } },
    { chain: ["draft", "review"] },
  ],
  ["an unknown chain", { request: { chain: "nonsense" } }, { error: "invalid_input", says: /nonsense/u }],
  [
    "a chain within a budget that is too small",
    {
      as: classified("websearch", { also: ["reasoning"] }),
      policy: { maxCostUsd: 0.04, allowedModels: ["perplexity-sonar-pro", "claude-opus-5.5"] },
    },
    { chain: [], notice: /left out/u },
  ],
  [
    "no chain where nobody searches",
    { as: classified("websearch", { also: ["reasoning"] }), usable: ["mistral", "deepseek"] },
    { chain: [], notice: /search/u },
  ],
  [
    "a named model is no chain",
    { as: classified("websearch", { also: ["reasoning"] }), request: { model: "gpt-5.2" } },
    { model: "gpt-5.2", chain: [] },
  ],
  [
    "tools are no chain",
    { as: classified("websearch", { also: ["reasoning"] }), request: { tools: TOOLS } },
    { chain: [] },
  ],
  [
    "a chain obeys denials",
    { as: classified("websearch", { also: ["reasoning"] }), policy: { deniedProviders: ["moonshot", "vertex-ai"] } },
    { chain: ["search", "analysis"], not: /kimi|vertex/u },
  ],
  [
    "a model that does both steps is no chain",
    { as: classified("websearch", { also: ["reasoning"] }), usable: ["openai"] },
    { provider: "openai", chain: [] },
  ],
];

const TALK: readonly Case[] = [
  [
    "a Chinese prompt",
    { prompt: "用简单的话解释量子计算", as: classified("knowledge", { language: "zh" }) },
    { model: "vertex-gemini-3-flash" },
  ],
  [
    "a Chinese code prompt follows taskRouting",
    {
      prompt: "写一个快速排序",
      as: classified("code", { language: "zh" }),
      config: { taskRouting: { code: ["deepseek-v4-pro"] } },
    },
    { model: "deepseek-v4-pro" },
  ],
  [
    "a Hindi prompt",
    { prompt: "क्वांटम कंप्यूटिंग क्या है?", as: classified("knowledge", { language: "hi" }) },
    { model: "vertex-gemini-3-flash" },
  ],
  ["an unclear prompt keeps the default", { as: classified("unclear") }, { model: "vertex-gemini-3-flash" }],
  [
    "the conversation's model stays",
    { input: { conversation: { lastModel: "claude-sonnet-5.5", cachedTokens: 20_000 } } },
    { model: "claude-sonnet-5.5", by: "stay" },
  ],
  [
    "a special task leaves it",
    { as: classified("websearch"), input: { conversation: { lastModel: "mistral-large" } } },
    { model: "perplexity-sonar-pro" },
  ],
  [
    "it does not stay if it is down",
    { input: { ...open("anthropic").input, conversation: { lastModel: "claude-sonnet-5.5" } } },
    { not: /claude/u },
  ],
  [
    "it does not stay if it cannot see",
    { request: { attachments: [PNG] }, input: { conversation: { lastModel: "codestral" } } },
    { not: "codestral" },
  ],
  [
    "it does not stay against local-only",
    { policy: { localOnly: true }, usable: [...CLOUD, "ollama"], input: { conversation: { lastModel: "gpt-5.2" } } },
    local,
  ],
  [
    "it does not stay against taskRouting",
    { config: { taskRouting: { general: ["claude-opus-5.5"] } }, input: { conversation: { lastModel: "gpt-5.2" } } },
    { model: "claude-opus-5.5" },
  ],
  [
    "a corrected task decides",
    { as: classified("chat"), request: { task: "websearch" } },
    { model: "perplexity-sonar-pro", reason: /you said/u },
  ],
  [
    "auto:code is a task",
    { as: classified("chat"), request: { model: "auto:code" }, config: { taskRouting: { code: ["codestral"] } } },
    { model: "codestral" },
  ],
  [
    "plans are config",
    { config: { plans: [{ name: "mine", when: {}, use: ["claude-sonnet-5.5"] }] } },
    { model: "claude-sonnet-5.5", reason: /mine/u },
  ],
  [
    "recipes are config",
    {
      as: classified("websearch", { also: ["reasoning"] }),
      config: { recipes: DEFAULT_RECIPES.filter((recipe) => recipe.when === undefined) },
    },
    { chain: [] },
  ],
  [
    "an unknown name in taskRouting is told",
    { config: { taskRouting: { general: ["gpt-99"] } } },
    { model: "vertex-gemini-3-flash", notice: /gpt-99/u },
  ],
];

/** What routing must do in every situation the project promises something for. */
export const POLICY_TABLE: readonly Case[] = [
  ...READ_ME,
  ...PRIVATE,
  ...MEANS,
  ...MONEY,
  ...WHO_MAY,
  ...HEALTH,
  ...RULES,
  ...CHAINS,
  ...TALK,
];
