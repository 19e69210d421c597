import type { ErrorCode, SerializedError } from "@ai-orchestrator/contract";

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  invalid_config: 500,
  unknown_model: 404,
  no_usable_provider: 503,
  authentication: 502,
  permission: 502,
  not_found: 404,
  bad_request: 400,
  context_too_long: 400,
  content_filtered: 400,
  blocked_by_policy: 403,
  budget_exceeded: 402,
  rate_limited: 429,
  quota_exhausted: 429,
  overloaded: 503,
  timeout: 504,
  network: 502,
  server: 502,
  bad_response: 502,
  cancelled: 499,
  unsupported: 400,
  storage: 500,
  // A key that cannot be read now: a person opens the keychain or the file, and the same request is answered.
  vault: 503,
  internal: 500,
};

/** The HTTP status a caller gets for an error. A provider's refusal of *our* key is a bad gateway, not the caller's 401. */
export function httpStatus(error: SerializedError): number {
  if (error.provider === undefined && error.status !== undefined && error.status >= 400) return error.status;
  return STATUS[error.code];
}
