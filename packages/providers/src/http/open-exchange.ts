import type { OrchestratorError } from "@ai-orchestrator/contract";
import { providerError } from "../errors/classify-failure.ts";
import { abortFailure, networkFailure } from "../errors/network-failure.ts";
import { headersThrough, type Door } from "./door.ts";
import type { Exchange } from "./exchange.ts";
import type { HttpAnswer, HttpRequest } from "./http-answer.ts";
import { Line } from "./line.ts";
import { isRefusal, refusal, refusalBody } from "./refusal.ts";
import { HEAD_CHARS, tapBody, type SeenBody } from "./tap-body.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** A request to the door's origin. */
export interface DoorRequest {
  readonly url: URL;
  readonly method: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends one request and resolves once its headers are here; its body, if it has one, is to be read through
 * `exchange.tap`. Talks to the door's origin only, adds the credential itself (whatever the request holds is dropped),
 * never follows a redirect, watches for silence, and turns every failure into an OrchestratorError, kept in
 * `exchange.failure` and thrown.
 */
export async function openExchange(door: Door, exchange: Exchange, request: DoorRequest): Promise<HttpAnswer> {
  exchange.begin();
  const line = new Line(request.signal);
  const { headersMs, idleMs } = door.timeouts;
  const explain = (thrown: unknown): OrchestratorError =>
    (exchange.failure ??= explained(thrown, exchange, request, line));
  try {
    line.heard(headersMs);
    const answer = await door.send(await authorized(door, exchange, request, line));
    line.heard(idleMs);
    exchange.answered(answer.status, answer.headers);
    if (isRefusal(answer)) throw refusal(answer, await refusalBody(answer), exchange.context);
    if (answer.body === undefined) line.close();
    else
      exchange.body = exchange.tap = tapBody(answer.body, {
        onPiece: () => line.heard(idleMs),
        onEnd: () => line.close(),
        onReadError: explain,
        onBadText: () => explain(notUtf8(exchange)),
      });
    return answer;
  } catch (thrown) {
    line.close();
    throw explain(thrown);
  }
}

/** `openExchange` for an answer that is read whole: one promise for all of it. Resolves to its text. */
export async function wholeExchange(door: Door, exchange: Exchange, request: DoorRequest): Promise<string> {
  exchange.begin();
  const line = new Line(request.signal);
  const { headersMs, idleMs } = door.timeouts;
  try {
    // Such an answer is silent until all of it is made.
    line.heard(headersMs + idleMs);
    const answer = await door.sendWhole(await authorized(door, exchange, request, line));
    exchange.answered(answer.status, answer.headers);
    if (isRefusal(answer)) throw refusal(answer, answer.body, exchange.context);
    const text = textOf(answer.body, exchange);
    exchange.body = seen(text);
    return text;
  } catch (thrown) {
    throw (exchange.failure = explained(thrown, exchange, request, line));
  } finally {
    line.close();
  }
}

async function authorized(door: Door, exchange: Exchange, request: DoorRequest, line: Line): Promise<HttpRequest> {
  const { url, method, body } = request;
  if (url.origin !== door.origin) {
    const refused = `refused to contact ${url.host}, which is not the provider's host.`;
    throw providerError("bad_request", refused, exchange.context);
  }
  exchange.credential = await unlessAborted(door.authorize(), line);
  return { url, method, headers: headersThrough(door, request.headers, exchange.credential), body, signal: line };
}

function explained(thrown: unknown, exchange: Exchange, { url, signal }: DoorRequest, line: Line): OrchestratorError {
  if (signal?.aborted === true) return abortFailure(signal, exchange.context);
  if (line.isSilent)
    return providerError("timeout", `${url.host} went silent for too long.`, { ...exchange.context, cause: thrown });
  return networkFailure(thrown, url.host, exchange.context);
}

const strict = new TextDecoder("utf-8", { fatal: true });

function textOf(body: Uint8Array, exchange: Exchange): string {
  try {
    return strict.decode(body);
  } catch {
    // The decoder's only failure is the one asked about.
    throw notUtf8(exchange);
  }
}

function notUtf8(exchange: Exchange): OrchestratorError {
  return providerError("bad_response", "the answer is not valid UTF-8.", exchange.context);
}

function seen(text: string): SeenBody {
  return { head: () => text.slice(0, HEAD_CHARS), endsWithDone: () => text.trimEnd().endsWith("[DONE]") };
}
