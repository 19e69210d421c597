import { describe, expect, it } from "vitest";
import { parseDuration } from "./parse-duration.ts";
import { readRateLimits } from "./read-rate-limits.ts";

const NOW = Date.UTC(2026, 10, 25, 0, 0, 0);

describe("readRateLimits", () => {
  it.each([
    [
      "OpenAI, Groq, xAI",
      {
        "x-ratelimit-limit-requests": "500",
        "x-ratelimit-remaining-requests": "499",
        "x-ratelimit-reset-requests": "120ms",
        "x-ratelimit-limit-tokens": "30000",
        "x-ratelimit-remaining-tokens": "29000",
        "x-ratelimit-reset-tokens": "6m0s",
      },
      {
        requestsLimit: 500,
        requestsRemaining: 499,
        requestsResetMs: 120,
        tokensLimit: 30_000,
        tokensRemaining: 29_000,
        tokensResetMs: 360_000,
      },
    ],
    [
      "Anthropic",
      {
        "anthropic-ratelimit-requests-limit": "50",
        "anthropic-ratelimit-requests-remaining": "0",
        "anthropic-ratelimit-requests-reset": "2026-11-25T00:00:10Z",
        "anthropic-ratelimit-tokens-limit": "40000",
        "anthropic-ratelimit-tokens-remaining": "39000",
        "anthropic-ratelimit-tokens-reset": "2026-11-25T00:01:00Z",
      },
      {
        requestsLimit: 50,
        requestsRemaining: 0,
        requestsResetMs: 10_000,
        tokensLimit: 40_000,
        tokensRemaining: 39_000,
        tokensResetMs: 60_000,
      },
    ],
    [
      "Mistral",
      {
        "x-ratelimit-limit-req-minute": "60",
        "x-ratelimit-remaining-req-minute": "59",
        "x-ratelimit-limit-tokens-minute": "500000",
        "x-ratelimit-remaining-tokens-minute": "499000",
      },
      { requestsLimit: 60, requestsRemaining: 59, tokensLimit: 500_000, tokensRemaining: 499_000 },
    ],
    [
      "Unix seconds",
      { "x-ratelimit-remaining": "3", "x-ratelimit-reset": String(NOW / 1000 + 5) },
      { requestsRemaining: 3, requestsResetMs: 5000 },
    ],
    [
      "Unix milliseconds",
      { "x-ratelimit-remaining": "3", "x-ratelimit-reset": String(NOW + 5000) },
      { requestsRemaining: 3, requestsResetMs: 5000 },
    ],
    ["nonsense", { "x-ratelimit-remaining-requests": "many", "x-ratelimit-reset-requests": "later" }, undefined],
    ["nothing", {}, undefined],
  ])("%s", (_title, headers, expected) => {
    expect(readRateLimits(new Headers(headers as Record<string, string>), NOW)).toEqual(expected);
  });
});

it.each([
  ["6m0s", 360_000],
  ["1h2m3.5s", 3_723_500],
  ["20ms", 20],
  ["1.5s", 1500],
  ["7", 7000],
  ["1d", 86_400_000],
  ["", undefined],
  ["soon", undefined],
  ["5s later", undefined],
])("parseDuration(%j)", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});
