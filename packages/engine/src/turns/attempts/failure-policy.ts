import type { ErrorCode, Model, OrchestratorError } from "@ai-orchestrator/contract";

/** What follows from one kind of failure. */
export interface FailureRule {
  /** Ask the same model again. `without-fallback`: only where no other model is left to ask. */
  readonly retry: "yes" | "no" | "without-fallback";
  /** Ask the next model. `larger-window`: only one with more room. `by-setting`: only if the user allows it. */
  readonly failOver: "yes" | "no" | "larger-window" | "by-setting";
  /** Speaks against the provider's health. */
  readonly unhealthy: boolean;
}

const GIVE_UP: FailureRule = { retry: "no", failOver: "no", unhealthy: false };
const NEXT: FailureRule = { retry: "no", failOver: "yes", unhealthy: false };
const AGAIN: FailureRule = { retry: "yes", failOver: "yes", unhealthy: true };

/** The whole failure policy: one row an error code. */
export const FAILURE_POLICY: Readonly<Record<ErrorCode, FailureRule>> = {
  invalid_input: GIVE_UP,
  invalid_config: NEXT,
  unknown_model: NEXT,
  no_usable_provider: NEXT,
  authentication: NEXT,
  permission: NEXT,
  not_found: NEXT,
  bad_request: GIVE_UP,
  context_too_long: { retry: "no", failOver: "larger-window", unhealthy: false },
  content_filtered: { retry: "no", failOver: "by-setting", unhealthy: false },
  blocked_by_policy: GIVE_UP,
  budget_exceeded: GIVE_UP,
  // The limiter pauses the model for everyone; a limit is not ill health.
  rate_limited: { retry: "yes", failOver: "yes", unhealthy: false },
  quota_exhausted: NEXT,
  overloaded: AGAIN,
  timeout: { retry: "without-fallback", failOver: "yes", unhealthy: true },
  network: AGAIN,
  server: AGAIN,
  bad_response: AGAIN,
  cancelled: GIVE_UP,
  unsupported: NEXT,
  storage: GIVE_UP,
  vault: NEXT,
  internal: NEXT,
};

/** True if `error` may be answered by asking the same model again. */
export function mayRetry(error: OrchestratorError, fallbackLeft: boolean): boolean {
  if (!error.retryable) return false;
  const rule = FAILURE_POLICY[error.code].retry;
  return rule === "yes" || (rule === "without-fallback" && !fallbackLeft);
}

/** True if `error` of `failed` may be answered by asking `next`. */
export function mayFailOver(error: OrchestratorError, failed: Model, next: Model, failOverOnFilter: boolean): boolean {
  switch (FAILURE_POLICY[error.code].failOver) {
    case "yes":
      return true;
    case "larger-window":
      return next.contextWindow > failed.contextWindow;
    case "by-setting":
      return failOverOnFilter;
    case "no":
      return false;
  }
}
