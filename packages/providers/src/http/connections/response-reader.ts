import type { ResponseSink } from "@ai-orchestrator/contract";
import { ChunkedBody } from "./chunked-body.ts";
import { MalformedResponse, readResponseHead, type ResponseHead } from "./response-head.ts";

/** Most bytes of a head. */
const MOST_HEAD = 65_536;
/** Heads that say "wait" or hint at something, before the one that counts. */
const MOST_EARLY = 16;

const BEGINNING = "HTTP/1.";
const BARE_LF = /[^\r]\n/;

/** Reads one response out of the bytes of a connection, however they are cut. Throws MalformedResponse, and what the sink throws. */
export class ResponseReader {
  readonly #sink: ResponseSink;
  /** The beginning of a head whose end has not come. */
  #text = "";
  #early = 0;
  #head: ResponseHead | undefined;
  /** Bytes left of a body that said its length. */
  #left = 0;
  #chunks: ChunkedBody | undefined;
  #isStopped = false;
  /** True once all of it was read. */
  isWhole = false;

  constructor(sink: ResponseSink) {
    this.#sink = sink;
  }

  /** How long the connection may be kept once the response is whole, ms; 0: not at all. */
  get keepMs(): number {
    return this.#head?.keepMs ?? 0;
  }

  /** True where a closed connection is the end that is waited for. */
  get endsWithClose(): boolean {
    return this.#head?.end.by === "close";
  }

  /** Reads `length` bytes, which are overwritten afterwards; returns how many belong to this response. */
  read(bytes: Buffer, length: number): number {
    let at = 0;
    while (this.#head === undefined) {
      if (at === length) return length;
      at = this.#readHead(bytes, at, length);
    }
    return at < length && !this.isWhole && !this.#isStopped ? this.#readBody(bytes, at, length) : at;
  }

  /** Nothing more is told, also of what was read together with the head. */
  stop(): void {
    this.#isStopped = true;
  }

  #readHead(bytes: Buffer, start: number, length: number): number {
    const before = this.#text.length;
    const text = this.#text + bytes.toString("latin1", start, length);
    const end = text.indexOf("\r\n\r\n", Math.max(0, before - 3));
    if ((end < 0 ? text.length : end) > MOST_HEAD) throw new MalformedResponse("Its headers are too long.");
    if (end < 0) {
      // What can be no head is not waited for.
      if (!text.startsWith(BEGINNING.slice(0, text.length)) || BARE_LF.test(text.slice(Math.max(0, before - 1))))
        throw new MalformedResponse("It is not HTTP/1.1.");
      this.#text = text;
      return length;
    }
    this.#text = "";
    const head = readResponseHead(text.slice(0, end));
    if (head.status < 200) this.#passOver(head);
    else this.#begin(head);
    return start + end + 4 - before;
  }

  #passOver({ status }: ResponseHead): void {
    this.#early += 1;
    if (status === 101 || this.#early > MOST_EARLY) throw new MalformedResponse(`It says ${status}, unasked.`);
  }

  #begin(head: ResponseHead): void {
    const { status, headers, end } = head;
    this.#head = head;
    if (end.by === "length") {
      this.#left = end.bytes;
      this.isWhole = end.bytes === 0;
    } else if (end.by === "chunks") this.#chunks = new ChunkedBody();
    this.#sink.onHeaders(status, headers);
  }

  #readBody(bytes: Buffer, start: number, length: number): number {
    if (this.#chunks !== undefined) return this.#readChunks(this.#chunks, bytes, { start, end: length });
    const end = this.endsWithClose ? length : Math.min(length, start + this.#left);
    this.#left -= end - start;
    this.isWhole = !this.endsWithClose && this.#left === 0;
    this.#sink.onData(copyOf(bytes, start, end));
    return end;
  }

  /** What came together is told together. */
  #readChunks(chunks: ChunkedBody, bytes: Buffer, range: { readonly start: number; readonly end: number }): number {
    let data: Buffer | undefined;
    let size = 0;
    const ended = chunks.read(bytes, range, (from, until) => {
      data ??= Buffer.allocUnsafe(range.end - from);
      size += bytes.copy(data, size, from, until);
    });
    this.isWhole = chunks.isWhole;
    if (data !== undefined) this.#sink.onData(data.subarray(0, size));
    return ended;
  }
}

function copyOf(bytes: Buffer, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafe(end - start);
  bytes.copy(copy, 0, start, end);
  return copy;
}
