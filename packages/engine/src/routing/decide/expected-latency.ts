import type { ModelTier } from "@ai-orchestrator/contract";
import type { ObservedLatency } from "./decide-input.ts";
import type { CandidateRow } from "./snapshot.ts";

interface Speed {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
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

/** Milliseconds to the end of an answer. */
export function expectedLatency(row: CandidateRow, tokens: { readonly input: number; readonly cached: number; readonly output: number }, observed: ObservedLatency | undefined): number {
  const usual = (row.local ? LOCAL_SPEED : TIER_SPEED)[row.model.tier];
  const factor = PROVIDER_SPEED[row.provider] ?? 1;
  let firstToken = usual.firstTokenMs;
  let speed = usual.tokensPerSecond * factor;
  if (observed !== undefined && observed.calls > 0 && observed.tokensPerSecond > 0) {
    const share = observed.calls / (observed.calls + PRIOR_CALLS);
    firstToken += share * (observed.firstTokenMs - firstToken);
    speed += share * (observed.tokensPerSecond - speed);
  }
  const reading = (tokens.input - Math.min(tokens.cached, tokens.input)) / (row.local ? READ_LOCAL : READ_CLOUD);
  return firstToken + 1000 * (reading + tokens.output / speed);
}
