import { OrchestratorError, type ProviderId } from "@ai-orchestrator/contract";
import { providerError, type FailureContext } from "../errors/classify-failure.ts";
import { abortFailure, networkFailure } from "../errors/network-failure.ts";
import { secretsIn } from "../errors/redact-secrets.ts";
import type { ProviderTimeouts } from "../facts/provider-facts.ts";
import type { AnswerHeaders, HttpAnswer, Send } from "./http-answer.ts";
import { refusal } from "./refusal.ts";
import { createSilenceTimer } from "./silence-timer.ts";
import { tapBody, type BodyTap } from "./tap-body.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** One provider's door to the network. */
export interface Door {
  readonly provider: ProviderId;
  readonly model?: string;
  readonly baseUrl: string;
  /** Scheme, host and port of `baseUrl`: nobody else is contacted. */
  readonly origin: string;
  readonly send: Send;
  /** Headers that authenticate; looked up when a request is made. */
  readonly authorize: () => Promise<Readonly<Record<string, string>>>;
  /** The user's extra headers; they win. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeouts: ProviderTimeouts;
  readonly now: () => number;
}

/** What one call's HTTP exchange looked like; filled while it runs. */
export interface Exchange {
  headers: AnswerHeaders | undefined;
  status: number | undefined;
  tap: BodyTap | undefined;
  /** The error the exchange ended with; wins over whatever else is made of it. */
  failure: OrchestratorError | undefined;
  /** For building errors about this exchange. */
  context: FailureContext;
}

/** A request to the door's origin. */
export interface DoorRequest {
  readonly url: URL;
  readonly method?: string | undefined;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestInit["body"] | undefined;
  readonly signal: AbortSignal | undefined;
}

const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "x-api-key",
  "x-goog-api-key",
  "proxy-authorization",
  "cookie",
]);

/** An exchange nothing has happened in yet. */
export function newExchange(door: Pick<Door, "provider" | "model" | "now">): Exchange {
  return {
    headers: undefined,
    status: undefined,
    tap: undefined,
    failure: undefined,
    context: {
      provider: door.provider,
      secrets: [],
      now: door.now(),
      ...(door.model === undefined ? {} : { model: door.model }),
    },
  };
}

/**
 * Sends one request and resolves once its headers are here; its body, if it has one, is to be read through
 * `exchange.tap`. Talks to the door's origin only, adds the credential itself (whatever the request holds is dropped),
 * never follows a redirect, watches for silence, and turns every failure into an OrchestratorError, kept in
 * `exchange.failure` and thrown.
 */
export async function openExchange(door: Door, exchange: Exchange, request: DoorRequest): Promise<HttpAnswer> {
  const { url, signal: caller } = request;
  // A call may need a second request, e.g. of another interface; the first one's end says nothing about it.
  exchange.failure = undefined;
  exchange.tap = undefined;
  const line = openLine(caller);
  const explain = (thrown: unknown): OrchestratorError => {
    if (caller?.aborted === true) return abortFailure(caller, exchange.context);
    if (line.isSilent())
      return providerError("timeout", `${url.host} went silent for too long.`, { ...exchange.context, cause: thrown });
    return networkFailure(thrown, url.host, exchange.context);
  };
  try {
    requireOwnOrigin(door, exchange, url);
    line.heard(door.timeouts.headersMs);
    const answer = await send(door, exchange, { ...request, signal: line.signal });
    line.heard(door.timeouts.idleMs);
    exchange.headers = answer.headers;
    // Dates in headers count from when they arrive.
    exchange.context = { ...exchange.context, now: door.now() };
    exchange.status = answer.status;
    if (answer.status < 200 || answer.status > 299) throw await refusal(answer, exchange.context);
    if (answer.body === undefined) line.close();
    else
      exchange.tap = tapBody(answer.body, {
        onPiece: () => line.heard(door.timeouts.idleMs),
        onEnd: () => line.close(),
        onReadError: (thrown) => (exchange.failure ??= explain(thrown)),
        onBadText: () =>
          (exchange.failure ??= providerError("bad_response", "the answer is not valid UTF-8.", exchange.context)),
      });
    return answer;
  } catch (thrown) {
    line.close();
    exchange.failure = explain(thrown);
    throw exchange.failure;
  }
}

function requireOwnOrigin(door: Door, exchange: Exchange, url: URL): void {
  if (url.origin === door.origin) return;
  throw providerError(
    "bad_request",
    `refused to contact ${url.host}, which is not the provider's host.`,
    exchange.context,
  );
}

/** What keeps one request going: it ends with its caller's signal, or after a silence. */
interface Line {
  readonly signal: AbortSignal;
  isSilent(): boolean;
  /** The other side said something; it may now be silent for `ms`. */
  heard(ms: number): void;
  /** Nothing is watched any more. */
  close(): void;
}

const SILENCE = new Error("Silence.");

/** One controller a request: joining signals with `AbortSignal.any` costs several times as much. */
function openLine(caller: AbortSignal | undefined): Line {
  const controller = new AbortController();
  const timer = createSilenceTimer(() => controller.abort(SILENCE));
  const follow = (): void => {
    timer.stop();
    controller.abort(caller?.reason);
  };
  if (caller?.aborted === true) follow();
  caller?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    isSilent: () => controller.signal.reason === SILENCE,
    heard: (ms) => timer.restart(ms),
    close: () => {
      timer.stop();
      caller?.removeEventListener("abort", follow);
    },
  };
}

async function send(
  door: Door,
  exchange: Exchange,
  { url, method, headers, body, signal }: DoorRequest & { readonly signal: AbortSignal },
): Promise<HttpAnswer> {
  const own = await unlessAborted(door.authorize(), signal);
  exchange.context = { ...exchange.context, secrets: secretsIn(own, door.headers) };
  const sent = requestHeaders(door, headers, own);
  const plain = typeof body === "string" ? body : await bytesOf(body, sent);
  return await door.send({ url, method: method ?? "GET", headers: sent, body: plain, signal });
}

function requestHeaders(
  door: Door,
  asked: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(asked)) {
    const lower = name.toLowerCase();
    if (!CREDENTIAL_HEADERS.has(lower)) headers[lower] = value;
  }
  for (const [name, value] of Object.entries(own)) headers[name.toLowerCase()] = value;
  for (const [name, value] of Object.entries(door.headers)) {
    if (!isHeader(name, value)) {
      throw new OrchestratorError("invalid_config", `The header "${name}" cannot be sent.`, {
        provider: door.provider,
        suggestion: `Correct providers.${door.provider}.headers: plain names, no line breaks, no characters beyond Latin-1.`,
      });
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** RFC 9110 §5.1 and §5.5: a token as the name, printable Latin-1 as the value. */
function isHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/** A body of any kind as bytes; a form brings its own type. */
async function bytesOf(
  body: RequestInit["body"] | undefined,
  headers: Record<string, string>,
): Promise<Uint8Array | null> {
  if (body === undefined || body === null) return null;
  const whole = new Response(body);
  const type = whole.headers.get("content-type");
  if (type !== null && (body instanceof FormData || headers["content-type"] === undefined))
    headers["content-type"] = type;
  return await whole.bytes();
}
