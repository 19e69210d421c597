import type { ErrorCode } from "@ai-orchestrator/contract";
import type { ErrorDialect } from "./subjects.ts";

/** A refusal by status and body, and what it must become. */
export interface FaultCase {
  readonly title: string;
  readonly dialect: ErrorDialect;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly code: ErrorCode;
  readonly retryAfterMs?: number;
}

const openai = (type: string, code: string | null, message: string): unknown => ({
  error: { message, type, param: null, code },
});
const anthropic = (type: string, message: string): unknown => ({
  type: "error",
  error: { type, message },
  request_id: "req_body",
});
const google = (code: number, status: string, message: string, details: readonly unknown[] = []): unknown => ({
  error: { code, message, status, details },
});
const mistral = (type: string, message: unknown, code: string | null = null): unknown => ({
  object: "error",
  message,
  type,
  param: null,
  code,
});
const xai = (code: string, error: string): unknown => ({ code, error });

const RETRY_INFO = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" };
const quota = (quotaId: string): unknown => ({
  "@type": "type.googleapis.com/google.rpc.QuotaFailure",
  violations: [{ quotaMetric: "m", quotaId }],
});

/** The documented refusals of each family of providers; statuses and wordings as in their API references. */
export const FAULT_CASES: readonly FaultCase[] = [
  {
    dialect: "openai",
    title: "wrong key",
    status: 401,
    body: openai(
      "invalid_request_error",
      "invalid_api_key",
      "Incorrect API key provided: sk-conf***. You can find your API key at https://platform.openai.com.",
    ),
    code: "authentication",
  },
  {
    dialect: "openai",
    title: "region not allowed",
    status: 403,
    body: openai(
      "request_forbidden",
      "unsupported_country_region_territory",
      "Country, region, or territory not supported",
    ),
    code: "permission",
  },
  {
    dialect: "openai",
    title: "no such model",
    status: 404,
    body: openai(
      "invalid_request_error",
      "model_not_found",
      "The model `gpt-9` does not exist or you do not have access to it.",
    ),
    code: "not_found",
  },
  {
    dialect: "openai",
    title: "bad parameter",
    status: 400,
    body: openai("invalid_request_error", "unsupported_parameter", "Unsupported parameter: 'top_k'."),
    code: "bad_request",
  },
  {
    dialect: "openai",
    title: "context too long",
    status: 400,
    body: openai(
      "invalid_request_error",
      "context_length_exceeded",
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 150000 tokens.",
    ),
    code: "context_too_long",
  },
  {
    dialect: "openai",
    title: "context too long, in words only",
    status: 400,
    body: openai(
      "invalid_request_error",
      null,
      "This model's maximum context length is 8192 tokens, however you requested 9000 tokens.",
    ),
    code: "context_too_long",
  },
  {
    dialect: "openai",
    title: "content policy",
    status: 400,
    body: openai(
      "invalid_request_error",
      "content_policy_violation",
      "Your request was rejected as a result of our safety system.",
    ),
    code: "content_filtered",
  },
  {
    dialect: "openai",
    title: "rate limit, retry-after-ms",
    status: 429,
    headers: { "retry-after-ms": "1234", "retry-after": "2" },
    body: openai("tokens", "rate_limit_exceeded", "Rate limit reached for gpt on tokens per min (TPM)."),
    code: "rate_limited",
    retryAfterMs: 1234,
  },
  {
    dialect: "openai",
    title: "rate limit, seconds",
    status: 429,
    headers: { "retry-after": "20" },
    body: openai("requests", "rate_limit_exceeded", "Rate limit reached."),
    code: "rate_limited",
    retryAfterMs: 20_000,
  },
  {
    dialect: "openai",
    title: "rate limit, HTTP date",
    status: 429,
    headers: { "retry-after": "Wed, 25 Nov 2026 00:01:00 GMT" },
    body: openai("requests", "rate_limit_exceeded", "Rate limit reached."),
    code: "rate_limited",
    retryAfterMs: 60_000,
  },
  {
    dialect: "openai",
    title: "rate limit, reset header only",
    status: 429,
    headers: { "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s" },
    body: openai("tokens", "rate_limit_exceeded", "Rate limit reached."),
    code: "rate_limited",
    retryAfterMs: 360_000,
  },
  {
    dialect: "openai",
    title: "quota",
    status: 429,
    body: openai(
      "insufficient_quota",
      "insufficient_quota",
      "You exceeded your current quota, please check your plan and billing details.",
    ),
    code: "quota_exhausted",
  },
  {
    dialect: "openai",
    title: "daily limit",
    status: 429,
    headers: { "retry-after": "5400" },
    body: openai(
      "tokens",
      "rate_limit_exceeded",
      "Rate limit reached for model in organization on tokens per day (TPD): Limit 100000.",
    ),
    code: "quota_exhausted",
    retryAfterMs: 5_400_000,
  },
  {
    dialect: "openai",
    title: "no balance (DeepSeek)",
    status: 402,
    body: openai("unknown_error", "invalid_request_error", "Insufficient Balance"),
    code: "quota_exhausted",
  },
  {
    dialect: "openai",
    title: "quota (Moonshot)",
    status: 429,
    body: openai("exceeded_current_quota_error", null, "Your account is suspended due to insufficient balance"),
    code: "quota_exhausted",
  },
  {
    dialect: "openai",
    title: "busy engine (Moonshot)",
    status: 429,
    body: openai("engine_overloaded_error", null, "The engine is currently overloaded, please try again later"),
    code: "overloaded",
  },
  {
    dialect: "openai",
    title: "overloaded",
    status: 503,
    body: openai("service_unavailable", null, "That model is currently overloaded with other requests."),
    code: "overloaded",
  },
  {
    dialect: "openai",
    title: "capacity (Groq flex)",
    status: 498,
    body: openai("capacity", null, "Flex tier capacity exceeded"),
    code: "overloaded",
  },
  {
    dialect: "openai",
    title: "server error",
    status: 500,
    body: openai("server_error", null, "The server had an error while processing your request."),
    code: "server",
  },
  {
    dialect: "openai",
    title: "gateway timeout",
    status: 504,
    body: "<html><head><title>504 Gateway Time-out</title></head></html>",
    code: "timeout",
  },
  {
    dialect: "openai",
    title: "web page",
    status: 502,
    body: "<html><head><title>502 Bad Gateway</title></head></html>",
    code: "server",
  },
  {
    dialect: "openai",
    title: "FastAPI detail",
    status: 422,
    body: { detail: [{ loc: ["body", "messages", 0], msg: "Field required", type: "missing" }] },
    code: "bad_request",
  },

  {
    dialect: "anthropic",
    title: "wrong key",
    status: 401,
    body: anthropic("authentication_error", "invalid x-api-key"),
    code: "authentication",
  },
  {
    dialect: "anthropic",
    title: "no permission",
    status: 403,
    body: anthropic("permission_error", "Your API key does not have permission to use the specified resource."),
    code: "permission",
  },
  {
    dialect: "anthropic",
    title: "no such model",
    status: 404,
    body: anthropic("not_found_error", "model: claude-9"),
    code: "not_found",
  },
  {
    dialect: "anthropic",
    title: "bad request",
    status: 400,
    body: anthropic("invalid_request_error", "messages.0.role: Input should be 'user'"),
    code: "bad_request",
  },
  {
    dialect: "anthropic",
    title: "context too long",
    status: 400,
    body: anthropic("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
    code: "context_too_long",
  },
  {
    dialect: "anthropic",
    title: "too large",
    status: 413,
    body: anthropic("request_too_large", "Request exceeds the maximum allowed number of bytes."),
    code: "context_too_long",
  },
  {
    dialect: "anthropic",
    title: "content filter",
    status: 400,
    body: anthropic("invalid_request_error", "Output blocked by content filtering policy"),
    code: "content_filtered",
  },
  {
    dialect: "anthropic",
    title: "rate limit",
    status: 429,
    headers: { "retry-after": "12" },
    body: anthropic(
      "rate_limit_error",
      "This request would exceed your organization's rate limit of 50 requests per minute.",
    ),
    code: "rate_limited",
    retryAfterMs: 12_000,
  },
  {
    dialect: "anthropic",
    title: "no credit",
    status: 400,
    body: anthropic("invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
    code: "quota_exhausted",
  },
  {
    dialect: "anthropic",
    title: "billing",
    status: 402,
    body: anthropic("billing_error", "There is an issue with your billing."),
    code: "quota_exhausted",
  },
  {
    dialect: "anthropic",
    title: "overloaded",
    status: 529,
    body: anthropic("overloaded_error", "Overloaded"),
    code: "overloaded",
  },
  {
    dialect: "anthropic",
    title: "timeout",
    status: 504,
    body: anthropic("timeout_error", "The request timed out."),
    code: "timeout",
  },
  {
    dialect: "anthropic",
    title: "server error",
    status: 500,
    body: anthropic("api_error", "An unexpected error has occurred."),
    code: "server",
  },

  {
    dialect: "google",
    title: "wrong key",
    status: 400,
    body: google(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [
      { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" },
    ]),
    code: "authentication",
  },
  {
    dialect: "google",
    title: "unauthenticated",
    status: 401,
    body: google(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
    code: "authentication",
  },
  {
    dialect: "google",
    title: "API not enabled",
    status: 403,
    body: google(403, "PERMISSION_DENIED", "Vertex AI API has not been used in project before or it is disabled."),
    code: "permission",
  },
  {
    dialect: "google",
    title: "no such model, in an array",
    status: 404,
    body: [google(404, "NOT_FOUND", "models/gemini-9 is not found for API version v1beta")],
    code: "not_found",
  },
  {
    dialect: "google",
    title: "bad request",
    status: 400,
    body: google(400, "INVALID_ARGUMENT", "Invalid JSON payload received."),
    code: "bad_request",
  },
  {
    dialect: "google",
    title: "context too long",
    status: 400,
    body: google(
      400,
      "INVALID_ARGUMENT",
      "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).",
    ),
    code: "context_too_long",
  },
  {
    dialect: "google",
    title: "minute quota with RetryInfo",
    status: 429,
    body: google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan.", [
      quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier"),
      RETRY_INFO,
    ]),
    code: "rate_limited",
    retryAfterMs: 34_500,
  },
  {
    dialect: "google",
    title: "daily quota",
    status: 429,
    body: google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", [
      quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier"),
      RETRY_INFO,
    ]),
    code: "quota_exhausted",
    retryAfterMs: 34_500,
  },
  {
    dialect: "google",
    title: "shared capacity (Vertex)",
    status: 429,
    body: google(429, "RESOURCE_EXHAUSTED", "Resource exhausted. Please try again later."),
    code: "rate_limited",
  },
  {
    dialect: "google",
    title: "overloaded",
    status: 503,
    body: google(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    code: "overloaded",
  },
  {
    dialect: "google",
    title: "deadline",
    status: 504,
    body: google(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
    code: "timeout",
  },
  {
    dialect: "google",
    title: "server error",
    status: 500,
    body: google(500, "INTERNAL", "An internal error has occurred."),
    code: "server",
  },

  { dialect: "mistral", title: "wrong key", status: 401, body: { detail: "Unauthorized" }, code: "authentication" },
  {
    dialect: "mistral",
    title: "no such model",
    status: 400,
    body: mistral("invalid_model", "Invalid model: mistral-99", "1500"),
    code: "not_found",
  },
  {
    dialect: "mistral",
    title: "extra field",
    status: 422,
    body: mistral("invalid_request_error", {
      detail: [{ type: "extra_forbidden", loc: ["body", "timestamp"], msg: "Extra inputs are not permitted" }],
    }),
    code: "bad_request",
  },
  {
    dialect: "mistral",
    title: "context too long",
    status: 400,
    body: mistral(
      "invalid_request_error",
      "Prompt contains 140000 tokens and 0 draft tokens, too large for model with 131072 maximum context length",
      "3051",
    ),
    code: "context_too_long",
  },
  {
    dialect: "mistral",
    title: "rate limit",
    status: 429,
    headers: { "retry-after": "1.5" },
    body: mistral("rate_limited", "Rate limit exceeded", "1300"),
    code: "rate_limited",
    retryAfterMs: 1500,
  },
  {
    dialect: "mistral",
    title: "capacity",
    status: 429,
    body: mistral("service_tier_capacity_exceeded", "Service tier capacity exceeded for this model.", "3505"),
    code: "overloaded",
  },
  {
    dialect: "mistral",
    title: "server error",
    status: 500,
    body: mistral("internal_server_error", "Service unavailable."),
    code: "server",
  },

  {
    dialect: "xai",
    title: "wrong key",
    status: 400,
    body: xai(
      "Client specified an invalid argument",
      "Incorrect API key provided: xa***. You can obtain an API key from https://console.x.ai.",
    ),
    code: "authentication",
  },
  {
    dialect: "xai",
    title: "no such model",
    status: 404,
    body: xai(
      "Some requested entity was not found",
      "The model grok-99 does not exist or your team does not have access to it.",
    ),
    code: "not_found",
  },
  {
    dialect: "xai",
    title: "no credit",
    status: 403,
    body: xai(
      "The caller does not have permission to execute the specified operation",
      "Your team has either used all available credits or reached its monthly spending limit.",
    ),
    code: "quota_exhausted",
  },
  {
    dialect: "xai",
    title: "content",
    status: 403,
    body: xai(
      "The caller does not have permission to execute the specified operation",
      "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_CSAM",
    ),
    code: "content_filtered",
  },
  {
    dialect: "xai",
    title: "context too long",
    status: 400,
    body: xai(
      "Client specified an invalid argument",
      "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
    ),
    code: "context_too_long",
  },
  {
    dialect: "xai",
    title: "rate limit",
    status: 429,
    headers: { "retry-after": "7" },
    body: xai("Some resource has been exhausted", "Too many requests for team."),
    code: "rate_limited",
    retryAfterMs: 7000,
  },
  {
    dialect: "xai",
    title: "overloaded",
    status: 503,
    body: xai(
      "The service is currently unavailable",
      "The model is at capacity and currently cannot serve this request.",
    ),
    code: "overloaded",
  },
];
