import type { SerializedError } from "@ai-orchestrator/contract";
import { httpStatus } from "../http/http-status.ts";
import type { Route } from "../http/route-table.ts";

/** An error in the dialect of the face that was called. */
export function faceError(face: Route["face"], error: SerializedError, requestId: string): unknown {
  const end = /[.!?:]$/.test(error.message) ? "" : ".";
  const message = error.suggestion === undefined ? error.message : `${error.message}${end} ${error.suggestion}`;
  const status = httpStatus(error);
  switch (face) {
    case "openai":
      return { error: { message, type: openaiType(status), param: null, code: openaiCode(error) } };
    case "anthropic":
      return { type: "error", error: { type: anthropicType(error, status), message }, request_id: requestId };
    case "gemini":
      return { error: { code: status, message, status: geminiStatus(status) } };
    case "app":
      return { error, requestId };
  }
}

/** The error as one server-sent event that ends a stream, as the face's own clients expect it. */
export function faceErrorFrame(
  face: Route["face"],
  error: SerializedError,
  request: { readonly id: string; readonly path: string },
): string {
  const body = faceError(face, error, request.id);
  if (face === "anthropic") return `event: error\ndata: ${JSON.stringify(body)}\n\n`;
  if (!request.path.endsWith("/responses")) return `data: ${JSON.stringify(body)}\n\n`;
  const { message } = (body as { readonly error: { readonly message: string } }).error;
  const event = { type: "error", code: openaiCode(error), message, param: null, sequence_number: 0 };
  return `event: error\ndata: ${JSON.stringify(event)}\n\n`;
}

function openaiType(status: number): string {
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  if (status === 402) return "insufficient_quota";
  return status >= 500 ? "server_error" : "invalid_request_error";
}

function openaiCode({ code }: SerializedError): string {
  const names: Partial<Record<SerializedError["code"], string>> = {
    unknown_model: "model_not_found",
    context_too_long: "context_length_exceeded",
    quota_exhausted: "insufficient_quota",
    rate_limited: "rate_limit_exceeded",
    content_filtered: "content_filter",
  };
  return names[code] ?? code;
}

function anthropicType({ code }: SerializedError, status: number): string {
  // A key that cannot be read, or none at all, is no load that passes.
  if (status === 503 && code !== "overloaded") return "api_error";
  const names: Readonly<Record<number, string>> = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
  };
  return names[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
}

function geminiStatus(status: number): string {
  const names: Readonly<Record<number, string>> = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
  };
  return names[status] ?? (status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT");
}
