import type { ErrorCode, Model, OrchestratorError } from "@ai-orchestrator/contract";

/** What follows from one kind of failure. */
export interface FailureRule {
  /** Ask the same model again. `without-fallback`: only where no other model is left to ask. */
  readonly retry: "yes" | "no" | "without-fallback";
  /** Ask the next model. `larger-window`: only one with more room. `by-setting`: only if the user allows it. */
  readonly failOver: "yes" | "no" | "larger-window" | "by-setting";
  /** What it says of the provider's health: `alive` answered, if only to refuse. */
  readonly health: "ill" | "alive" | "unknown";
}

const GIVE_UP: FailureRule = { retry: "no", failOver: "no", health: "unknown" };
const NEXT: FailureRule = { retry: "no", failOver: "yes", health: "unknown" };
const REFUSED: FailureRule = { retry: "no", failOver: "yes", health: "alive" };
const AGAIN: FailureRule = { retry: "yes", failOver: "yes", health: "ill" };

/** The whole failure policy: one row an error code. */
export const FAILURE_POLICY: Readonly<Record<ErrorCode, FailureRule>> = {
  invalid_input: GIVE_UP,
  invalid_config: NEXT,
  unknown_model: NEXT,
  no_usable_provider: NEXT,
  authentication: REFUSED,
  permission: REFUSED,
  not_found: REFUSED,
  bad_request: { retry: "no", failOver: "no", health: "alive" },
  context_too_long: { retry: "no", failOver: "larger-window", health: "alive" },
  content_filtered: { retry: "no", failOver: "by-setting", health: "alive" },
  blocked_by_policy: GIVE_UP,
  budget_exceeded: GIVE_UP,
  // The limiter pauses the model for everyone; a limit is not ill health.
  rate_limited: { retry: "yes", failOver: "yes", health: "alive" },
  quota_exhausted: REFUSED,
  overloaded: AGAIN,
  timeout: { retry: "without-fallback", failOver: "yes", health: "ill" },
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
