/** Tokens of one provider call, or of several added up. */
export interface Usage {
  /** All input tokens, cached ones included. */
  readonly inputTokens: number;
  /** Of these, read from the provider's cache. */
  readonly cacheReadTokens: number;
  /** Of these, written to the provider's cache. */
  readonly cacheWriteTokens: number;
  /** All output tokens, reasoning included. */
  readonly outputTokens: number;
  /** Of these, reasoning. */
  readonly reasoningTokens: number;
  /** True where we counted because the provider did not say. */
  readonly estimated?: boolean;
}

/** No tokens. */
export const NO_USAGE: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
};

/** The sum; estimated if either is. */
export function addUsage(a: Usage, b: Usage): Usage {
  const sum = {
    inputTokens: a.inputTokens + b.inputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  };
  return a.estimated || b.estimated ? { ...sum, estimated: true } : sum;
}

/** What something cost in US dollars; `usd: null` means unknown, never free. */
export interface Cost {
  readonly usd: number | null;
  /** True where tokens were estimated or a price part was missing. */
  readonly estimated?: boolean;
}

/** The sum; unknown if either is unknown. */
export function addCost(a: Cost, b: Cost): Cost {
  const usd = a.usd === null || b.usd === null ? null : a.usd + b.usd;
  return a.estimated || b.estimated ? { usd, estimated: true } : { usd };
}
