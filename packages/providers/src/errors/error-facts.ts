import type { JsonObject } from "@ai-orchestrator/contract";

/** What an error body says, whatever its shape. */
export interface ErrorFacts {
  readonly message?: string;
  /** Machine-readable words of the body: `code`, `type`, `status`, and Google's `reason`s, lower-cased. */
  readonly signals: readonly string[];
  /** Google's `RetryInfo.retryDelay`, ms. */
  readonly retryDelayMs?: number;
  /** Google's violated quota ids, e.g. `GenerateRequestsPerDayPerProjectPerModel`. */
  readonly quotaIds: readonly string[];
  /** HTTP status the body itself names (errors inside a 200 stream). */
  readonly status?: number;
  readonly requestId?: string;
}

const NOTHING: ErrorFacts = { signals: [], quotaIds: [] };

/**
 * Reads an error out of a parsed body or stream event. Knows the shapes of OpenAI (`{error:{…}}`, Responses `error`
 * events and `response.failed`), Anthropic, Google (also wrapped in an array), Mistral, xAI, DeepSeek, Perplexity and
 * FastAPI's `detail`. Undefined where `body` holds no error.
 */
export function readErrorFacts(body: unknown): ErrorFacts | undefined {
  const root = asObject(Array.isArray(body) ? body[0] : body);
  if (root === undefined) return undefined;
  const response = asObject(root["response"]);
  if (root["type"] === "response.failed" && response !== undefined)
    return readErrorFacts({ error: response["error"] ?? {} }) ?? NOTHING;
  const requestId = textOf(root["request_id"]);
  const id = requestId === undefined ? {} : { requestId };
  const error = root["error"];
  if (typeof error === "string") return { ...NOTHING, ...id, message: error, signals: signalsOf(root) };
  const nested = asObject(error);
  if (nested !== undefined) return { ...factsOf(nested), ...id };
  if (root["detail"] !== undefined)
    return { ...NOTHING, ...id, ...messageOf(detailText(root["detail"])), signals: signalsOf(root) };
  if (root["type"] === "error" || root["object"] === "error" || looksLikeError(root))
    return { ...factsOf(root), ...id };
  return undefined;
}

function looksLikeError(root: JsonObject): boolean {
  return (
    typeof root["message"] === "string" &&
    root["choices"] === undefined &&
    root["delta"] === undefined &&
    root["type"] === undefined
  );
}

function factsOf(error: JsonObject): ErrorFacts {
  const details = Array.isArray(error["details"])
    ? error["details"].map((detail) => asObject(detail)).filter((detail) => detail !== undefined)
    : [];
  const retryDelay = details.map((detail) => durationMs(detail["retryDelay"])).find((ms) => ms !== undefined);
  const status = Number(error["code"] ?? error["status_code"] ?? error["status"]);
  return {
    ...messageOf(textOf(error["message"]) ?? detailText(error["message"])),
    signals: [...signalsOf(error), ...details.flatMap((detail) => textOf(detail["reason"])?.toLowerCase() ?? [])],
    quotaIds: details.flatMap((detail) => quotaIdsOf(detail)),
    ...(retryDelay === undefined ? {} : { retryDelayMs: retryDelay }),
    ...(Number.isInteger(status) && status >= 400 && status < 600 ? { status } : {}),
  };
}

function quotaIdsOf(detail: JsonObject): string[] {
  const violations = detail["violations"];
  if (!Array.isArray(violations)) return [];
  return violations.flatMap((violation) => textOf(asObject(violation)?.["quotaId"]) ?? []);
}

function signalsOf(error: JsonObject): string[] {
  return [error["code"], error["type"], error["status"]].flatMap((value) =>
    typeof value === "string" && value !== "error" ? [value.toLowerCase()] : [],
  );
}

function messageOf(message: string | undefined): { message?: string } {
  return message === undefined || message.trim() === "" ? {} : { message: message.trim() };
}

function detailText(detail: unknown): string | undefined {
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) {
    const lines = detail.map((item) => detailText(item)).filter((line) => line !== undefined);
    return lines.length === 0 ? undefined : lines.join("; ");
  }
  const object = asObject(detail);
  if (object === undefined) return undefined;
  const text = textOf(object["msg"]) ?? textOf(object["message"]);
  if (text === undefined) return detailText(object["detail"]);
  const where = Array.isArray(object["loc"]) ? object["loc"].join(".") : "";
  return where === "" ? text : `${where}: ${text}`;
}

/** Protobuf JSON durations: `34s`, `1.5s`. */
function durationMs(value: unknown): number | undefined {
  const match = typeof value === "string" ? /^(\d+(?:\.\d+)?)s$/.exec(value) : null;
  return match === null ? undefined : Math.ceil(Number(match[1]) * 1000);
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
