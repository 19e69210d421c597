import type { ResponseHandler, Sending, UpstreamHeaders } from "@ai-orchestrator/contract";
import { sourceOf, streamOf, type BodySource } from "../body-source.ts";
import type { HttpAnswer, HttpRequest } from "../http-answer.ts";
import type { StopSignal } from "../stop-signal.ts";
import type { Destinations } from "./destinations.ts";
import { outgoingOf } from "./outgoing-of.ts";
import { PlainHeaders } from "./plain-headers.ts";

/** Pieces of a body that may wait for their reader before the connection is paused. */
const MOST_WAITING = 16;
/** Statuses that have no body (Fetch Standard §2.2.3). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends a request over a kept connection: what fetch adds for browsers (redirects, forms, caches, CORS, byte streams)
 * costs as much as the exchange itself. Rejects with the connection's error or the signal's reason.
 */
export function sendPlain(destinations: Destinations, request: HttpRequest): Promise<HttpAnswer> {
  const { url, signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const to = destinations.of(url.href);
    const outgoing = outgoingOf(request, to);
    const exchange = new PlainExchange({ resolve, reject }, signal);
    exchange.sentAs(to.pool.send(outgoing, exchange));
  });
}

interface Settle<T> {
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** One exchange, and its answer's body: a stream object would cost more a piece than reading it. */
class PlainExchange implements ResponseHandler, BodySource {
  readonly #settle: Settle<HttpAnswer>;
  readonly #signal: StopSignal | undefined;
  readonly #onAbort = (): void => this.#abort(this.#signal?.reason);
  readonly #waiting: Uint8Array[] = [];
  #sending: Sending | undefined;
  #isPaused = false;
  #hasNoBody = false;
  #reader: Settle<Uint8Array | undefined> | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #isOver = false;

  constructor(settle: Settle<HttpAnswer>, signal: StopSignal | undefined) {
    this.#settle = settle;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  sentAs(sending: Sending): void {
    if (!this.#isOver) this.#sending = sending;
  }

  onHeaders(status: number, headers: UpstreamHeaders): void {
    this.#hasNoBody = BODILESS.has(status);
    const body = this.#hasNoBody ? undefined : decoded(this, headers);
    this.#settle.resolve({ status, headers: new PlainHeaders(headers), body });
  }

  onData(piece: Buffer): void {
    if (this.#isOver || this.#hasNoBody) return;
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      return reader.resolve(piece);
    }
    this.#waiting.push(piece);
    if (this.#waiting.length < MOST_WAITING) return;
    this.#isPaused = true;
    this.#sending?.pause();
  }

  onEnd(): void {
    if (this.#end()) this.#reader?.resolve(undefined);
  }

  onError(error: Error): void {
    this.#fail(error);
  }

  read(): Promise<Uint8Array | undefined> {
    const [first] = this.#waiting;
    if (first !== undefined) {
      const piece = this.#waiting.length === 1 ? first : Buffer.concat(this.#waiting);
      this.#waiting.length = 0;
      if (this.#isPaused) this.#sending?.resume();
      this.#isPaused = false;
      return Promise.resolve(piece);
    }
    if (this.#failure !== undefined) return Promise.reject(this.#failure.reason);
    if (this.#isOver) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  isReady(): boolean {
    return this.#waiting.length > 0 || this.#isOver;
  }

  async cancel(): Promise<void> {
    this.#waiting.length = 0;
    const sending = this.#sending;
    if (!this.#end()) return;
    this.#reader?.resolve(undefined);
    sending?.abort();
  }

  #abort(reason: unknown): void {
    this.#waiting.length = 0;
    this.#sending?.abort();
    this.#fail(reason);
  }

  #fail(reason: unknown): void {
    if (!this.#end()) return;
    this.#failure = { reason };
    this.#settle.reject(reason);
    this.#reader?.reject(reason);
  }

  /** True the first time. */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#sending = undefined;
    this.#signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

/** The body as it was before a server encoded it without being asked to. */
function decoded(body: BodySource, headers: UpstreamHeaders): BodySource {
  const format = FORMATS[(headers["content-encoding"] ?? "identity").trim().toLowerCase()];
  return format === undefined ? body : sourceOf(streamOf(body).pipeThrough(new DecompressionStream(format)));
}

const FORMATS: Readonly<Record<string, ConstructorParameters<typeof DecompressionStream>[0]>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
  br: "brotli",
};
