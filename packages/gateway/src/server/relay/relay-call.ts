import {
  NO_USAGE,
  OrchestratorError,
  type JsonObject,
  type RelayLease,
  type SerializedError,
  type Upstream,
  type Usage,
} from "@ai-orchestrator/contract";
import type { Dispatcher } from "undici";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { drained } from "../http/send.ts";
import { faceError } from "../faces/face-error.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Dialect } from "./dialect.ts";
import type { RelayPool } from "./relay-pool.ts";
import { frameJson, SseFrames } from "./sse-frames.ts";
import { connectionError, FAILS_OVER, upstreamError } from "./upstream-error.ts";

/** What one relayed call is made of. */
export interface RelayCall {
  readonly lease: RelayLease;
  readonly dialect: Dialect;
  readonly body: JsonObject;
  readonly raw: Buffer;
  readonly request: GatewayRequest;
  readonly pool: RelayPool;
  readonly metrics: Metrics;
}

/** Largest whole JSON answer kept in memory. */
const MAX_ANSWER = 64 * 1024 * 1024;
const MAX_ERROR = 64 * 1024;

/**
 * Relays one call: the answer's bytes go on untouched, usage is read on the side.
 * Fails over while nothing of the answer was sent; afterwards an upstream that breaks off ends the stream with one error event.
 * Throws OrchestratorError before the first byte.
 */
export async function relayCall(call: RelayCall): Promise<void> {
  const { lease, metrics } = call;
  const started = performance.now();
  let attempts = 0;
  let last: OrchestratorError | undefined;
  let model = lease.decision.model;
  const end = (usage: Usage | undefined, error?: SerializedError): void => {
    const cost = lease.end({
      model,
      latencyMs: performance.now() - started,
      attempts,
      ...(usage === undefined ? {} : { usage }),
      ...(error === undefined ? {} : { error }),
    });
    const provider = lease.upstreams.find((one) => one.model.key === model)?.model.provider ?? lease.decision.provider;
    metrics.call(
      model,
      provider,
      error?.code ?? "ok",
      { input: usage?.inputTokens ?? 0, output: usage?.outputTokens ?? 0 },
      cost.usd,
    );
  };
  for (const upstream of lease.upstreams) {
    attempts += 1;
    model = upstream.model.key;
    try {
      const outcome = await tryUpstream(call, upstream, attempts);
      lease.attempt({
        model,
        ...(outcome.error === undefined ? {} : { error: outcome.error }),
        rateLimitHeaders: outcome.headers,
      });
      end(outcome.usage, outcome.error);
      return;
    } catch (thrown) {
      last = connectionError(upstream, thrown);
      lease.attempt({ model, error: last.toJSON() });
      if (!FAILS_OVER.has(last.code) || call.request.response.headersSent) break;
    }
  }
  const error = last ?? new OrchestratorError("internal", "There was no upstream to relay to.");
  end(undefined, error.toJSON());
  throw error;
}

interface Outcome {
  readonly usage: Usage | undefined;
  readonly error?: SerializedError;
  readonly headers: Readonly<Record<string, string>>;
}

async function tryUpstream(call: RelayCall, upstream: Upstream, attempt: number): Promise<Outcome> {
  const { dialect, body, raw, request, pool } = call;
  const url = new URL(upstream.baseUrl.replace(/\/$/, "") + dialect.path);
  const sent = dialect.body(body, raw, upstream.model.id);
  const streams = body["stream"] === true;
  const headers = {
    ...upstream.headers,
    "content-type": "application/json",
    accept: streams ? "text/event-stream" : "application/json",
  };
  const answer = await pool.request(url, { headers, body: sent, signal: request.signal });
  const limits = textHeaders(answer.headers);
  if (answer.statusCode !== 200) {
    throw upstreamError(upstream, answer.statusCode, {
      text: await readText(answer, MAX_ERROR),
      headers: answer.headers,
    });
  }
  const context = { call, upstream, attempt };
  const outcome = streams ? await relayStream(answer, context) : await relayJson(answer, context);
  return { ...outcome, headers: limits };
}

interface Context {
  readonly call: RelayCall;
  readonly upstream: Upstream;
  readonly attempt: number;
}

async function relayJson(answer: Dispatcher.ResponseData, context: Context): Promise<Omit<Outcome, "headers">> {
  const { call, upstream } = context;
  const bytes = await readAll(answer, MAX_ANSWER);
  let value: JsonObject;
  try {
    value = JSON.parse(bytes.toString("utf8")) as JsonObject;
  } catch (error) {
    throw new OrchestratorError(
      "bad_response",
      `${upstream.model.provider} answered with something that is not JSON.`,
      { provider: upstream.model.provider, cause: error },
    );
  }
  const problem = call.dialect.error(value);
  if (problem !== undefined)
    throw new OrchestratorError("server", `${upstream.model.provider}: ${problem}`, {
      provider: upstream.model.provider,
    });
  const { response } = call.request;
  begin(context, "application/json; charset=utf-8");
  response.setHeader("content-length", bytes.length);
  response.end(bytes);
  return { usage: wholeUsage(call.dialect.usage(value) ?? {}) };
}

async function relayStream(answer: Dispatcher.ResponseData, context: Context): Promise<Omit<Outcome, "headers">> {
  const watch = new StreamWatch(context);
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      const wait = watch.push(chunk);
      if (wait !== undefined) await wait;
    }
    return watch.end();
  } catch (thrown) {
    return watch.fail(connectionError(context.upstream, thrown));
  }
}

/** Watches one stream: holds what comes before the content, relays what follows, notes usage, knows whether it ended. */
class StreamWatch {
  readonly #context: Context;
  readonly #frames = new SseFrames();
  #held: Buffer[] = [];
  #begun = false;
  #ended = false;
  #usage: Partial<Usage> = {};
  #error: SerializedError | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  push(chunk: Buffer): Promise<void> | undefined {
    const { call } = this.#context;
    const { dialect, body, request } = call;
    const out: Buffer[] = [];
    for (const frame of this.#frames.push(chunk)) {
      if (dialect.isTelling(frame)) this.#note(frame);
      if (dialect.isEnd(frame)) this.#ended = true;
      if (dialect.isOurs(frame, body)) continue;
      if (!this.#begun && !dialect.isContent(frame) && !this.#ended) {
        this.#held.push(Buffer.from(frame));
        continue;
      }
      if (!this.#begun) {
        this.#begun = true;
        begin(this.#context, "text/event-stream; charset=utf-8");
        out.push(...this.#held);
        this.#held = [];
      }
      out.push(frame);
    }
    if (this.#frames.waiting > MAX_ANSWER)
      throw new OrchestratorError("bad_response", "The provider's stream has no ends of events.");
    if (out.length === 0) return undefined;
    const bytes = out.length === 1 ? out[0] : Buffer.concat(out);
    return request.response.write(bytes) ? undefined : drained(request.response);
  }

  end(): Omit<Outcome, "headers"> {
    if (!this.#ended && this.#error === undefined)
      throw new OrchestratorError("bad_response", `${this.#context.upstream.model.provider} cut its answer off.`, {
        provider: this.#context.upstream.model.provider,
      });
    this.#context.call.request.response.end();
    return { usage: wholeUsage(this.#usage), ...(this.#error === undefined ? {} : { error: this.#error }) };
  }

  /** Before the content: throws, so that the next upstream is tried. After it: one well-formed error event. */
  fail(error: OrchestratorError): Omit<Outcome, "headers"> {
    if (!this.#begun) throw error;
    const { request, dialect } = this.#context.call;
    const face = dialect.path === "/messages" ? "anthropic" : "openai";
    const name = face === "anthropic" ? "event: error\n" : "";
    if (!request.response.destroyed)
      request.response.end(`${name}data: ${JSON.stringify(faceError(face, error.toJSON(), request.id))}\n\n`);
    return { usage: wholeUsage(this.#usage), error: error.toJSON() };
  }

  #note(frame: Buffer): void {
    const { call, upstream } = this.#context;
    const value = frameJson(frame) as JsonObject | undefined;
    if (value === undefined) return;
    const problem = call.dialect.error(value);
    if (problem !== undefined) {
      const error = new OrchestratorError("server", `${upstream.model.provider}: ${problem}`, {
        provider: upstream.model.provider,
        model: upstream.model.key,
      });
      if (!this.#begun) throw error;
      this.#error = error.toJSON();
    }
    const usage = call.dialect.usage(value);
    if (usage !== undefined) this.#usage = { ...this.#usage, ...usage };
  }
}

function begin({ call, upstream, attempt }: Context, contentType: string): void {
  const { response } = call.request;
  const { decision } = call.lease;
  response.statusCode = 200;
  response.setHeader("content-type", contentType);
  response.setHeader("x-aio-model", upstream.model.key);
  response.setHeader("x-aio-provider", upstream.model.provider);
  response.setHeader("x-aio-reason", (decision.reasons[0]?.text ?? "").replace(/[^\x20-\x7E]/g, "?").slice(0, 300));
  response.setHeader("x-aio-attempts", String(attempt));
  response.setHeader(
    "x-aio-cost",
    decision.estimatedCost.usd === null ? "unknown" : String(decision.estimatedCost.usd),
  );
}

function wholeUsage(usage: Partial<Usage>): Usage | undefined {
  return Object.keys(usage).length === 0 ? undefined : { ...NO_USAGE, ...usage };
}

async function readAll(answer: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new OrchestratorError("bad_response", "The provider's answer is too large.");
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

async function readText(answer: Dispatcher.ResponseData, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) {
      answer.body.destroy();
      break;
    }
  }
  return Buffer.concat(chunks).toString("utf8");
}

function textHeaders(headers: Dispatcher.ResponseData["headers"]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (typeof value === "string" && (name.includes("ratelimit") || name.startsWith("retry-after")))
      found[name] = value;
  return found;
}
