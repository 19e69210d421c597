import type { Dispatcher } from "undici";

/** A request that follows no redirect and whose body is text or bytes. */
export interface PlainRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal | undefined;
}

/** Pieces of a body that may wait for their reader before the connection is paused. */
const MOST_WAITING = 16;
/** Statuses that have no body (Fetch Standard §2.2.3). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends a request straight through the connection pool: what fetch adds for browsers (redirects, forms, caches, CORS,
 * byte streams) costs as much as the exchange itself. Rejects with the connection's error or the signal's reason.
 */
export function sendPlain(dispatcher: Dispatcher, request: PlainRequest): Promise<Response> {
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

interface Settle {
  resolve(response: Response): void;
  reject(reason: unknown): void;
}

class PlainExchange implements Dispatcher.DispatchHandler {
  readonly #settle: Settle;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#abort(this.#signal?.reason);
  #connection: Dispatcher.DispatchController | undefined;
  #body: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #isOver = false;

  constructor(settle: Settle, signal: AbortSignal | undefined) {
    this.#settle = settle;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  onRequestStart(connection: Dispatcher.DispatchController): void {
    this.#connection = connection;
    if (this.#signal?.aborted === true) connection.abort(asError(this.#signal.reason));
  }

  onResponseStart(
    connection: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    statusText?: string,
  ): void {
    // 1xx announce the answer, they are none.
    if (status < 200) return;
    const body = BODILESS.has(status) ? null : this.#stream(connection);
    const response = new Response(decoded(body, headers), {
      status,
      statusText: statusText ?? "",
      headers: flat(headers),
    });
    this.#settle.resolve(response);
  }

  onResponseData(connection: Dispatcher.DispatchController, piece: Buffer): void {
    // undici's parser hands out an empty piece whenever it is resumed; kept, it would fill the queue and pause again, for ever.
    if (this.#isOver || piece.byteLength === 0) return;
    this.#body?.enqueue(piece as Uint8Array<ArrayBuffer>);
    if ((this.#body?.desiredSize ?? 1) <= 0) connection.pause();
  }

  onResponseEnd(): void {
    if (this.#end()) this.#body?.close();
  }

  onResponseError(_connection: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #stream(connection: Dispatcher.DispatchController): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(
      {
        start: (controller) => {
          this.#body = controller;
        },
        pull: () => {
          if (connection.paused) connection.resume();
        },
        cancel: () => {
          if (this.#end()) connection.abort(LEFT);
        },
      },
      { highWaterMark: MOST_WAITING },
    );
  }

  #abort(reason: unknown): void {
    this.#fail(reason);
    this.#connection?.abort(asError(reason));
  }

  #fail(reason: unknown): void {
    if (!this.#end()) return;
    this.#settle.reject(reason);
    this.#body?.error(reason);
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
function decoded(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  const encoding = String(headers["content-encoding"] ?? "identity").toLowerCase();
  const format = FORMATS[encoding];
  return body === null || format === undefined ? body : body.pipeThrough(new DecompressionStream(format));
}

const FORMATS: Readonly<Record<string, ConstructorParameters<typeof DecompressionStream>[0]>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
  br: "brotli",
};

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  return plain;
}
