import type { Dispatcher } from "undici";
import { sourceOf, streamOf, type BodySource } from "./body-source.ts";
import type { AnswerHeaders, HttpAnswer, HttpRequest } from "./http-answer.ts";

/** Pieces of a body that may wait for their reader before the connection is paused. */
const MOST_WAITING = 16;
/** Statuses that have no body (Fetch Standard §2.2.3). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends a request straight through the connection pool: what fetch adds for browsers (redirects, forms, caches, CORS,
 * byte streams) costs as much as the exchange itself. Rejects with the connection's error or the signal's reason.
 */
export function sendPlain(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpAnswer> {
  const { url, method, headers, body, signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const handler = new PlainExchange({ resolve, reject }, signal);
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: method as Dispatcher.HttpMethod,
        headers,
        body,
      },
      handler,
    );
  });
}

interface Settle<T> {
  resolve(value: T): void;
  reject(reason: unknown): void;
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** One exchange, and its answer's body: a stream object would cost more a piece than reading it. */
class PlainExchange implements Dispatcher.DispatchHandler, BodySource {
  readonly #settle: Settle<HttpAnswer>;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#abort(this.#signal?.reason);
  readonly #waiting: Uint8Array[] = [];
  #connection: Dispatcher.DispatchController | undefined;
  #reader: Settle<Uint8Array | undefined> | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #isOver = false;

  constructor(settle: Settle<HttpAnswer>, signal: AbortSignal | undefined) {
    this.#settle = settle;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  onRequestStart(connection: Dispatcher.DispatchController): void {
    this.#connection = connection;
    if (this.#signal?.aborted === true) connection.abort(asError(this.#signal.reason));
  }

  onResponseStart(_connection: Dispatcher.DispatchController, status: number, headers: RawHeaders): void {
    // 1xx announce the answer, they are none.
    if (status < 200) return;
    const body = BODILESS.has(status) ? undefined : decoded(this, headers);
    this.#settle.resolve({ status, headers: new PlainHeaders(headers), body });
  }

  onResponseData(connection: Dispatcher.DispatchController, piece: Buffer): void {
    // undici's parser hands out an empty piece whenever it is resumed; kept, it would fill the queue and pause again, for ever.
    if (this.#isOver || piece.byteLength === 0) return;
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      return reader.resolve(piece);
    }
    this.#waiting.push(piece);
    if (this.#waiting.length >= MOST_WAITING) connection.pause();
  }

  onResponseEnd(): void {
    if (this.#end()) this.#reader?.resolve(undefined);
  }

  onResponseError(_connection: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  read(): Promise<Uint8Array | undefined> {
    const [first] = this.#waiting;
    if (first !== undefined) {
      const piece = this.#waiting.length === 1 ? first : Buffer.concat(this.#waiting);
      this.#waiting.length = 0;
      if (this.#connection?.paused === true) this.#connection.resume();
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
    if (!this.#end()) return;
    this.#reader?.resolve(undefined);
    this.#connection?.abort(LEFT);
  }

  #abort(reason: unknown): void {
    this.#waiting.length = 0;
    this.#fail(reason);
    this.#connection?.abort(asError(reason));
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
    this.#signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

const LEFT = new Error("Nobody reads on.");

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** The body as it was before a server encoded it without being asked to. */
function decoded(body: BodySource, headers: RawHeaders): BodySource {
  const format = FORMATS[String(headers["content-encoding"] ?? "identity").toLowerCase()];
  return format === undefined ? body : sourceOf(streamOf(body).pipeThrough(new DecompressionStream(format)));
}

const FORMATS: Readonly<Record<string, ConstructorParameters<typeof DecompressionStream>[0]>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
  br: "brotli",
};

/** Headers as undici parsed them, names in lower case. */
class PlainHeaders implements AnswerHeaders {
  readonly #raw: RawHeaders;

  constructor(raw: RawHeaders) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const value = this.#raw[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  }

  *entries(): Generator<[string, string]> {
    for (const name of Object.keys(this.#raw)) {
      const value = this.get(name);
      if (value !== null) yield [name, value];
    }
  }
}
