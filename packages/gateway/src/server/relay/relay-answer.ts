import type { OrchestratorError, Upstream } from "@ai-orchestrator/contract";
import { faceErrorFrame } from "../faces/face-error.ts";
import { drained, KEEP_ALIVE } from "../http/send.ts";
import type { RelayCall } from "./relay-call.ts";

/** What the caller gets of a relayed call, over all attempts. Content once sent is never sent again, and never followed by another upstream's. */
export class RelayAnswer {
  readonly #call: RelayCall;
  #upstream: Upstream | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wrote = 0;
  attempts = 0;
  /** True after the first content. */
  hasContent = false;

  constructor(call: RelayCall) {
    this.#call = call;
  }

  /** Another upstream is asked. */
  attempt(upstream: Upstream): void {
    this.#upstream = upstream;
    this.attempts += 1;
    if (this.#call.streams)
      this.#timer ??= setInterval(() => this.#keepAlive(), this.#call.request.keepAliveMs).unref();
  }

  /** Sends a whole body. */
  send(bytes: Buffer, contentType: string): void {
    const { response } = this.#call.request;
    this.#begin(contentType);
    response.setHeader("content-length", bytes.length);
    response.end(bytes);
  }

  /** Sends a piece of a stream; resolves when a slow reader has room. */
  write(bytes: Buffer): Promise<void> | undefined {
    const { response } = this.#call.request;
    if (!response.headersSent) this.#begin(EVENTS);
    this.hasContent = true;
    this.#wrote = performance.now();
    return response.write(bytes) || response.destroyed ? undefined : drained(response);
  }

  /** Ends a stream that is whole. */
  end(): void {
    this.#call.request.response.end();
  }

  /** One well-formed error event where the stream has begun; throws where a plain HTTP answer can still say it. */
  fail(error: OrchestratorError): void {
    const { request, dialect } = this.#call;
    request.spoil();
    if (!request.response.headersSent) throw error;
    if (!request.response.destroyed) request.response.end(faceErrorFrame(dialect.face, error.toJSON(), request));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** A comment, so that nobody between us gives up; it says nothing of the answer, so failing over stays unseen. */
  #keepAlive(): void {
    const { response, keepAliveMs } = this.#call.request;
    if (response.destroyed || response.writableEnded || response.writableNeedDrain) return;
    if (performance.now() - this.#wrote < keepAliveMs) return;
    if (!response.headersSent) this.#begin(EVENTS);
    response.write(KEEP_ALIVE);
  }

  #begin(contentType: string): void {
    const { request, lease } = this.#call;
    const { response } = request;
    const { decision } = lease;
    response.statusCode = 200;
    response.setHeader("content-type", contentType);
    if (this.#upstream !== undefined) {
      response.setHeader("x-aio-model", this.#upstream.model.key);
      response.setHeader("x-aio-provider", this.#upstream.model.provider);
    }
    response.setHeader("x-aio-reason", (decision.reasons[0]?.text ?? "").replace(/[^\x20-\x7E]/g, "?").slice(0, 300));
    response.setHeader("x-aio-attempts", String(this.attempts));
    const { usd } = decision.estimatedCost;
    response.setHeader("x-aio-cost", usd === null ? "unknown" : String(usd));
  }
}

const EVENTS = "text/event-stream; charset=utf-8";
