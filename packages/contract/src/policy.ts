/** How much money quality is worth. */
export type Dial = "economy" | "balanced" | "best";

/** What one turn may do, after config, flags and gateway keys are merged. Hard parts bind every candidate and fallback. */
export interface TurnPolicy {
  /** Hard: only models on this machine. */
  readonly localOnly?: boolean;
  /** Nothing of the turn is written anywhere; audit keeps counts only. */
  readonly incognito?: boolean;
  readonly dial?: Dial;
  /** Prefer local models where one is good enough (soft). */
  readonly preferLocal?: boolean;
  /** Hard: most this turn may cost, in US dollars. */
  readonly maxCostUsd?: number;
  /** Hard: the only models that may be used (keys or `provider/*`), e.g. of a gateway key. */
  readonly allowedModels?: readonly string[];
  /** Hard: providers that may not be used. */
  readonly deniedProviders?: readonly string[];
}
