import { OrchestratorError, type ProviderId } from "@ai-orchestrator/contract";
import { classifyFailure, providerError, type FailureContext } from "../errors/classify-failure.ts";
import { abortFailure, networkFailure } from "../errors/network-failure.ts";
import { secretsIn } from "../errors/redact-secrets.ts";
import type { ProviderTimeouts } from "../facts/provider-facts.ts";
import { createSilenceTimer, type SilenceTimer } from "./silence-timer.ts";
import { unlessAborted } from "./unless-aborted.ts";
import { tapBody, type BodyTap } from "./tap-body.ts";

/** One provider's door to the network. */
export interface Door {
  readonly provider: ProviderId;
  readonly model?: string;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Headers that authenticate; looked up when a request is made. */
  readonly authorize: () => Promise<Readonly<Record<string, string>>>;
  /** The user's extra headers; they win. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeouts: ProviderTimeouts;
  readonly now: () => number;
}

/** What one call's HTTP exchange looked like; filled while it runs. */
export interface Exchange {
  headers: Headers | undefined;
  status: number | undefined;
  tap: BodyTap | undefined;
  /** The error the exchange ended with; wins over whatever the SDK makes of it. */
  failure: OrchestratorError | undefined;
  /** For building errors about this exchange. */
  context: FailureContext;
}

const CREDENTIAL_HEADERS = ["authorization", "x-api-key", "x-goog-api-key", "proxy-authorization", "cookie"] as const;
const MAX_ERROR_BODY = 64 * 1024;

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
 * A fetch that talks to the door's origin only, adds the credential itself (whatever the caller put there is
 * dropped), never follows a redirect, watches for silence, and turns every failure into an OrchestratorError,
 * kept in `exchange.failure` and thrown.
 */
export function guardedFetch(door: Door, exchange: Exchange): typeof fetch {
  return async (input, init) => {
    try {
      return await exchangeOnce(door, exchange, {
        url: new URL(input instanceof Request ? input.url : input),
        init: init ?? {},
      });
    } catch (thrown) {
      exchange.failure ??= networkFailure(thrown, new URL(door.baseUrl).host, exchange.context);
      throw exchange.failure;
    }
  };
}

async function exchangeOnce(
  door: Door,
  exchange: Exchange,
  request: { readonly url: URL; readonly init: RequestInit },
): Promise<Response> {
  const { url, init } = request;
  // A call may need a second request, e.g. of another interface; the first one's end says nothing about it.
  exchange.failure = undefined;
  exchange.tap = undefined;
  if (url.origin !== new URL(door.baseUrl).origin) {
    throw providerError(
      "bad_request",
      `refused to contact ${url.host}, which is not the provider's host.`,
      exchange.context,
    );
  }
  const silence = new AbortController();
  const timer = createSilenceTimer(() => silence.abort());
  const caller = init.signal ?? new AbortController().signal;
  const explain = (thrown: unknown): OrchestratorError => {
    if (caller.aborted) return abortFailure(caller, exchange.context);
    if (silence.signal.aborted)
      return providerError("timeout", `${url.host} went silent for too long.`, { ...exchange.context, cause: thrown });
    return networkFailure(thrown, url.host, exchange.context);
  };
  timer.restart(door.timeouts.headersMs);
  try {
    const headers = await unlessAborted(requestHeaders(door, exchange, init), caller);
    const body = await portableBody(init.body, headers);
    const response = await door.fetch(url, {
      ...init,
      ...(body === undefined ? {} : { body }),
      headers,
      redirect: "manual",
      signal: AbortSignal.any([caller, silence.signal]),
    });
    timer.restart(door.timeouts.idleMs);
    exchange.headers = response.headers;
    // Dates in headers count from when they arrive.
    exchange.context = { ...exchange.context, now: door.now() };
    exchange.status = response.status;
    if (!response.ok) throw await refusal(response, exchange);
    return watched(response, { exchange, timer, explain, idleMs: door.timeouts.idleMs });
  } catch (thrown) {
    timer.stop();
    exchange.failure = explain(thrown);
    throw exchange.failure;
  }
}

async function requestHeaders(door: Door, exchange: Exchange, init: RequestInit): Promise<Headers> {
  const headers = new Headers(init.headers);
  for (const name of CREDENTIAL_HEADERS) headers.delete(name);
  const auth = await door.authorize();
  exchange.context = { ...exchange.context, secrets: secretsIn(auth, door.headers) };
  for (const [name, value] of Object.entries(auth)) headers.set(name, value);
  for (const [name, value] of Object.entries(door.headers)) {
    if (!isHeader(name, value)) {
      throw new OrchestratorError("invalid_config", `The header "${name}" cannot be sent.`, {
        provider: door.provider,
        suggestion: `Correct providers.${door.provider}.headers: plain names, no line breaks, no characters beyond Latin-1.`,
      });
    }
    headers.set(name, value);
  }
  return headers;
}

/** RFC 9110 §5.1 and §5.5: a token as the name, printable Latin-1 as the value. */
function isHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/** Forms as bytes: fetch implementations recognise only their own FormData class. */
async function portableBody(body: RequestInit["body"], headers: Headers): Promise<ArrayBuffer | undefined> {
  if (!(body instanceof FormData)) return undefined;
  const form = new Response(body);
  headers.set("content-type", form.headers.get("content-type") ?? "multipart/form-data");
  return await form.arrayBuffer();
}

function watched(
  response: Response,
  watch: {
    readonly exchange: Exchange;
    readonly timer: SilenceTimer;
    readonly explain: (thrown: unknown) => OrchestratorError;
    readonly idleMs: number;
  },
): Response {
  const { exchange, timer, explain, idleMs } = watch;
  if (response.body === null) {
    timer.stop();
    return response;
  }
  exchange.tap = tapBody(response.body, {
    onChunk: () => timer.restart(idleMs),
    onEnd: () => timer.stop(),
    onReadError: (thrown) => (exchange.failure ??= explain(thrown)),
    onBadText: () =>
      (exchange.failure ??= providerError("bad_response", "the answer is not valid UTF-8.", exchange.context)),
  });
  return new Response(exchange.tap.stream, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

/** The typed error for any answer that is not 2xx. */
async function refusal(response: Response, exchange: Exchange): Promise<OrchestratorError> {
  if (response.status < 400) {
    await response.body?.cancel();
    const target = response.headers.get("location") ?? "nowhere";
    return providerError(
      "bad_response",
      `answered with a redirect to ${target}, which is not followed because it would carry the key along.`,
      {
        ...exchange.context,
        status: response.status,
        retryable: false,
        suggestion: "Correct the provider's base URL in the configuration.",
      },
    );
  }
  return classifyFailure(
    { status: response.status, headers: response.headers, body: await readLimited(response) },
    exchange.context,
  );
}

/** The start of a body as text; what was read before the connection broke, if it breaks. */
async function readLimited(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const next = await reader.read().catch(() => ({ done: true as const, value: undefined }));
    if (next.done) return text + decoder.decode();
    text += decoder.decode(next.value, { stream: true });
    if (text.length >= MAX_ERROR_BODY) {
      await reader.cancel().catch(() => undefined);
      return text.slice(0, MAX_ERROR_BODY);
    }
  }
}
