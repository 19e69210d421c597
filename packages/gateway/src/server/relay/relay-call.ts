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
import type { Dialect } from "./dialect.ts";
import { RelayAnswer } from "./relay-answer.ts";
import { JsonTaking } from "./relay-json.ts";
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
 * Fails over while nothing of the answer was sent; afterwards an upstream that breaks off ends the stream with one error event.
 * Throws OrchestratorError before the first byte.
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
        const outcome = await tryUpstream(call, upstream, answer);
        lease.attempt({ model, ...outcome });
        endCall(call, { ...outcome, model, attempts: answer.attempts, started });
        return;
      } catch (thrown) {
        last = connectionError(upstream, thrown, request.cancelled);
        lease.attempt({ model, error: last.toJSON() });
        if (!FAILS_OVER.has(last.code) || request.cancelled !== undefined) break;
      }
    }
    const error = last ?? new OrchestratorError("internal", "There was no upstream to relay to.");
    endCall(call, { model, usage: undefined, error: error.toJSON(), attempts: answer.attempts, started });
    answer.fail(error);
  } finally {
    answer.close();
  }
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

async function tryUpstream(
  call: RelayCall,
  upstream: Upstream,
  answer: RelayAnswer,
): Promise<Outcome & { readonly rateLimitHeaders?: Readonly<Record<string, string>> }> {
  answer.attempt(upstream);
  if (!call.streams) return exchange(call, upstream, new JsonTaking({ call, upstream, answer }));
  const taking = new StreamTaking({ call, upstream, answer });
  try {
    return await exchange(call, upstream, taking);
  } catch (thrown) {
    return taking.fail(connectionError(upstream, thrown, call.request.cancelled));
  }
}

async function exchange(
  call: RelayCall,
  upstream: Upstream,
  taking: Taking<Outcome>,
): Promise<Outcome & { readonly rateLimitHeaders?: Readonly<Record<string, string>> }> {
  const { dialect, body, raw, request, pool, streams } = call;
  if (request.cancelled !== undefined) throw request.cancelled;
  const { id } = upstream.model;
  const exchanging = new UpstreamExchange(upstream, taking, pool.timeouts);
  const place = pool.watch.add(exchanging);
  request.onCancel(() => exchanging.cancel(request.cancelled ?? new OrchestratorError("cancelled", "Cancelled.")));
  try {
    pool.send(
      {
        baseUrl: upstream.baseUrl,
        path: dialect.path(id, streams),
        headers: requestHeaders(upstream, call),
        body: dialect.body(body, raw, id),
      },
      exchanging,
    );
    const { value, headers } = await exchanging.done;
    const rateLimitHeaders = rateLimitsOf(headers);
    return rateLimitHeaders === undefined ? value : { ...value, rateLimitHeaders };
  } finally {
    pool.watch.leave(place);
    request.onCancel(undefined);
  }
}

/** Headers of a call, names and values in turn. What a caller switches on in Anthropic's API travels with the call. */
function requestHeaders({ headers }: Upstream, { streams, request }: RelayCall): readonly string[] {
  const beta = request.raw.headers["anthropic-beta"];
  const known = beta === undefined ? flatHeaders[streams ? "stream" : "json"].get(headers) : undefined;
  if (known !== undefined) return known;
  const all: Record<string, string> = {
    ...headers,
    ...(typeof beta === "string" ? { "anthropic-beta": beta } : {}),
    "content-type": "application/json",
    accept: streams ? "text/event-stream" : "application/json",
  };
  const flat = Object.entries(all).flat();
  if (beta === undefined) flatHeaders[streams ? "stream" : "json"].set(headers, flat);
  return flat;
}

/** An upstream's headers serve many calls. */
const flatHeaders = {
  stream: new WeakMap<Upstream["headers"], readonly string[]>(),
  json: new WeakMap<Upstream["headers"], readonly string[]>(),
};

function rateLimitsOf(headers: UpstreamHeaders): Readonly<Record<string, string>> | undefined {
  let found: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string" && name.includes("ratelimit")) (found ??= {})[name] = value;
  }
  return found;
}
