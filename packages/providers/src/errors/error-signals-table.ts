import type { ErrorCode, ProviderId } from "@ai-orchestrator/contract";

/**
 * Machine-readable words of error bodies and what they mean, in the providers' own documented vocabularies
 * (OpenAI error codes, Anthropic error types, google.rpc.Code, Mistral, Groq, xAI, Moonshot, DeepSeek).
 */
export const SIGNAL_CODES: Readonly<Record<string, ErrorCode>> = {
  invalid_api_key: "authentication",
  incorrect_api_key: "authentication",
  authentication_error: "authentication",
  invalid_authentication_error: "authentication",
  unauthenticated: "authentication",
  unauthorized: "authentication",
  api_key_invalid: "authentication",
  api_key_expired: "authentication",
  access_token_expired: "authentication",
  invalid_credentials: "authentication",
  account_deactivated: "authentication",

  permission_error: "permission",
  permission_denied: "permission",
  permission_denied_error: "permission",
  insufficient_permissions: "permission",
  unsupported_country_region_territory: "permission",
  api_key_service_blocked: "permission",
  service_disabled: "permission",
  billing_disabled: "permission",
  model_permission_blocked_org: "permission",
  forbidden: "permission",
  access_denied: "permission",

  model_not_found: "not_found",
  not_found_error: "not_found",
  resource_not_found_error: "not_found",
  not_found: "not_found",
  unknown_model: "not_found",
  invalid_model: "not_found",
  model_decommissioned: "not_found",
  model_not_active: "not_found",

  context_length_exceeded: "context_too_long",
  context_window_exceeded: "context_too_long",
  request_too_large: "context_too_long",
  exceed_context_size_error: "context_too_long",
  string_above_max_length: "context_too_long",
  prompt_too_long: "context_too_long",

  content_filter: "content_filtered",
  content_policy_violation: "content_filtered",
  content_filtered: "content_filtered",
  moderation_blocked: "content_filtered",
  responsibleaipolicyviolation: "content_filtered",
  prompt_blocked: "content_filtered",
  invalid_prompt: "content_filtered",

  insufficient_quota: "quota_exhausted",
  billing_hard_limit_reached: "quota_exhausted",
  billing_not_active: "quota_exhausted",
  billing_error: "quota_exhausted",
  exceeded_current_quota_error: "quota_exhausted",
  insufficient_balance: "quota_exhausted",
  insufficient_credits: "quota_exhausted",
  spend_limit_reached: "quota_exhausted",
  payment_required: "quota_exhausted",

  rate_limit_exceeded: "rate_limited",
  rate_limit_error: "rate_limited",
  rate_limited: "rate_limited",
  rate_limit_reached_error: "rate_limited",
  too_many_requests: "rate_limited",
  resource_exhausted: "rate_limited",

  overloaded_error: "overloaded",
  overloaded: "overloaded",
  engine_overloaded_error: "overloaded",
  engine_overloaded: "overloaded",
  server_overloaded: "overloaded",
  server_is_overloaded: "overloaded",
  slow_down: "overloaded",
  unavailable: "overloaded",
  service_unavailable: "overloaded",
  service_tier_capacity_exceeded: "overloaded",
  capacity_exceeded: "overloaded",

  timeout_error: "timeout",
  deadline_exceeded: "timeout",
  timeout: "timeout",

  server_error: "server",
  api_error: "server",
  internal_server_error: "server",
  internal_error: "server",
  internal: "server",
  unknown: "server",
  aborted: "server",
};

/** A meaning that a provider tells only in words. Tried in order, and only for the statuses named. */
export interface MessageRule {
  readonly code: ErrorCode;
  readonly pattern: RegExp;
  /** HTTP statuses it applies to; any if absent. */
  readonly statuses?: readonly number[];
  /** The providers it applies to; any if absent. */
  readonly providers?: readonly ProviderId[];
}

const BAD_REQUEST_STATUSES = [400, 403, 413, 422, 500] as const;

/**
 * Where a machine-readable word is missing or too coarse, the documented wording decides. Tried before the coarse
 * words `invalid_request_error`, `INVALID_ARGUMENT`, `rate_limit_*`, which providers use for several causes.
 */
export const MESSAGE_RULES: readonly MessageRule[] = [
  { code: "context_too_long", statuses: [413, 429], providers: ["groq"], pattern: /request too large for model/i },
  { code: "context_too_long", statuses: [429], providers: ["openai"], pattern: /^request too large for/i },
  {
    code: "context_too_long",
    statuses: BAD_REQUEST_STATUSES,
    pattern:
      /maximum context length|context (?:length|window|size)|prompt is too long|(?:prompt|input|request)[^.]{0,60}exceeds?[^.]{0,60}(?:token|context|length)|input token count|too many tokens|maximum prompt length|token limit|reduce the length/i,
  },
  {
    code: "quota_exhausted",
    statuses: [400, 402, 403],
    pattern:
      /credit balance|insufficient (?:balance|credits?|funds)|used all available credits|spending limit|reached your specified api usage limits/i,
  },
  {
    code: "quota_exhausted",
    statuses: [429],
    pattern:
      /exceeded your current quota, please check your plan and billing|per day\b|\b[RT]PD\b|daily (?:limit|quota)|insufficient (?:balance|credits?)|monthly (?:limit|quota|spend)/i,
  },
  {
    code: "authentication",
    statuses: [400, 401, 403],
    pattern:
      /api[ _-]?key (?:not valid|is invalid|expired|not found)|(?:incorrect|invalid|missing|malformed) (?:x-)?api[ _-]?key|invalid authentication/i,
  },
  {
    code: "content_filtered",
    statuses: [400, 403, 422],
    pattern:
      /content (?:management |usage )?polic|safety system|violat\w* (?:our|the|xai's|usage) (?:usage )?(?:polic|guidelines)|content exists risk|blocked by (?:content|safety)|high risk/i,
  },
  {
    code: "not_found",
    statuses: [400, 404],
    pattern:
      /model[^.]{0,80}(?:does not exist|not found|not exist|is not supported|decommissioned)|unknown model|invalid model/i,
  },
];

/** How servers say that they answer a model, or an answer of that length, only as a stream. */
export const ONLY_STREAMS: readonly RegExp[] = [
  /\bnon[-_ ]?stream/i,
  /\bstream(?:ing)?\b[^.]{0,40}(?:\bmust\b|\brequired\b|\bmandatory\b|\bonly\b|=\s*true\b)/i,
  /(?:\bmust\b|\brequires?\b|\benable\b|\bplease\b|\bonly\b)[^.]{0,60}\bstream(?:ing|ed|s)?\b/i,
  /(?:仅|只)支持流式/,
];

/** How providers refuse reasoning they did not make themselves, or not with this model: Anthropic, Google, OpenAI twice. */
export const FOREIGN_REASONING: readonly RegExp[] = [
  /invalid `?signature`? in `?thinking/i,
  /thought[_ ]signature/i,
  /encrypted[_ ]content\b.{0,400}(?:could not be|invalid)|invalid_encrypted_content/i,
  /\bitem (?:with id )?'rs_/i,
];

/** What a bare HTTP status means. */
export const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  400: "bad_request",
  401: "authentication",
  402: "quota_exhausted",
  403: "permission",
  404: "not_found",
  408: "timeout",
  410: "not_found",
  413: "context_too_long",
  422: "bad_request",
  425: "overloaded",
  429: "rate_limited",
  // Groq: flex tier capacity.
  498: "overloaded",
  503: "overloaded",
  504: "timeout",
  524: "timeout",
  529: "overloaded",
};

/** What to do next, by code; `{provider}` and `{model}` are filled in. */
export const SUGGESTIONS: Partial<Readonly<Record<ErrorCode, string>>> = {
  authentication: "Check the API key of {provider}, or store a new one.",
  permission: "Check that the key's account or project may use {model}.",
  not_found: "Pick another model; {provider} does not serve {model} to this account.",
  bad_request: "Check the options sent; another model may accept them.",
  context_too_long: "Shorten the input, compact the conversation, or pick a model with a larger window.",
  content_filtered: "Rephrase, or pick another model.",
  rate_limited: "Wait, lower the request rate, or use another model.",
  quota_exhausted: "Add credit or raise the limit at {provider}, or use another provider.",
  overloaded: "Try again shortly, or use another model.",
  timeout: "Try again, raise the timeout, or use another model.",
  network: "Check the network connection and the provider's base URL.",
  server: "Try again shortly, or use another model.",
  bad_response: "Try again; if it stays, check the provider's base URL.",
};
