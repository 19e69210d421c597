import type { ProviderId } from "./provider-id.ts";

/** What can go into a model or come out of it. */
export type Modality = "text" | "image" | "audio" | "video" | "pdf";

/** Prices in US dollars per million tokens; a missing price is unknown, never 0. Free is an explicit 0. */
export interface Price {
  /** First day it applies (ISO date, UTC), inclusive. */
  readonly from?: string;
  /** First day it no longer applies (ISO date, UTC), exclusive. */
  readonly until?: string;
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** Reasoning tokens where they are billed apart; otherwise they cost `output`. */
  readonly reasoning?: number;
  /** Dollars per 1,000 requests on top of tokens. */
  readonly requestsPer1k?: number;
  /** The whole request moves to the last tier whose `above` is less than its input tokens. */
  readonly tiers?: readonly PriceTier[];
  /** Times of day (UTC, "HH:MM") with another price, e.g. DeepSeek's peak hours. */
  readonly hours?: readonly PriceHours[];
}

/** The price above a number of input tokens. */
export interface PriceTier {
  readonly above: number;
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

/** The price between two times of day. */
export interface PriceHours {
  readonly start: string;
  readonly end: string;
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
}

/** One catalogue entry: our key and what a provider serves under its own id. */
export interface Model {
  /** Our key, unique in the catalogue: `claude-sonnet-4.5`. */
  readonly key: string;
  readonly name: string;
  readonly provider: ProviderId;
  /** The provider's own model id. */
  readonly id: string;
  /** Other names that resolve to this entry. */
  readonly aliases?: readonly string[];
  /** Context window in tokens (input and output together unless the provider says otherwise). */
  readonly contextWindow: number;
  /** Most tokens one answer may have. */
  readonly maxOutput: number;
  readonly input: readonly Modality[];
  readonly output: readonly Modality[];
  readonly tools: boolean;
  readonly reasoning: boolean;
  readonly webSearch: boolean;
  readonly structuredOutput?: boolean;
  /** False where the provider refuses `temperature`. */
  readonly temperature?: boolean;
  /** ISO date (or month) of release. */
  readonly released?: string;
  /** ISO date (or month) the training data ends. */
  readonly knowledge?: string;
  readonly deprecated?: string;
  /** ISO date after which the provider refuses it. */
  readonly retired?: string;
  /** Key of the model that replaces it. */
  readonly successor?: string;
  readonly openWeights: boolean;
  /** Runs on the user's own machine. */
  readonly local: boolean;
  /** Coarse standing within the market, used as the prior of quality. */
  readonly tier: ModelTier;
  /** What the model is made for. `chat` unless said otherwise. */
  readonly kind?: "chat" | "embedding" | "image" | "audio" | "moderation";
  readonly prices: readonly Price[];
  /** Where the price comes from. */
  readonly priceSource?: string;
  /** ISO date the facts were read. */
  readonly asOf: string;
  /** The two sources name different prices. */
  readonly disputed?: string;
  readonly bestFor?: string;
}

/** From the smallest and cheapest to the strongest. */
export type ModelTier = "small" | "medium" | "large" | "frontier";
