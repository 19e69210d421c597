import type { Cost, OrchestratorError, Upstream } from "@ai-orchestrator/contract";
import { faceErrorFrame } from "../faces/face-error.ts";
import { headerText } from "../http/header-text.ts";
import type { Place } from "../http/open-list.ts";
import { KEEP_ALIVE, writeSafeHead } from "../http/send.ts";
import { PieceWriter } from "./piece-writer.ts";
import type { RelayCall } from "./relay-call.ts";
import type { Visited } from "./rounds.ts";

/** A body up to here is sent in one piece with its headers; copying a larger one costs more than a second piece. */
const ONE_PIECE = 16 * 1024;

/** What the caller gets of a relayed call, over all attempts. Content once sent is never sent again, and never followed by another upstream's. */
export class RelayAnswer implements Visited {
  readonly #call: RelayCall;
  readonly #pieces: PieceWriter;
  readonly #place: Place<Visited> | undefined;
  #upstream: Upstream | undefined;
  #wrote: number;
  attempts = 0;
  /** True after the first content. */
  hasContent = false;

  constructor(call: RelayCall) {
    this.#call = call;
    this.#pieces = new PieceWriter(call.request.response);
    this.#wrote = call.request.startedAt;
    this.#place = call.streams ? call.keepAlives.add(this) : undefined;
  }

  /** Another upstream is asked. */
  attempt(upstream: Upstream): void {
    this.#upstream = upstream;
    this.attempts += 1;
  }

  /** Sends a whole JSON body and what it cost, where the provider counted. */
  send(bytes: Buffer, cost: Cost | undefined): void {
    const { response } = this.#call.request;
    const headers = this.#headers("application/json; charset=utf-8", cost);
    headers.push("content-length", String(bytes.length));
    this.#begin(headers);
    // latin1 is one character a byte both ways, and Node puts a text and its headers into one write.
    if (bytes.length <= ONE_PIECE) response.end(bytes.toString("latin1"), "latin1");
    else response.end(bytes);
  }

  /** Sends a piece of a stream; resolves when a slow reader has room. */
  write(bytes: Buffer): Promise<void> | undefined {
    if (!this.#call.request.response.headersSent) this.#begin(this.#headers(EVENTS));
    this.hasContent = true;
    this.#wrote = performance.now();
    return this.#pieces.write(bytes);
  }

  /** Ends a stream that is whole. */
  end(): void {
    this.#pieces.end();
  }

  /** One well-formed error event where the stream has begun; throws where a plain HTTP answer can still say it. */
  fail(error: OrchestratorError): void {
    const { request, dialect } = this.#call;
    request.spoil();
    if (!request.response.headersSent) throw error;
    if (!request.response.destroyed) this.#pieces.end(faceErrorFrame(dialect.face, error.toJSON(), request));
  }

  close(): void {
    if (this.#place !== undefined) this.#call.keepAlives.leave(this.#place);
  }

  /** A comment, so that nobody between us gives up; it says nothing of the answer, so failing over stays unseen. */
  visit(now: number): void {
    const { response, keepAliveMs } = this.#call.request;
    if (response.destroyed || response.writableEnded || response.writableNeedDrain) return;
    if (now - this.#wrote < keepAliveMs) return;
    if (!response.headersSent) this.#begin(this.#headers(EVENTS));
    this.#wrote = now;
    response.write(KEEP_ALIVE);
  }

  #begin(headers: readonly string[]): void {
    const { response, id } = this.#call.request;
    writeSafeHead(response, id, headers);
  }

  /** Without a cost, with what was expected: a stream's is known when its headers are long gone. */
  #headers(contentType: string, cost?: Cost): string[] {
    const { decision } = this.#call.lease;
    const { usd } = cost ?? decision.estimatedCost;
    const headers = [
      "content-type",
      contentType,
      "x-aio-reason",
      headerText(decision.reasons[0]?.text ?? "").slice(0, 300),
      "x-aio-attempts",
      String(this.attempts),
      "x-aio-cost",
      usd === null ? "unknown" : String(usd),
    ];
    if (this.#upstream !== undefined)
      headers.push(
        "x-aio-model",
        headerText(this.#upstream.model.key),
        "x-aio-provider",
        headerText(this.#upstream.model.provider),
      );
    return headers;
  }
}

const EVENTS = "text/event-stream; charset=utf-8";
