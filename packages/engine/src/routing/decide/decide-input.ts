import type {
  Catalogue,
  Cue,
  Message,
  Model,
  ProviderHealth,
  ProviderStatus,
  Task,
  TurnRequest,
} from "@ai-orchestrator/contract";
import type { LearnedState } from "../learning/learned-state.ts";
import type { RoutingConfig } from "../routing-config.ts";

/** What routing reads of a classification; made by `classify`, or by a test. */
export interface ClassificationLike {
  readonly task: Task | "unclear";
  /** Calibrated probability of each task, summing to 1. */
  readonly tasks: Readonly<Record<Task, number>>;
  readonly also?: readonly Task[] | undefined;
  /** Probability that a cheap model fails, 0–1. */
  readonly difficulty: number;
  /** Half width of what difficulty may be, 0–1. */
  readonly difficultyUncertainty?: number | undefined;
  readonly language?: string | undefined;
  readonly cues: readonly Cue[];
}

/** Speed as it was observed on this machine. */
export interface ObservedLatency {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  /** Calls behind the averages. */
  readonly calls: number;
}

/** What the conversation remembers for routing. */
export interface ConversationRoute {
  readonly lastModel?: string;
  readonly lastTask?: Task | "unclear";
  /** Tokens the provider of `lastModel` holds in its prompt cache. */
  readonly cachedTokens?: number;
}

/**
 * Everything a decision is made from. `models`, `providers` and `config` are compiled once for each object identity:
 * pass the same array or object while nothing has changed.
 */
export interface DecideInput {
  readonly request: TurnRequest;
  /** The text to classify: the last user message. */
  readonly promptText: string;
  /** The messages a model must have room for, and eyes; `promptText`'s included. */
  readonly messages?: readonly Message[] | undefined;
  /** All that may be sent, which rules read; `messages` by default. */
  readonly everything?: readonly Message[] | undefined;
  /** What the summaries among them were made from, which rules about privacy read. */
  readonly summarized?: (() => readonly Message[]) | undefined;
  readonly models: readonly Model[];
  readonly catalogue: Catalogue;
  readonly providers: readonly ProviderStatus[];
  readonly health: readonly ProviderHealth[];
  readonly config: RoutingConfig;
  readonly learned?: LearnedState | undefined;
  /** Dollars left in the tightest budget. */
  readonly budgetRemainingUsd?: number | undefined;
  readonly conversation?: ConversationRoute | undefined;
  /** Tokens of context beside the prompt (history, summaries) where `messages` is not given. */
  readonly contextTokens?: number | undefined;
  /** Epoch ms. */
  readonly now: number;
  /** Uniform in [0, 1); absent switches exploration off. */
  readonly random?: (() => number) | undefined;
  readonly latencyStats?: Readonly<Record<string, ObservedLatency>> | undefined;
  /** Made before, or by another classifier; `classify(promptText)` otherwise. */
  readonly classification?: ClassificationLike | undefined;
  /** Monotonic milliseconds, to fill `Decision.micros`; 0 without it. */
  readonly monotonic?: (() => number) | undefined;
}
