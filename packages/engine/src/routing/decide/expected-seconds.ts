import type { Model, ModelTier } from "@ai-orchestrator/contract";
import type { ObservedLatency } from "./decide-input.ts";

interface Speed {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}

/** How long a model takes, in seconds: to the first token, for a token read, for a token written. */
export interface Pace {
  readonly firstToken: number;
  readonly perRead: number;
  readonly perToken: number;
}

/** Usual speeds by tier, and of providers known for other ones; replaced by what is observed as calls come in. */
const TIER_SPEED: Readonly<Record<ModelTier, Speed>> = {
  small: { firstTokenMs: 400, tokensPerSecond: 150 },
  medium: { firstTokenMs: 600, tokensPerSecond: 100 },
  large: { firstTokenMs: 900, tokensPerSecond: 70 },
  frontier: { firstTokenMs: 1500, tokensPerSecond: 50 },
};
const LOCAL_SPEED: Readonly<Record<ModelTier, Speed>> = {
  small: { firstTokenMs: 300, tokensPerSecond: 45 },
  medium: { firstTokenMs: 700, tokensPerSecond: 22 },
  large: { firstTokenMs: 1500, tokensPerSecond: 10 },
  frontier: { firstTokenMs: 3000, tokensPerSecond: 5 },
};
/** Factor on speed. */
const PROVIDER_SPEED: Readonly<Record<string, number>> = { groq: 3, moonshot: 0.5, perplexity: 0.8 };
/** Tokens read a second before the first token, cloud and local. */
const READ_CLOUD = 8000;
const READ_LOCAL = 600;
/** The usual speed counts as this many observed calls. */
const PRIOR_CALLS = 5;

/** Seconds to the end of an answer. */
export function secondsAt(pace: Pace, freshTokens: number, outputTokens: number): number {
  return pace.firstToken + freshTokens * pace.perRead + outputTokens * pace.perToken;
}

/** The usual pace, moved towards what was observed as calls come in. */
export function observedPace(usual: Pace, observed: ObservedLatency): Pace {
  if (!(observed.calls > 0) || !(observed.tokensPerSecond > 0)) return usual;
  const share = observed.calls / (observed.calls + PRIOR_CALLS);
  return {
    firstToken: usual.firstToken + share * (observed.firstTokenMs / 1000 - usual.firstToken),
    perRead: usual.perRead,
    perToken: usual.perToken + share * (1 / observed.tokensPerSecond - usual.perToken),
  };
}

/** The pace usual for a model, before anything is observed. */
export function usualPace(model: Model, local: boolean): Pace {
  const { firstTokenMs, tokensPerSecond } = (local ? LOCAL_SPEED : TIER_SPEED)[model.tier];
  return {
    firstToken: firstTokenMs / 1000,
    perRead: 1 / (local ? READ_LOCAL : READ_CLOUD),
    perToken: 1 / (tokensPerSecond * (PROVIDER_SPEED[model.provider] ?? 1)),
  };
}
