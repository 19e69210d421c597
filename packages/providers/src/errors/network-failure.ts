import { OrchestratorError } from "@ai-orchestrator/contract";
import { providerError, type FailureContext } from "./classify-failure.ts";

const TIMEOUT_CODES: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name cannot be found",
  EAI_AGAIN: "the name server does not answer",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed while sending",
  UND_ERR_SOCKET: "the connection was closed before the answer was complete",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "there is no network",
};

/** The typed error for a request that got no (complete) answer: `timeout` or `network`. */
export function networkFailure(thrown: unknown, where: string, context: FailureContext): OrchestratorError {
  if (thrown instanceof OrchestratorError) return thrown;
  const code = causeCode(thrown);
  const message = innermostMessage(thrown);
  if (code !== undefined && TIMEOUT_CODES.has(code))
    return providerError("timeout", `no answer from ${where} in time (${code}).`, { ...context, cause: thrown });
  if (code !== undefined && /CERT|TLS|SSL/.test(code)) {
    return providerError("network", `the certificate of ${where} cannot be trusted (${code}).`, {
      ...context,
      retryable: false,
      cause: thrown,
    });
  }
  const words = code === undefined ? message : (WORDS[code] ?? message);
  return providerError("network", `cannot reach ${where}: ${words}${code === undefined ? "" : ` (${code})`}.`, {
    ...context,
    cause: thrown,
  });
}

/** `cancelled`, or what the abort's own reason says: an OrchestratorError passes through, a TimeoutError becomes `timeout`. */
export function abortFailure(signal: AbortSignal, context: FailureContext): OrchestratorError {
  const reason: unknown = signal.reason;
  if (reason instanceof OrchestratorError) return reason;
  if (reason instanceof Error && reason.name === "TimeoutError")
    return providerError("timeout", "the time allowed for the call is over.", { ...context, cause: reason });
  return new OrchestratorError("cancelled", "Cancelled.", { provider: context.provider, cause: reason });
}

function causeCode(thrown: unknown): string | undefined {
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth += 1) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === "string") return code;
    if (error instanceof AggregateError) {
      const inner = error.errors.map((one: unknown) => causeCode(one)).find((one) => one !== undefined);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

function innermostMessage(thrown: unknown): string {
  let message = thrown instanceof Error ? thrown.message : String(thrown);
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth += 1) {
    if (error.message !== "") message = error.message;
  }
  return message;
}
