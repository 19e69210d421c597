import {
  NO_USAGE,
  OrchestratorError,
  type JsonObject,
  type RelayedAnswer,
  type RelayLease,
  type RequestHeaders,
  type SerializedError,
  type Upstream,
  type UpstreamHeaders,
  type Usage,
} from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Dialect } from "./dialect.ts";
import { RelayAnswer } from "./relay-answer.ts";
import { JsonTaking, type Relaying } from "./relay-json.ts";
import type { Rounds } from "./rounds.ts";
import { StreamTaking } from "./relay-stream.ts";
import { connectionError, FAILS_OVER } from "./upstream-error.ts";
import { UpstreamExchange, type Exchanged, type Taking } from "./upstream-exchange.ts";
import type { Upstreams } from "./upstreams.ts";

/** What one relayed call is made of. */
export interface RelayCall {
  readonly lease: RelayLease;
  readonly dialect: Dialect;
  readonly body: JsonObject;
  readonly raw: Buffer;
  readonly streams: boolean;
  readonly request: GatewayRequest;
  readonly upstreams: Upstreams;
  readonly metrics: Metrics;
  /** Says on open streams that they live. */
  readonly keepAlives: Rounds;
  /** The way through the engine, where the caller's own bytes are not needed. */
  readonly translate: (() => Promise<void>) | undefined;
}

/** What came of one upstream. */
export interface Outcome {
  readonly usage: Usage | undefined;
  readonly error?: SerializedError | undefined;
  /** What it said, where the lease wants it. */
  readonly answer?: RelayedAnswer | undefined;
}

/**
 * Relays one call: the answer's bytes go on untouched, usage is read on the side.
 * Fails over while nothing of the answer was sent, to models of other dialects through the engine; afterwards an upstream
 * that breaks off ends the stream with one error event. Throws OrchestratorError before the first byte.
 */
export async function relayCall(call: RelayCall): Promise<void> {
  const { lease, request } = call;
  const started = performance.now();
  const answer = new RelayAnswer(call);
  let last: OrchestratorError | undefined;
  let model = lease.decision.model;
  try {
    for (const upstream of lease.upstreams) {
      model = upstream.model.key;
      try {
        const { value, headers } = await tryUpstream(call, upstream, answer);
        const { usage, error } = value;
        lease.attempt({ model, error, rateLimitHeaders: rateLimitsOf(headers) });
        endCall(call, { model, usage, error, answer: value.answer, attempts: answer.attempts, started });
        return;
      } catch (thrown) {
        last = connectionError(upstream, thrown, request.cancelled);
        lease.attempt({ model, error: last.toJSON() });
        if (!FAILS_OVER.has(last.code) || request.cancelled !== undefined) break;
      }
    }
    // What is left came to nothing.
    const error = last ?? new OrchestratorError("internal", "There was no upstream to relay to.");
    endCall(call, { model, usage: undefined, error: error.toJSON(), attempts: answer.attempts, started });
    if (!mayGoOn(call, answer.attempts, error)) return answer.fail(error);
  } finally {
    answer.close();
  }
  await call.translate?.();
}

/** True where the engine may have an answer: other models are left, or it leaves out what the provider refused. Nothing was generated, so this repeats nothing. */
function mayGoOn({ lease, request, translate }: RelayCall, attempts: number, error: OrchestratorError): boolean {
  if (translate === undefined || request.cancelled !== undefined) return false;
  if (error.details?.["foreignReasoning"] === true) return true;
  const tried = lease.upstreams.slice(0, attempts).map(({ model }) => model.key);
  return lease.handOver(tried, error.toJSON());
}

interface End extends Outcome {
  readonly model: string;
  readonly attempts: number;
  readonly started: number;
}

function endCall(
  { lease, metrics, request, streams }: RelayCall,
  { model, usage, error, answer, attempts, started }: End,
): void {
  const latencyMs = performance.now() - started;
  const cost = lease.end({ model, latencyMs, attempts, usage, error, answer });
  const asked = lease.upstreams[attempts - 1]?.model;
  const provider = asked?.key === model ? asked.provider : lease.decision.provider;
  metrics.call({
    model,
    provider,
    outcome: error?.code ?? "ok",
    usage: usage ?? NO_USAGE,
    usd: cost.usd,
    latencyMs,
    streams,
    headers: request.raw.headers,
  });
}

function tryUpstream(call: RelayCall, upstream: Upstream, answer: RelayAnswer): Promise<Exchanged<Outcome>> {
  answer.attempt(upstream);
  const relaying = { call, upstream, answer };
  return call.streams ? exchangeStream(relaying) : exchange(relaying, new JsonTaking(relaying));
}

async function exchangeStream(relaying: Relaying): Promise<Exchanged<Outcome>> {
  const { call, upstream } = relaying;
  const taking = new StreamTaking(relaying);
  try {
    return await exchange(relaying, taking);
  } catch (thrown) {
    return { value: taking.fail(connectionError(upstream, thrown, call.request.cancelled)), headers: {} };
  }
}

/** One request to one upstream. */
function exchange({ call, upstream }: Relaying, taking: Taking<Outcome>): Promise<Exchanged<Outcome>> {
  const { dialect, body, raw, request, streams, upstreams } = call;
  const { id } = upstream.model;
  const path = dialect.path(id, streams);
  const headers = headersFor(upstream, call);
  const { baseUrl } = upstream;
  return new UpstreamExchange(upstream, taking, { upstreams, request }).send({
    baseUrl,
    path,
    headers,
    body: dialect.body(body, raw, id),
  });
}

/** Headers of a call. What a caller switches on in Anthropic's API travels with the call. */
function headersFor({ headers }: Upstream, { streams, request, upstreams }: RelayCall): RequestHeaders {
  const beta = request.raw.headers["anthropic-beta"];
  const ofKind = knownHeaders[streams ? "stream" : "json"];
  const known = beta === undefined ? ofKind.get(headers) : undefined;
  if (known !== undefined) return known;
  const made = upstreams.connections.headers({
    ...headers,
    ...(typeof beta === "string" ? { "anthropic-beta": beta } : {}),
    "content-type": "application/json",
    accept: streams ? "text/event-stream" : "application/json",
  });
  if (beta === undefined) ofKind.set(headers, made);
  return made;
}

/** An upstream's headers serve many calls. */
const knownHeaders = {
  stream: new WeakMap<Upstream["headers"], RequestHeaders>(),
  json: new WeakMap<Upstream["headers"], RequestHeaders>(),
};

function rateLimitsOf(headers: UpstreamHeaders): Readonly<Record<string, string>> | undefined {
  let found: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && name.includes("ratelimit")) (found ??= {})[name] = value;
  }
  return found;
}
