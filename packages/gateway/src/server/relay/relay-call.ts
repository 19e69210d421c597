import {
  NO_USAGE,
  OrchestratorError,
  type JsonObject,
  type RelayedAnswer,
  type RelayLease,
  type SerializedError,
  type Upstream,
  type Usage,
} from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Metrics } from "../operations/metrics.ts";
import { HungUp } from "../upstream/connection.ts";
import { requestHeaders, type RequestHeaders } from "../upstream/request-headers.ts";
import type { Dialect } from "./dialect.ts";
import { RelayAnswer } from "./relay-answer.ts";
import { JsonTaking, type Relaying } from "./relay-json.ts";
import type { RelayPool } from "./relay-pool.ts";
import type { Rounds } from "./rounds.ts";
import { StreamTaking } from "./relay-stream.ts";
import { connectionError, FAILS_OVER } from "./upstream-error.ts";
import { UpstreamExchange, type Taking, type UpstreamHeaders } from "./upstream-exchange.ts";

/** What one relayed call is made of. */
export interface RelayCall {
  readonly lease: RelayLease;
  readonly dialect: Dialect;
  readonly body: JsonObject;
  readonly raw: Buffer;
  readonly streams: boolean;
  readonly request: GatewayRequest;
  readonly pool: RelayPool;
  readonly metrics: Metrics;
  /** Says on open streams that they live. */
  readonly keepAlives: Rounds;
  /** The way through the engine, where the caller's own bytes are not needed. */
  readonly translate: (() => Promise<void>) | undefined;
}

/** What came of one upstream. */
export interface Outcome {
  readonly usage: Usage | undefined;
  readonly error?: SerializedError;
  /** What it said, where the lease wants it. */
  readonly answer?: RelayedAnswer;
}

/**
 * Relays one call: the answer's bytes go on untouched, usage is read on the side.
 * Fails over while nothing of the answer was sent, to models of other dialects through the engine; afterwards an upstream
 * that breaks off ends the stream with one error event. Throws OrchestratorError before the first byte.
 */
export async function relayCall(call: RelayCall): Promise<void> {
  const goOn = await relayOnly(call);
  if (goOn !== undefined) await goOn();
}

/** Relays; gives back how to go on where it came to nothing. */
async function relayOnly(call: RelayCall): Promise<(() => Promise<void>) | undefined> {
  const { lease, request } = call;
  const started = performance.now();
  const answer = new RelayAnswer(call);
  let last: OrchestratorError | undefined;
  let model = lease.decision.model;
  try {
    for (const upstream of lease.upstreams) {
      model = upstream.model.key;
      try {
        const outcome = await tryUpstream(call, upstream, answer);
        lease.attempt({ model, ...outcome });
        endCall(call, { ...outcome, model, attempts: answer.attempts, started });
        return undefined;
      } catch (thrown) {
        last = connectionError(upstream, thrown, request.cancelled);
        lease.attempt({ model, error: last.toJSON() });
        if (!FAILS_OVER.has(last.code) || request.cancelled !== undefined) break;
      }
    }
    const error = last ?? new OrchestratorError("internal", "There was no upstream to relay to.");
    endCall(call, { model, usage: undefined, error: error.toJSON(), attempts: answer.attempts, started });
    if (mayGoOn(call, answer.attempts, error)) return call.translate;
    answer.fail(error);
    return undefined;
  } finally {
    answer.close();
  }
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
  const cost = lease.end({
    model,
    latencyMs,
    attempts,
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
    ...(answer === undefined ? {} : { answer }),
  });
  const provider = lease.upstreams.find((one) => one.model.key === model)?.model.provider ?? lease.decision.provider;
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

/** An outcome, and what the provider said of its limits. */
type Told = Outcome & { readonly rateLimitHeaders?: Readonly<Record<string, string>> };

function tryUpstream(call: RelayCall, upstream: Upstream, answer: RelayAnswer): Promise<Told> {
  answer.attempt(upstream);
  return call.streams
    ? exchangeStream({ call, upstream, answer })
    : exchange(call, upstream, new JsonTaking({ call, upstream, answer }));
}

async function exchangeStream(relaying: Relaying): Promise<Told> {
  const { call, upstream } = relaying;
  const taking = new StreamTaking(relaying);
  try {
    return await exchange(call, upstream, taking);
  } catch (thrown) {
    return taking.fail(connectionError(upstream, thrown, call.request.cancelled));
  }
}

/** Asks once more where a server closed a connection it had kept, just as the request was on its way: such a connection says nothing of the provider. */
async function exchange(call: RelayCall, upstream: Upstream, taking: Taking<Outcome>): Promise<Told> {
  try {
    return await exchangeOnce(call, upstream, taking);
  } catch (thrown) {
    if (!(thrown instanceof HungUp)) throw thrown;
    return exchangeOnce(call, upstream, taking);
  }
}

async function exchangeOnce(call: RelayCall, upstream: Upstream, taking: Taking<Outcome>): Promise<Told> {
  const { dialect, body, raw, request, pool, streams } = call;
  if (request.cancelled !== undefined) throw request.cancelled;
  const { id } = upstream.model;
  const exchanging = new UpstreamExchange(upstream, taking, pool.timeouts);
  const place = pool.watch.add(exchanging);
  request.onCancel(() => exchanging.cancel(request.cancelled ?? new OrchestratorError("cancelled", "Cancelled.")));
  try {
    const sending = pool.send(
      {
        baseUrl: upstream.baseUrl,
        path: dialect.path(id, streams),
        headers: headersFor(upstream, call),
        body: dialect.body(body, raw, id),
      },
      exchanging,
    );
    exchanging.sentAs(sending);
    const { value, headers } = await exchanging.done;
    const rateLimitHeaders = rateLimitsOf(headers);
    return rateLimitHeaders === undefined ? value : { ...value, rateLimitHeaders };
  } finally {
    pool.watch.leave(place);
    request.onCancel(undefined);
  }
}

/** Headers of a call. What a caller switches on in Anthropic's API travels with the call. */
function headersFor({ headers }: Upstream, { streams, request }: RelayCall): RequestHeaders {
  const beta = request.raw.headers["anthropic-beta"];
  const ofKind = knownHeaders[streams ? "stream" : "json"];
  const known = beta === undefined ? ofKind.get(headers) : undefined;
  if (known !== undefined) return known;
  const made = requestHeaders({
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
