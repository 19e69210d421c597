import {
  OrchestratorError,
  PROVIDER_NAMES,
  isKnownProvider,
  type ErrorCode,
  type JsonObject,
  type ProviderId,
} from "@ai-orchestrator/contract";
import type { AnswerHeaders } from "../http/http-answer.ts";
import { readRateLimits } from "../rate-limits/read-rate-limits.ts";
import { readErrorFacts, type ErrorFacts } from "./error-facts.ts";
import {
  FOREIGN_REASONING,
  MESSAGE_RULES,
  ONLY_STREAMS,
  SIGNAL_CODES,
  STATUS_CODES,
  SUGGESTIONS,
} from "./error-signals-table.ts";
import { redactCause, redactSecrets } from "./redact-secrets.ts";
import { readRetryAfter } from "./retry-after.ts";

/** Who failed, for messages. */
export interface FailureContext {
  readonly provider: ProviderId;
  readonly model?: string;
  /** Never shown. */
  readonly secrets: readonly string[];
  /** Epoch ms. */
  readonly now: number;
}

/** What came back. `status` 200 means an error inside a stream. */
export interface FailedExchange {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The body, or the stream event that carried the error, as text or parsed. */
  readonly body: unknown;
}

/** The typed error for what a provider answered. The only place (with its tables) that reads providers' words. */
export function classifyFailure(exchange: FailedExchange, context: FailureContext): OrchestratorError {
  const facts = factsOf(exchange.body);
  const status = exchange.status >= 400 ? exchange.status : facts?.status;
  const code = codeOf(context.provider, status, facts);
  const requestId = facts?.requestId ?? requestIdOf(exchange.headers);
  const retryAfterMs = waitOf(exchange.headers, facts, { code, provider: context.provider, now: context.now });
  return providerError(code, facts?.message ?? fallbackMessage(exchange), {
    ...context,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...hintsOf(code, facts),
    ...(isMissingPath(exchange, facts)
      ? { suggestion: "Check the base URL; it usually ends with the version, such as /v1." }
      : {}),
  });
}

/** What a refusal says of how the same question would be taken. */
function hintsOf(code: ErrorCode, facts: ErrorFacts | undefined): { readonly details?: JsonObject } {
  if ((code !== "bad_request" && code !== "not_found") || facts === undefined) return {};
  const says = (patterns: readonly RegExp[]): boolean =>
    [facts.message ?? "", ...facts.signals].some((text) => patterns.some((pattern) => pattern.test(text)));
  if (says(FOREIGN_REASONING)) return { details: { foreignReasoning: true } };
  return code === "bad_request" && says(ONLY_STREAMS) ? { details: { onlyStreams: true } } : {};
}

/** True where the server knows nothing at that address, rather than not the model. */
function isMissingPath({ status }: FailedExchange, facts: ErrorFacts | undefined): boolean {
  return (
    (status === 404 || status === 405) && !/model|deployment/i.test(`${facts?.message} ${facts?.signals.join(" ")}`)
  );
}

/** An error about a provider, its text cleaned: one line, no secrets, names filled in. */
export function providerError(
  code: ErrorCode,
  message: string,
  context: FailureContext & {
    readonly status?: number;
    readonly requestId?: string;
    readonly retryAfterMs?: number;
    readonly retryable?: boolean;
    readonly suggestion?: string;
    readonly details?: JsonObject;
    readonly cause?: unknown;
  },
): OrchestratorError {
  const { provider, model, secrets, now: _now, suggestion, requestId, cause, ...rest } = context;
  const name = nameOf(provider);
  const advice = suggestion ?? adviceFor(code, provider, model);
  return new OrchestratorError(code, `${name}: ${oneLine(redactSecrets(message, secrets))}`, {
    provider,
    ...(model === undefined ? {} : { model }),
    ...(advice === undefined ? {} : { suggestion: advice }),
    ...(requestId === undefined ? {} : { requestId: redactSecrets(requestId, secrets) }),
    ...(cause === undefined ? {} : { cause: redactCause(cause, secrets) }),
    ...rest,
  });
}

/** What to do about an error of this kind. */
export function adviceFor(code: ErrorCode, provider: ProviderId, model?: string): string | undefined {
  return SUGGESTIONS[code]?.replaceAll("{provider}", nameOf(provider)).replaceAll("{model}", model ?? "the model");
}

function nameOf(provider: ProviderId): string {
  return isKnownProvider(provider) ? PROVIDER_NAMES[provider] : provider;
}

/** The request id a provider put into its headers. */
export function requestIdOf(headers: Pick<Headers, "get">): string | undefined {
  for (const name of ["x-request-id", "request-id", "x-goog-request-id", "x-ds-trace-id", "msh-request-id", "cf-ray"]) {
    const value = headers.get(name);
    if (value !== null && value !== "") return value;
  }
  return undefined;
}

function codeOf(provider: ProviderId, status: number | undefined, facts: ErrorFacts | undefined): ErrorCode {
  if (facts?.quotaIds.some((id) => /PerDay/i.test(id)) === true) return "quota_exhausted";
  const message = facts?.message;
  const spoken =
    message === undefined
      ? undefined
      : MESSAGE_RULES.find((rule) => applies(rule, provider, status) && rule.pattern.test(message))?.code;
  if (spoken !== undefined) return spoken;
  const told = facts?.signals.map((signal) => SIGNAL_CODES[signal]).find((code) => code !== undefined);
  if (told !== undefined) return told;
  if (status === undefined)
    return facts?.signals.includes("invalid_request_error") === true ||
      facts?.signals.includes("invalid_argument") === true
      ? "bad_request"
      : "server";
  return STATUS_CODES[status] ?? (status >= 500 ? "server" : "bad_request");
}

function applies(rule: (typeof MESSAGE_RULES)[number], provider: ProviderId, status: number | undefined): boolean {
  if (rule.providers !== undefined && !rule.providers.includes(provider)) return false;
  // Inside a 200 stream there is no status; the words alone decide.
  return rule.statuses === undefined || status === undefined || rule.statuses.includes(status);
}

function waitOf(
  headers: AnswerHeaders,
  facts: ErrorFacts | undefined,
  about: { readonly code: ErrorCode; readonly provider: ProviderId; readonly now: number },
): number | undefined {
  const asked = readRetryAfter(headers, about.now) ?? facts?.retryDelayMs;
  if (asked !== undefined || about.code !== "rate_limited") return asked;
  const limits = readRateLimits(headers, about.now);
  if (limits?.tokensRemaining === 0 && limits.tokensResetMs !== undefined) return limits.tokensResetMs;
  return limits?.requestsRemaining === 0 ? limits.requestsResetMs : undefined;
}

function factsOf(body: unknown): ErrorFacts | undefined {
  if (typeof body !== "string") return readErrorFacts(body);
  try {
    return readErrorFacts(JSON.parse(body));
  } catch {
    // Not JSON: the text itself is the message unless it is a page.
    const text = body.trim();
    return text === "" || text.startsWith("<") ? undefined : { message: text, signals: [], quotaIds: [] };
  }
}

function fallbackMessage({ status, body }: FailedExchange): string {
  const text = typeof body === "string" ? body.trim() : "";
  const title = /<title[^>]*>([^<]{1,120})<\/title>/i.exec(text)?.[1]?.trim();
  if (text.startsWith("<"))
    return `answered ${status} with a web page instead of JSON${title === undefined ? "" : ` ("${title}")`}.`;
  return text === ""
    ? `answered ${status} without saying why.`
    : `answered ${status} with something that is not an error message.`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 497)}…` : line;
}

/** True where a refusal of this text is about reasoning of another's. */
export function refusesReasoning(text: string): boolean {
  return FOREIGN_REASONING.some((pattern) => pattern.test(text));
}
