import type * as Zlib from "node:zlib";
import type { ResponseHandler, Sending, UpstreamHeaders } from "@ai-orchestrator/contract";
import type { HttpRequest, WholeAnswer } from "../http-answer.ts";
import type { StopSignal } from "../stop-signal.ts";
import type { Destinations } from "./destinations.ts";
import { outgoingOf } from "./outgoing-of.ts";
import { PlainHeaders } from "./plain-headers.ts";

/** Sends a request and reads its answer whole: no stream, and one promise. Rejects with the connection's error or the signal's reason. */
export function sendWhole(destinations: Destinations, request: HttpRequest): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const { signal, url } = request;
    if (signal?.aborted === true) return reject(signal.reason);
    const to = destinations.of(url.href);
    const outgoing = outgoingOf(request, to);
    const exchange = new WholeExchange(resolve, reject, signal);
    exchange.sentAs(to.pool.send(outgoing, exchange));
  });
}

/** One exchange, as its connection drives it. */
class WholeExchange implements ResponseHandler {
  /** The signal aborts. */
  readonly #onAbort = (): void => {
    this.#sending?.abort();
    this.#fail(this.#signal?.reason);
  };
  readonly #resolve: (answer: WholeAnswer | Promise<WholeAnswer>) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #signal: StopSignal | undefined;
  #sending: Sending | undefined;
  #status = 0;
  #headers: UpstreamHeaders = {};
  /** The first piece, which mostly is all. */
  #first: Buffer | undefined;
  #more: Buffer[] | undefined;
  #size = 0;
  #isOver = false;

  constructor(
    resolve: (answer: WholeAnswer | Promise<WholeAnswer>) => void,
    reject: (reason: unknown) => void,
    signal: StopSignal | undefined,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort);
  }

  sentAs(sending: Sending): void {
    if (this.#isOver) return;
    this.#sending = sending;
  }

  onHeaders(status: number, headers: UpstreamHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onData(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > MOST_WHOLE) throw new TooLarge();
    if (this.#first === undefined) this.#first = bytes;
    else (this.#more ??= [this.#first]).push(bytes);
  }

  onEnd(): void {
    this.#end();
    const body = this.#more === undefined ? (this.#first ?? NOTHING) : Buffer.concat(this.#more, this.#size);
    const answer = { status: this.#status, headers: new PlainHeaders(this.#headers), body };
    const coding = this.#headers["content-encoding"];
    if (coding === undefined) return this.#resolve(answer);
    const plain = decoded(answer, coding);
    // Of a refusal whose body cannot be read, as one that breaks off, the status says enough.
    this.#resolve(answer.status > 299 ? plain.catch(() => ({ ...answer, body: NOTHING })) : plain);
  }

  onError(error: Error): void {
    // Of a refusal, what came before it broke off says enough.
    if (this.#status > 299) this.onEnd();
    else this.#fail(error);
  }

  #fail(reason: unknown): void {
    this.#end();
    this.#reject(reason);
  }

  #end(): void {
    this.#isOver = true;
    this.#sending = undefined;
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }
}

/** Most bytes of an answer that is read whole. */
const MOST_WHOLE = 64 * 1024 * 1024;

/** An answer that is wanted whole has more than that. */
class TooLarge extends Error {
  override readonly name = "TooLarge";

  constructor() {
    super(`the answer is longer than ${MOST_WHOLE} bytes`);
  }
}

const NOTHING: Buffer = Buffer.alloc(0);

/** The answer as it was before a server encoded it without being asked to. */
async function decoded(answer: WholeAnswer, coding: string): Promise<WholeAnswer> {
  const decoder = DECODERS[coding.trim().toLowerCase()];
  if (decoder === undefined || answer.body.length === 0) return answer;
  const decode = decoder(await import("node:zlib"));
  const body = await new Promise<Buffer>((resolve, reject) => {
    decode(answer.body, { maxOutputLength: MOST_WHOLE }, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? new TooLarge() : error);
    });
  });
  return { ...answer, body };
}

type Decode = (
  bytes: Buffer,
  options: { readonly maxOutputLength: number },
  tell: (error: Error | null, bytes: Buffer) => void,
) => void;

const DECODERS: Readonly<Record<string, (zlib: typeof Zlib) => Decode>> = {
  gzip: ({ gunzip }) => gunzip,
  "x-gzip": ({ gunzip }) => gunzip,
  deflate: ({ inflate }) => inflate,
  br: ({ brotliDecompress }) => brotliDecompress,
};
