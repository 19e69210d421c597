import type { AlertSeverity } from "./alert.ts";
import type { Dial } from "./policy.ts";

/** `config.json` as it is read: the user's own file. Every key is used, or refused with the nearest name. API keys never live in it. */
export interface Config {
  readonly $schema?: string | undefined;
  /** "2.0.0" of the earlier implementation loads unchanged. */
  readonly version?: string | undefined;
  readonly defaults?: DefaultsConfig | undefined;
  readonly models?: Readonly<Record<string, ModelConfig>> | undefined;
  readonly providers?: Readonly<Record<string, ProviderConfig>> | undefined;
  readonly rateLimits?: Readonly<Record<string, RateLimitConfig>> | undefined;
  readonly taskRouting?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Sentences such as "contracts never leave this machine". */
  readonly rules?: readonly string[] | undefined;
  /** Chain recipes by name, added to or replacing the shipped ones. */
  readonly chains?: Readonly<Record<string, readonly ChainStepConfig[]>> | undefined;
  readonly budgets?: { readonly dailyUsd?: number | undefined; readonly monthlyUsd?: number | undefined } | undefined;
  readonly history?: HistoryConfig | undefined;
  readonly security?: SecurityConfig | undefined;
  readonly credentials?: CredentialsConfig | undefined;
  readonly learning?: { readonly enabled?: boolean | undefined } | undefined;
  readonly gateway?: GatewayConfig | undefined;
  readonly logging?: LoggingConfig | undefined;
  /** Of the earlier implementation; kept for the music tool, which this version does not have yet. */
  readonly musicGeneration?:
    | { readonly defaultModel?: string | undefined; readonly availableModels?: readonly string[] | undefined }
    | undefined;
  /** Of the earlier implementation: gone, and refused with the reason. */
  readonly agent?: undefined;
}

/** What a turn does unless told otherwise. */
export interface DefaultsConfig {
  /** Model for every turn; unset or `auto` routes. */
  readonly model?: string | undefined;
  readonly dial?: Dial | undefined;
  readonly preferLocal?: boolean | undefined;
  readonly localProvider?: "any" | "mlx" | "ollama" | "lmstudio" | "llamacpp" | undefined;
  readonly costOptimize?: boolean | undefined;
  readonly enableLLMRouting?: boolean | undefined;
  readonly routerAllTasks?: boolean | undefined;
  readonly routingModel?: string | undefined;
  readonly preferSubscriptionProviders?: readonly string[] | undefined;
  readonly preferSubscriptionModels?: readonly string[] | undefined;
  readonly enableWebSearch?: boolean | undefined;
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  /** Seconds, whole turn. */
  readonly timeout?: number | undefined;
  readonly system?: string | undefined;
  readonly think?: boolean | undefined;
  readonly maxCostUsd?: number | undefined;
  /** What words such as "confidential" or "offline only" in a prompt do. */
  readonly privacyWords?: "notice" | "local-only" | undefined;
  /** After a provider fails mid-answer, let the next model continue from the text so far. */
  readonly continueAfterPartial?: boolean | undefined;
  /** Try a cheap model first, check its answer, and ask a stronger one where it does not pass. */
  readonly cascade?: boolean | undefined;
  /** A model that judges such a first answer where nothing is visibly wrong with it. */
  readonly cascadeJudge?: string | undefined;
  /** Start a second call when the first is slower than usual. */
  readonly hedge?: boolean | undefined;
}

/** Settings of one model. */
export interface ModelConfig {
  readonly enabled?: boolean | undefined;
  /** 0–100, 50 is neutral. */
  readonly priority?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
}

/** Settings of one provider, or a new OpenAI-compatible one. */
export interface ProviderConfig {
  /** Required for endpoints we do not ship. */
  readonly type?: "openai-compatible" | undefined;
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly baseUrl?: string | undefined;
  /** `false`: it answers on this machine but passes prompts on to others, so its models are neither local nor free. */
  readonly local?: false | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly organization?: string | undefined;
  readonly project?: string | undefined;
  readonly location?: string | undefined;
  /** Which of the provider's interfaces to use, e.g. `chat` or `responses`. */
  readonly api?: string | undefined;
  /** Name of the environment variable that holds the key. */
  readonly apiKeyEnv?: string | undefined;
  /** Most calls at once, relayed ones included; further ones wait their turn. Unset: 256, relayed ones not counted. */
  readonly maxConcurrent?: number | undefined;
  /** Model ids for an endpoint that does not list them. */
  readonly models?:
    | readonly {
        readonly id: string;
        readonly contextWindow?: number | undefined;
        readonly maxOutput?: number | undefined;
        readonly inputPrice?: number | undefined;
        readonly outputPrice?: number | undefined;
        readonly vision?: boolean | undefined;
        readonly tools?: boolean | undefined;
        readonly reasoning?: boolean | undefined;
      }[]
    | undefined;
}

/** Limits we keep towards a provider. */
export interface RateLimitConfig {
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
}

/** One step of a chain the user defines. */
export interface ChainStepConfig {
  readonly role: string;
  readonly models: readonly string[];
  /** What this step is told, before the question. */
  readonly instruction?: string | undefined;
}

/** What is kept. */
export interface HistoryConfig {
  readonly save?: boolean | undefined;
  readonly compaction?: "off" | "ask" | "auto" | undefined;
  /** Share of the model's window at which compaction is due. */
  readonly compactAt?: number | undefined;
  readonly titles?: "off" | "local" | "model" | undefined;
  readonly autoDeleteDays?: number | undefined;
  readonly encrypt?: boolean | undefined;
}

/** Input limits and what the analyzer does. */
export interface SecurityConfig {
  readonly maxPromptLength?: number | undefined;
  readonly maxMessages?: number | undefined;
  /** Of the earlier implementation; nothing here executes remote code, so only `false` is accepted. */
  readonly allowRemoteExecution?: false | undefined;
  /** Words of your own that you put into system prompts or documents to see them again nowhere: an answer that tells one, in whatever encoding, raises a critical alert. */
  readonly canaries?: readonly string[] | undefined;
  /** What to do with a finding, by source and severity; `log` unless said otherwise. */
  readonly analyzer?:
    | {
        readonly enabled?: boolean | undefined;
        readonly actions?: Readonly<Partial<Record<AnalyzedSource, SeverityActions | undefined>>> | undefined;
      }
    | undefined;
}

/** Where keys come from. */
export interface CredentialsConfig {
  readonly order?: readonly ("keychain" | "file" | "environment")[] | undefined;
}

/** The local server. */
export interface GatewayConfig {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** Names other machines reach it under, as they write them: `ai.example.com`, `10.0.0.5:8080`. */
  readonly hostNames?: readonly string[] | undefined;
  /** TLS without a proxy: PEM files, relative to the config file's folder; read again when they change. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly cacheTtlSeconds?: number | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly otlpEndpoint?: string | undefined;
}

/** Diagnostics. */
export interface LoggingConfig {
  readonly level?: "DEBUG" | "INFO" | "WARNING" | "WARN" | "ERROR" | "CRITICAL" | undefined;
  readonly file?: string | undefined;
  readonly redactSensitive?: true | undefined;
}

/** Where analyzed text comes from. */
export type AnalyzedSource = "prompt" | "document" | "search_result" | "response";

/** What happens for a finding of each severity. */
export type SeverityActions = Readonly<Partial<Record<AlertSeverity, "log" | "warn" | "block" | undefined>>>;
