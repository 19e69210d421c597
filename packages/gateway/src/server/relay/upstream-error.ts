import {
  isKnownProvider,
  OrchestratorError,
  PROVIDER_NAMES,
  type ErrorCode,
  type ProviderId,
  type Upstream,
} from "@ai-orchestrator/contract";

/** What a status alone says. The relay reads no provider's words: what it cannot tell, the provider package's own path can. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "bad_request",
  401: "authentication",
  402: "quota_exhausted",
  403: "permission",
  404: "not_found",
  408: "timeout",
  410: "not_found",
  413: "context_too_long",
  422: "bad_request",
  425: "overloaded",
  429: "rate_limited",
  498: "overloaded",
  503: "overloaded",
  504: "timeout",
  524: "timeout",
  529: "overloaded",
};

/** Errors after which another provider may do better. The caller's own mistakes would fail there too. */
export const FAILS_OVER: ReadonlySet<ErrorCode> = new Set([
  "authentication",
  "permission",
  "not_found",
  "timeout",
  "rate_limited",
  "quota_exhausted",
  "overloaded",
  "network",
  "server",
  "bad_response",
]);

/** The error of an upstream's answer. */
export function upstreamError(
  upstream: Upstream,
  status: number,
  {
    text,
    headers,
    code: given,
  }: {
    readonly text: string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly code?: ErrorCode;
  },
): OrchestratorError {
  const code = given ?? BY_STATUS[status] ?? (status >= 500 ? "server" : "bad_request");
  const wait = retryAfter(headers["retry-after-ms"], headers["retry-after"]);
  return new OrchestratorError(
    code,
    `${nameOf(upstream)}: ${messageOf(withoutKey(text, upstream)) ?? `answered ${status} without saying why.`}`,
    {
      ...aboutCall(upstream, code),
      status,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(status >= 400 && status < 500 && upstream.refusesReasoning?.(text) === true
        ? { details: { foreignReasoning: true } }
        : {}),
    },
  );
}

/** The error of a 200 that holds no answer; what it holds may say why. */
export function noAnswer(upstream: Upstream, text: string): OrchestratorError {
  return upstreamError(upstream, 200, { text: text.slice(0, MOST_OF_NO_ANSWER), headers: {}, code: "bad_response" });
}

const MOST_OF_NO_ANSWER = 16 * 1024;

/** The error of a connection that failed or ended too early. */
export function connectionError(
  upstream: Upstream,
  thrown: unknown,
  cancelled: OrchestratorError | undefined,
): OrchestratorError {
  if (cancelled !== undefined) return cancelled;
  if (thrown instanceof OrchestratorError) return thrown;
  const timeout = (thrown as { readonly code?: unknown }).code === "ETIMEDOUT";
  const words = timeout ? `${nameOf(upstream)} did not answer in time.` : brokenWords(upstream, thrown);
  const code = timeout ? "timeout" : "network";
  return new OrchestratorError(code, words, { ...aboutCall(upstream, code), cause: thrown });
}

/** What every error of a call says beside its words. */
function aboutCall(
  { model, advice }: Upstream,
  code: ErrorCode,
): { readonly provider: ProviderId; readonly model: string; readonly suggestion?: string } {
  const suggestion = advice?.(code);
  return { provider: model.provider, model: model.key, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** A provider as people know it. */
function nameOf({ model: { provider } }: Upstream): string {
  return isKnownProvider(provider) ? PROVIDER_NAMES[provider] : provider;
}

/** What a connection that was made may end with; any other code of the system or of TLS says why none was made. */
const BROKEN: ReadonlySet<unknown> = new Set([undefined, "ECONNRESET", "EPIPE"]);

function brokenWords(upstream: Upstream, thrown: unknown): string {
  const { baseUrl } = upstream;
  const { code, message } = thrown as { readonly code?: unknown; readonly message: string };
  if (BROKEN.has(code)) return `${nameOf(upstream)} broke the connection.`;
  return `${nameOf(upstream)}: cannot reach ${URL.parse(baseUrl)?.host ?? baseUrl}: ${message || "no connection"} (${String(code)}).`;
}

/** What an answer says of its error; undefined where it says nothing. */
function messageOf(text: string): string | undefined {
  try {
    const { error, message, detail } = JSON.parse(text) as { error?: unknown; message?: unknown; detail?: unknown };
    if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
    if (typeof error === "string") return error;
    if (typeof message === "string") return message;
    if (typeof detail === "string") return detail;
  } catch {
    // Not JSON: an HTML page of some proxy. Its beginning says enough.
  }
  return (
    text
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 300) || undefined
  );
}

/** Providers echo wrong keys; ours must not travel on, in whatever form the provider package knows. */
export function withoutKey(text: string, upstream: Upstream): string {
  if (upstream.redact !== undefined) return upstream.redact(text);
  return keysOf(upstream).reduce((clean, key) => clean.replaceAll(key, "[redacted]"), text);
}

/** A frame that tells of usage or an error as it may travel on: itself, or a copy without the key it echoes. */
export function frameWithoutKey(frame: Buffer, upstream: Upstream): Buffer {
  const text = frame.toString("utf8");
  const clean = withoutKey(text, upstream);
  return clean === text ? frame : Buffer.from(clean, "utf8");
}

/** The upstream's keys as they are in its headers. */
export function keysOf(upstream: Upstream): readonly string[] {
  return Object.values(upstream.headers)
    .map((value) => value.replace(/^Bearer\s+/i, ""))
    .filter((key) => key.length >= 6);
}

function retryAfter(ms: unknown, seconds: unknown): number | undefined {
  if (typeof ms === "string" && Number.isFinite(Number(ms))) return Math.max(0, Number(ms));
  if (typeof seconds !== "string") return undefined;
  const number = seconds.trim() === "" ? Number.NaN : Number(seconds);
  if (Number.isFinite(number)) return Math.max(0, number * 1000);
  const date = Date.parse(seconds);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
