import { MalformedResponse } from "./response-head.ts";

/** Longest line of a chunk's size with its extensions. */
const LONGEST_LINE = 4_096;
/** Most bytes of fields after the last chunk; they are read over. */
const MOST_TRAILERS = 16_384;

const [CR, LF, SEMICOLON] = [13, 10, 59];
const FIELD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7E\x80-\xFF]*$/;
const EXTENSION = /^[\t\x20-\x7E\x80-\xFF]*$/;

/** Takes the frames off a chunked body (RFC 9112 §7.1), however it is cut. Throws MalformedResponse. */
export class ChunkedBody {
  #reading: "size" | "data" | "data-end" | "trailers" | "nothing" = "size";
  /** Bytes left of a chunk. */
  #left = 0;
  /** The beginning of a line whose end has not come. */
  #line = "";
  #trailers = 0;

  /** True once the last byte was read. */
  get isWhole(): boolean {
    return this.#reading === "nothing";
  }

  /** Reads on, and tells each piece of data; returns where the body ended, or `end`. */
  read(bytes: Buffer, range: { readonly start: number; readonly end: number }, tell: TellRange): number {
    let at = range.start;
    while (at < range.end && this.#reading !== "nothing") {
      if (this.#reading === "data") {
        const until = Math.min(range.end, at + this.#left);
        tell(at, until);
        this.#left -= until - at;
        at = until;
        if (this.#left === 0) this.#reading = "data-end";
      } else at = this.#readLine(bytes, at, range.end);
    }
    return at;
  }

  #readLine(bytes: Buffer, at: number, end: number): number {
    const found = bytes.indexOf(LF, at);
    const isWhole = found >= 0 && found < end;
    const next = isWhole ? found + 1 : end;
    const line = this.#line + bytes.toString("latin1", at, next);
    if (line.length > LONGEST_LINE) throw new MalformedResponse("A line between chunks is too long.");
    this.#line = isWhole ? "" : line;
    if (isWhole) this.#takeLine(line);
    return next;
  }

  #takeLine(line: string): void {
    if (line.charCodeAt(line.length - 2) !== CR) throw new MalformedResponse("A line between chunks ends wrongly.");
    if (this.#reading === "size") {
      this.#left = chunkSize(line);
      this.#reading = this.#left === 0 ? "trailers" : "data";
    } else if (this.#reading === "data-end") {
      if (line.length !== 2) throw new MalformedResponse("A chunk is longer than it said.");
      this.#reading = "size";
    } else if (line.length === 2) this.#reading = "nothing";
    else {
      this.#trailers += line.length;
      if (this.#trailers > MOST_TRAILERS || !FIELD.test(line.slice(0, -2)))
        throw new MalformedResponse("What follows the last chunk is none of its fields.");
    }
  }
}

/** Told of a piece of data by its place. */
type TellRange = (from: number, until: number) => void;

/** The size in a line that ends in CR LF. What follows a semicolon is for others. */
function chunkSize(line: string): number {
  let size = 0;
  let at = 0;
  for (let digit = hexDigit(line.charCodeAt(at)); digit >= 0; digit = hexDigit(line.charCodeAt(at))) {
    size = size * 16 + digit;
    at += 1;
  }
  const isPlain = at === line.length - 2;
  if (at === 0 || at > 8 || (!isPlain && !(line.charCodeAt(at) === SEMICOLON && EXTENSION.test(line.slice(at, -2)))))
    throw new MalformedResponse("A chunk has no size.");
  return size;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
