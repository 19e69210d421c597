import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Exchange } from "../http/exchange.ts";
import { classifyFailure, providerError, requestIdOf } from "./classify-failure.ts";
import { readErrorFacts } from "./error-facts.ts";
import { abortFailure } from "./network-failure.ts";
import { redactSecrets } from "./redact-secrets.ts";

/** Everything known when a call through an SDK went wrong. */
export interface SdkFailure {
  readonly thrown: unknown;
  readonly exchange: Exchange;
  readonly signal: AbortSignal;
  /** The provider's last raw stream event. */
  readonly lastRaw?: unknown;
}

/** The typed error for whatever an SDK threw or streamed as an error. What the wire itself said goes first. */
export function sdkFailure(failure: SdkFailure): OrchestratorError {
  const { thrown, exchange, signal } = failure;
  if (signal.aborted) return abortFailure(signal, exchange.context);
  if (exchange.failure !== undefined) return exchange.failure;
  if (thrown instanceof OrchestratorError) return thrown;
  const carried = carriedError(failure);
  if (carried !== undefined)
    return classifyFailure(
      { status: 200, headers: exchange.headers ?? new Headers(), body: carried },
      exchange.context,
    );
  return fromErrorName(thrown, exchange);
}

/** The event or body inside a 200 answer that says what went wrong. */
function carriedError({ exchange, lastRaw, thrown }: SdkFailure): unknown {
  if (readErrorFacts(lastRaw) !== undefined) return lastRaw;
  const head = exchange.body?.head() ?? "";
  const bodies = [
    head,
    ...head.split(/\r\n|\n|\r/).flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : [])),
  ];
  const inHead = bodies.map((body) => parsed(body)).find((body) => readErrorFacts(body) !== undefined);
  if (inHead !== undefined) return inHead;
  const data = typeof thrown === "object" && thrown !== null && "data" in thrown ? thrown.data : undefined;
  return readErrorFacts(data) === undefined ? undefined : data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromErrorName(thrown: unknown, exchange: Exchange): OrchestratorError {
  const name = thrown instanceof Error ? thrown.name : "";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const requestId = exchange.headers === undefined ? undefined : requestIdOf(exchange.headers);
  const context = {
    ...exchange.context,
    ...(requestId === undefined ? {} : { requestId }),
    cause: withoutRequest(thrown),
  };
  switch (name) {
    case "AI_UnsupportedFunctionalityError":
      return providerError("unsupported", message, {
        ...context,
        suggestion: "Leave that out, or pick another model.",
      });
    case "AI_InvalidPromptError":
    case "AI_InvalidArgumentError":
      return providerError("bad_request", message, context);
    case "AI_NoSuchModelError":
      return providerError("unsupported", message, context);
    default:
      if (exchange.status !== undefined) return unreadable(exchange, message, context);
      // Nothing was sent: the SDK refused the call, or there is a mistake in our own code.
      return providerError(
        thrown instanceof TypeError || thrown instanceof ReferenceError ? "internal" : "bad_request",
        message,
        context,
      );
  }
}

/** The SDK's errors carry the whole request; whoever prints a cause must not print the prompt. */
function withoutRequest(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const plain = new Error(thrown.message);
  plain.name = thrown.name;
  if (thrown.stack !== undefined) plain.stack = thrown.stack;
  return plain;
}

function unreadable(
  exchange: Exchange,
  message: string,
  context: Parameters<typeof providerError>[2],
): OrchestratorError {
  const head = exchange.body?.head().trimStart() ?? "";
  if (head === "") return providerError("bad_response", "sent an empty answer.", context);
  if (head.startsWith("<"))
    return providerError("bad_response", "sent a web page instead of an answer; the base URL may be wrong.", context);
  // Hidden before it is cut: half a key is still one.
  const safe = redactSecrets(message, context.secrets);
  const first = safe.split("\n", 1)[0] ?? safe;
  return providerError("bad_response", `sent something that cannot be read: ${first.slice(0, 200)}`, context);
}
