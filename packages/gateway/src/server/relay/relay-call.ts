import {
  OrchestratorError,
  type JsonObject,
  type RelayLease,
  type SerializedError,
  type Upstream,
  type Usage,
} from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Dialect } from "./dialect.ts";
import { readText } from "./read-answer.ts";
import { RelayAnswer } from "./relay-answer.ts";
import { relayJson } from "./relay-json.ts";
import type { RelayPool } from "./relay-pool.ts";
import { relayStream } from "./relay-stream.ts";
import { connectionError, FAILS_OVER, upstreamError } from "./upstream-error.ts";

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
}

/** What came of one upstream. */
export interface Outcome {
  readonly usage: Usage | undefined;
  readonly error?: SerializedError;
}

const MAX_ERROR = 64 * 1024;

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
        const { headers, ...outcome } = await tryUpstream(call, upstream, answer);
        lease.attempt({ model, ...outcome, rateLimitHeaders: headers });
        endCall(call, { model, ...outcome, attempts: answer.attempts, started });
        return;
      } catch (thrown) {
        last = connectionError(upstream, thrown, request.signal);
        lease.attempt({ model, error: last.toJSON() });
        if (!FAILS_OVER.has(last.code) || request.signal.aborted) break;
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

function endCall({ lease, metrics, request }: RelayCall, { model, usage, error, attempts, started }: End): void {
  const latencyMs = performance.now() - started;
  const cost = lease.end({
    model,
    latencyMs,
    attempts,
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
  });
  const provider = lease.upstreams.find((one) => one.model.key === model)?.model.provider ?? lease.decision.provider;
  const tokens = { input: usage?.inputTokens ?? 0, output: usage?.outputTokens ?? 0 };
  metrics.call({
    model,
    provider,
    outcome: error?.code ?? "ok",
    tokens,
    usd: cost.usd,
    latencyMs,
    headers: request.raw.headers,
  });
}

async function tryUpstream(
  call: RelayCall,
  upstream: Upstream,
  answer: RelayAnswer,
): Promise<Outcome & { readonly headers: Readonly<Record<string, string>> }> {
  const { dialect, body, raw, request, pool, streams } = call;
  answer.attempt(upstream);
  const { id } = upstream.model;
  const reply = await pool.request(upstream.baseUrl, dialect.path(id, streams), {
    headers: {
      ...upstream.headers,
      ...betaHeader(request),
      "content-type": "application/json",
      accept: streams ? "text/event-stream" : "application/json",
    },
    body: dialect.body(body, raw, id),
    signal: request.signal,
  });
  if (reply.statusCode !== 200) {
    const text = await readText(reply, MAX_ERROR);
    throw upstreamError(upstream, reply.statusCode, { text, headers: reply.headers });
  }
  const outcome = streams
    ? await relayStream(reply, { call, upstream, answer })
    : await relayJson(reply, { call, upstream, answer });
  return { ...outcome, headers: rateLimitHeaders(reply.headers) };
}

/** What a caller switches on in Anthropic's API travels with the call. */
function betaHeader({ raw }: GatewayRequest): Readonly<Record<string, string>> {
  const beta = raw.headers["anthropic-beta"];
  return typeof beta === "string" ? { "anthropic-beta": beta } : {};
}

function rateLimitHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string" && name.includes("ratelimit")) found[name] = value;
  }
  return found;
}
