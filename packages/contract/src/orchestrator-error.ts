import type { JsonObject } from "./json.ts";

/** Every way a turn or command can fail. Closed: surfaces map it to exit codes and HTTP statuses. */
export const ERROR_CODES = [
  "invalid_input",
  "invalid_config",
  "unknown_model",
  "no_usable_provider",
  "authentication",
  "permission",
  "not_found",
  "bad_request",
  "context_too_long",
  "content_filtered",
  "blocked_by_policy",
  "budget_exceeded",
  "rate_limited",
  "quota_exhausted",
  "overloaded",
  "timeout",
  "network",
  "server",
  "bad_response",
  "cancelled",
  "unsupported",
  "storage",
  "vault",
  "internal",
] as const;

/** One way to fail. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What an OrchestratorError is made of; survives JSON. */
export interface SerializedError {
  readonly code: ErrorCode;
  /** One line: the cause, in the user's words, without secrets. */
  readonly message: string;
  /** One line: what to do next. */
  readonly suggestion?: string;
  readonly retryable: boolean;
  /** The provider's own wish, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly provider?: string;
  readonly model?: string;
  /** The provider's HTTP status. */
  readonly status?: number;
  readonly requestId?: string;
  readonly details?: JsonObject;
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  "rate_limited",
  "overloaded",
  "timeout",
  "network",
  "server",
  "bad_response",
]);

/** The one error every package throws. `retryable` follows from the code unless given. */
export class OrchestratorError extends Error {
  readonly code: ErrorCode;
  readonly suggestion: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly details: JsonObject | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    extra: Partial<Omit<SerializedError, "code" | "message">> & { readonly cause?: unknown } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "OrchestratorError";
    this.code = code;
    this.suggestion = extra.suggestion;
    this.retryable = extra.retryable ?? RETRYABLE.has(code);
    this.retryAfterMs = extra.retryAfterMs;
    this.provider = extra.provider;
    this.model = extra.model;
    this.status = extra.status;
    this.requestId = extra.requestId;
    this.details = extra.details;
  }

  /** Plain data for events, stores and wires; the cause and the stack stay behind. */
  toJSON(): SerializedError {
    const known: Record<string, unknown> = {
      code: this.code,
      message: this.message,
      suggestion: this.suggestion,
      retryable: this.retryable,
      retryAfterMs: this.retryAfterMs,
      provider: this.provider,
      model: this.model,
      status: this.status,
      requestId: this.requestId,
      details: this.details,
    };
    return Object.fromEntries(
      Object.entries(known).filter(([, value]) => value !== undefined),
    ) as unknown as SerializedError;
  }

  /** The error a serialized one stands for. */
  static fromJSON(data: SerializedError): OrchestratorError {
    const { code, message, ...extra } = data;
    return new OrchestratorError(code, message, extra);
  }
}

/** The error itself, or an `internal` one (`cancelled` for an AbortError) that wraps whatever was thrown. */
export function toOrchestratorError(thrown: unknown): OrchestratorError {
  if (thrown instanceof OrchestratorError) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") {
    return new OrchestratorError("cancelled", "Cancelled.", { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new OrchestratorError("internal", message, { cause: thrown });
}
