import type { RateLimitSnapshot } from "@ai-orchestrator/contract";
import { parseDuration } from "./parse-duration.ts";

/** Names of the six headers in one provider dialect. */
interface HeaderDialect {
  readonly requestsLimit: readonly string[];
  readonly requestsRemaining: readonly string[];
  readonly requestsReset: readonly string[];
  readonly tokensLimit: readonly string[];
  readonly tokensRemaining: readonly string[];
  readonly tokensReset: readonly string[];
}

/** First present header wins. OpenAI, Groq, xAI, DeepSeek, Moonshot; Anthropic (RFC 3339 resets); Mistral. */
const HEADERS: HeaderDialect = {
  requestsLimit: [
    "x-ratelimit-limit-requests",
    "anthropic-ratelimit-requests-limit",
    "x-ratelimit-limit-req-minute",
    "ratelimitbysize-limit-req",
    "x-ratelimit-limit",
  ],
  requestsRemaining: [
    "x-ratelimit-remaining-requests",
    "anthropic-ratelimit-requests-remaining",
    "x-ratelimit-remaining-req-minute",
    "x-ratelimit-remaining",
  ],
  requestsReset: [
    "x-ratelimit-reset-requests",
    "anthropic-ratelimit-requests-reset",
    "ratelimit-reset",
    "x-ratelimit-reset",
  ],
  tokensLimit: [
    "x-ratelimit-limit-tokens",
    "anthropic-ratelimit-tokens-limit",
    "anthropic-ratelimit-input-tokens-limit",
    "x-ratelimit-limit-tokens-minute",
    "ratelimitbysize-limit",
  ],
  tokensRemaining: [
    "x-ratelimit-remaining-tokens",
    "anthropic-ratelimit-tokens-remaining",
    "anthropic-ratelimit-input-tokens-remaining",
    "x-ratelimit-remaining-tokens-minute",
    "ratelimitbysize-remaining",
  ],
  tokensReset: [
    "x-ratelimit-reset-tokens",
    "anthropic-ratelimit-tokens-reset",
    "anthropic-ratelimit-input-tokens-reset",
    "ratelimitbysize-reset",
  ],
};

/** Where a header's value belongs, and how it ranks among others that say the same. */
const PLACES: ReadonlyMap<string, { readonly field: keyof HeaderDialect; readonly rank: number }> = new Map(
  (Object.keys(HEADERS) as (keyof HeaderDialect)[]).flatMap((field) =>
    HEADERS[field].map((name, rank) => [name, { field, rank }] as const),
  ),
);

/** What a response's headers say about the provider's limits; undefined where they say nothing. `now` is epoch ms. */
export function readRateLimits(
  headers: { entries(): Iterable<[string, string]> },
  now: number,
): RateLimitSnapshot | undefined {
  let said: { -readonly [K in keyof HeaderDialect]?: { readonly value: string; readonly rank: number } } | undefined;
  for (const [name, value] of headers.entries()) {
    const place = PLACES.get(name.toLowerCase());
    if (place === undefined || value.trim() === "") continue;
    said ??= {};
    if (place.rank < (said[place.field]?.rank ?? Number.POSITIVE_INFINITY))
      said[place.field] = { value, rank: place.rank };
  }
  if (said === undefined) return undefined;
  const entries = Object.entries({
    requestsLimit: count(said.requestsLimit?.value),
    requestsRemaining: count(said.requestsRemaining?.value),
    requestsResetMs: reset(said.requestsReset?.value, now),
    tokensLimit: count(said.tokensLimit?.value),
    tokensRemaining: count(said.tokensRemaining?.value),
    tokensResetMs: reset(said.tokensReset?.value, now),
  }).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as RateLimitSnapshot);
}

function count(said: string | undefined): number | undefined {
  const value = Number(said ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Above this a bare number is a point in time (Unix seconds, or ms), below it a wait in seconds. */
const EPOCH_SECONDS = 1_000_000_000;

function reset(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const plain = Number(value);
  if (Number.isFinite(plain) && plain >= EPOCH_SECONDS)
    return Math.max(0, (plain >= EPOCH_SECONDS * 1000 ? plain : plain * 1000) - now);
  const duration = parseDuration(value);
  if (duration !== undefined) return duration;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
