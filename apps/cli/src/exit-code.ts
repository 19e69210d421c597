import type { ErrorCode, JsonObject } from "@ai-orchestrator/contract";

/** What the shell sees. Documented in the README; scripts rely on it. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  noUsableProvider: 3,
  refused: 4,
  budget: 5,
  limited: 6,
  network: 7,
  provider: 8,
  cancelled: 130,
} as const;

const BY_CODE: Readonly<Record<ErrorCode, number>> = {
  invalid_input: EXIT.usage,
  invalid_config: EXIT.usage,
  unknown_model: EXIT.usage,
  unsupported: EXIT.usage,
  no_usable_provider: EXIT.noUsableProvider,
  content_filtered: EXIT.refused,
  blocked_by_policy: EXIT.refused,
  budget_exceeded: EXIT.budget,
  rate_limited: EXIT.limited,
  quota_exhausted: EXIT.limited,
  timeout: EXIT.network,
  network: EXIT.network,
  authentication: EXIT.provider,
  permission: EXIT.provider,
  not_found: EXIT.provider,
  bad_request: EXIT.provider,
  context_too_long: EXIT.provider,
  overloaded: EXIT.provider,
  server: EXIT.provider,
  bad_response: EXIT.provider,
  cancelled: EXIT.cancelled,
  storage: EXIT.internal,
  vault: EXIT.internal,
  internal: EXIT.internal,
};

/** Codes that are the user's input where no provider gave them: a conversation that does not exist, a prompt too long for every model. */
const OURS: ReadonlySet<ErrorCode> = new Set(["not_found", "context_too_long"]);

/** The exit code for an error. */
export function exitCodeFor({
  code,
  provider,
  details,
}: {
  readonly code: ErrorCode;
  readonly provider?: string | undefined;
  readonly details?: JsonObject | undefined;
}): number {
  // A key that may not go to an address is no fault of where it is kept.
  if (code === "vault" && details?.["problem"] === "origin") return EXIT.refused;
  return OURS.has(code) && provider === undefined ? EXIT.usage : BY_CODE[code];
}
