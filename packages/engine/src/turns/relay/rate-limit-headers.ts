import type { RateLimitSnapshot } from "@ai-orchestrator/contract";

/**
 * What a provider's response headers say about its limits. Reads the OpenAI family (`x-ratelimit-remaining-requests`,
 * durations like `6m0s` or `120ms`; also Groq, xAI, Mistral, DeepSeek where they send them) and Anthropic's
 * (`anthropic-ratelimit-requests-remaining`, resets as RFC 3339). Names must be lower case. `now` is epoch ms.
 */
export function rateLimitSnapshot(headers: Readonly<Record<string, string>>, now: number): RateLimitSnapshot {
  const pick = (...names: readonly string[]): string | undefined =>
    names.map((name) => headers[name]).find((value) => value !== undefined && value !== "");
  const entries = {
    requestsLimit: count(pick("x-ratelimit-limit-requests", "anthropic-ratelimit-requests-limit")),
    requestsRemaining: count(pick("x-ratelimit-remaining-requests", "anthropic-ratelimit-requests-remaining")),
    requestsResetMs: reset(pick("x-ratelimit-reset-requests", "anthropic-ratelimit-requests-reset"), now),
    tokensLimit: count(pick("x-ratelimit-limit-tokens", "anthropic-ratelimit-tokens-limit")),
    tokensRemaining: count(pick("x-ratelimit-remaining-tokens", "anthropic-ratelimit-tokens-remaining")),
    tokensResetMs: reset(pick("x-ratelimit-reset-tokens", "anthropic-ratelimit-tokens-reset"), now),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function count(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,15}$/u.test(value.trim())) return undefined;
  return Number(value);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A Go duration (`1m30.5s`), bare seconds, or a date. */
function reset(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/u.test(text)) return Math.round(Number(text) * 1_000);
  if (/^(\d+(\.\d+)?(ms|[smhd]))+$/u.test(text)) {
    return Math.round(
      [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/gu)].reduce(
        (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ""] ?? 0),
        0,
      ),
    );
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
