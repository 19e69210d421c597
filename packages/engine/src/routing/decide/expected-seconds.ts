import type { Model, ModelTier } from "@ai-orchestrator/contract";
import type { ObservedLatency } from "./decide-input.ts";

interface Speed {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}

/** A speed with how fast input is read. */
export interface UsualSpeed extends Speed {
  readonly readPerSecond: number;
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
export function expectedSeconds(usual: UsualSpeed, tokens: { readonly fresh: number; readonly output: number }, observed: ObservedLatency | undefined): number {
  let { firstTokenMs, tokensPerSecond } = usual;
  if (observed !== undefined && observed.calls > 0 && observed.tokensPerSecond > 0) {
    const share = observed.calls / (observed.calls + PRIOR_CALLS);
    firstTokenMs += share * (observed.firstTokenMs - firstTokenMs);
    tokensPerSecond += share * (observed.tokensPerSecond - tokensPerSecond);
  }
  return firstTokenMs / 1000 + tokens.fresh / usual.readPerSecond + tokens.output / tokensPerSecond;
}

/** The speed usual for a model, before anything is observed. */
export function usualSpeed(model: Model, local: boolean): UsualSpeed {
  const { firstTokenMs, tokensPerSecond } = (local ? LOCAL_SPEED : TIER_SPEED)[model.tier];
  return { firstTokenMs, tokensPerSecond: tokensPerSecond * (PROVIDER_SPEED[model.provider] ?? 1), readPerSecond: local ? READ_LOCAL : READ_CLOUD };
}
