import { z } from "zod";
import type { Config } from "../config.ts";

const model = z.string().min(1);
const usd = z.number().nonnegative();
const action = z.enum(["log", "warn", "block"]);
const bySeverity = z.strictObject({ low: action, medium: action, high: action, critical: action }).partial();

const defaults = z.strictObject({
  model: model.describe("Model for every turn; unset or auto routes.").optional(),
  dial: z.enum(["economy", "balanced", "best"]).describe("How much money quality is worth.").optional(),
  preferLocal: z.boolean().describe("Prefer models on this machine where one is good enough.").optional(),
  localProvider: z.enum(["any", "mlx", "ollama", "lmstudio", "llamacpp"]).optional(),
  costOptimize: z.boolean().describe("Same as the dial at economy, unless dial is set.").optional(),
  enableLLMRouting: z.boolean().describe("Ask a model for the route when the local decision is unclear.").optional(),
  routerAllTasks: z.boolean().describe("Ask it for every prompt.").optional(),
  routingModel: model.optional(),
  preferSubscriptionProviders: z.array(z.string()).optional(),
  preferSubscriptionModels: z.array(model).optional(),
  enableWebSearch: z.boolean().describe("Let models search the web when the prompt needs it.").optional(),
  maxTokens: z.int().min(1).max(1_000_000).optional(),
  temperature: z.number().min(0).max(2).optional(),
  timeout: z.number().min(1).max(3600).describe("Seconds for a whole turn, retries and fallbacks included.").optional(),
  system: z.string().describe("System prompt for every turn.").optional(),
  think: z.boolean().optional(),
  maxCostUsd: usd.describe("Most one turn may cost.").optional(),
  privacyWords: z
    .enum(["notice", "local-only"])
    .describe("What words such as 'confidential' in a prompt do.")
    .optional(),
  continueAfterPartial: z.boolean().optional(),
  cascade: z
    .boolean()
    .describe("Try a cheap model first, check its answer on this machine, and ask a stronger one where it fails.")
    .optional(),
  cascadeJudge: model
    .describe("A model that judges such a first answer where nothing is visibly wrong with it; unset: nobody.")
    .optional(),
  hedge: z.boolean().optional(),
});

const modelSettings = z.strictObject({
  enabled: z.boolean().optional(),
  priority: z.number().min(0).max(100).describe("50 is neutral.").optional(),
  maxTokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
});

const provider = z.strictObject({
  type: z.literal("openai-compatible").optional(),
  name: z.string().optional(),
  enabled: z.boolean().optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  local: z
    .literal(false, { error: "Only false is accepted; remove the key to go by the address." })
    .describe(
      "false: a proxy on this machine that passes prompts on to others; its models are neither local nor free. Unset: what answers on this machine is local.",
    )
    .optional(),
  headers: z.record(z.string(), z.string()).optional(),
  organization: z.string().optional(),
  project: z.string().optional(),
  location: z.string().optional(),
  api: z.string().optional(),
  apiKeyEnv: z.string().optional(),
  maxConcurrent: z
    .int()
    .min(1)
    .max(100_000)
    .describe("Most calls at once, relayed ones included; further ones wait. Unset: 256, relayed ones not counted.")
    .optional(),
  models: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        contextWindow: z.int().positive().optional(),
        maxOutput: z.int().positive().optional(),
        inputPrice: usd.describe("US dollars per million tokens.").optional(),
        outputPrice: usd.optional(),
        vision: z.boolean().optional(),
        tools: z.boolean().optional(),
        reasoning: z.boolean().optional(),
      }),
    )
    .optional(),
});

const history = z.strictObject({
  save: z.boolean().optional(),
  compaction: z.enum(["off", "ask", "auto"]).optional(),
  compactAt: z.number().min(0.1).max(0.95).optional(),
  titles: z
    .enum(["off", "local", "model"])
    .describe(
      "model: a cheap allowed model names a new conversation after its first answer; aio waits 5 s for it at most.",
    )
    .optional(),
  autoDeleteDays: z.int().positive().optional(),
  encrypt: z.boolean().describe("Encrypt content at rest with a key from the vault.").optional(),
});

const security = z.strictObject({
  maxPromptLength: z.int().positive().optional(),
  maxMessages: z.int().positive().optional(),
  allowRemoteExecution: z
    .literal(false)
    .describe("Gone: nothing here executes remote code; only false is accepted.")
    .optional(),
  canaries: z
    .array(z.string().min(6).max(1000))
    .max(100)
    .describe("Words you planted in system prompts or documents; an answer that tells one raises a critical alert.")
    .optional(),
  analyzer: z
    .strictObject({
      enabled: z.boolean().optional(),
      actions: z
        .strictObject({
          prompt: bySeverity,
          document: bySeverity,
          search_result: bySeverity,
          response: bySeverity.describe("A block here holds every answer back until all of it was read."),
        })
        .partial()
        .optional(),
    })
    .optional(),
});

const gateway = z.strictObject({
  host: z.string().optional(),
  port: z.int().min(0).max(65_535).optional(),
  hostNames: z
    .array(z.string().regex(/^[\w.:[\]-]+$/))
    .describe("Names other machines reach the gateway under, as they write them: ai.example.com, 10.0.0.5:8080.")
    .optional(),
  tls: z
    .strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) })
    .describe("Certificate and key in PEM, from this file's folder; read again when they change.")
    .optional(),
  cacheTtlSeconds: z.int().nonnegative().optional(),
  allowedOrigins: z.array(z.string()).optional(),
  otlpEndpoint: z.url().optional(),
});

const logging = z.strictObject({
  level: z.enum(["DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL"]).optional(),
  file: z.string().optional(),
  redactSensitive: z.literal(true).describe("Logs are always redacted; only true is accepted.").optional(),
});

/** A key of the earlier implementation that is refused; error and JSON Schema say why. */
function gone(why: string): z.ZodOptional<z.ZodNever> {
  return z.never({ error: why }).describe(`Gone: ${why}`).optional();
}

/** Validates `config.json`. Unknown keys are refused. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().optional(),
  defaults: defaults.optional(),
  models: z.record(z.string(), modelSettings).optional(),
  providers: z.record(z.string(), provider).optional(),
  rateLimits: z
    .record(
      z.string(),
      z.strictObject({
        requestsPerMinute: z.number().positive().optional(),
        tokensPerMinute: z.number().positive().optional(),
      }),
    )
    .optional(),
  taskRouting: z.record(z.string(), z.array(model)).describe("Models to try first for a task, in order.").optional(),
  rules: z.array(z.string().min(1)).describe("Plain sentences; aio rules add compiles and shows them.").optional(),
  chains: z
    .record(
      z.string(),
      z
        .array(
          z.strictObject({
            role: z.string().min(1),
            models: z.array(model).min(1),
            instruction: z.string().optional(),
          }),
        )
        .min(1),
    )
    .optional(),
  budgets: z.strictObject({ dailyUsd: usd.optional(), monthlyUsd: usd.optional() }).optional(),
  history: history.optional(),
  security: security.optional(),
  credentials: z.strictObject({ order: z.array(z.enum(["keychain", "file", "environment"])).optional() }).optional(),
  learning: z.strictObject({ enabled: z.boolean().optional() }).optional(),
  gateway: gateway.optional(),
  logging: logging.optional(),
  musicGeneration: z
    .strictObject({ defaultModel: z.string().optional(), availableModels: z.array(z.string()).optional() })
    .describe("Of the earlier implementation; kept for the music tool, which this version does not have yet.")
    .optional(),
  agent: gone("the earlier agent that ran tools is not part of this program; remove the key."),
});
