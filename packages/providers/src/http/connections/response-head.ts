import type { UpstreamHeaders } from "@ai-orchestrator/contract";

/** How the end of a body is known. */
export type BodyEnd =
  | { readonly by: "length"; readonly bytes: number }
  | { readonly by: "chunks" }
  | { readonly by: "close" };

/** What comes before a response's body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: UpstreamHeaders;
  readonly end: BodyEnd;
  /** How long the connection may be kept for another request, ms; 0: not at all. */
  readonly keepMs: number;
}

/** A response that is not HTTP/1.1 as RFC 9112 has it, or says two things about its end. Nothing of it is believed. */
export class MalformedResponse extends Error {
  override readonly name = "MalformedResponse";
}

/** A connection nobody said anything about is kept this long, ms. */
const KEEP_MS = 30_000;
/** A server that says how long is believed up to here, less the time a request takes to arrive. */
const LONGEST_KEEP_MS = 600_000;
const ON_ITS_WAY_MS = 2_000;

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7E\x80-\xFF]*)?$/;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[\t\x20-\x7E\x80-\xFF]*$/;

/** Reads a head, in latin1 and without the empty line that ends it. Throws MalformedResponse. */
export function readResponseHead(text: string): ResponseHead {
  const firstEnd = text.indexOf("\r\n");
  const line = STATUS_LINE.exec(firstEnd < 0 ? text : text.slice(0, firstEnd));
  if (line === null) throw new MalformedResponse("It does not begin with a status line.");
  const status = Number(line[2]);
  const headers = firstEnd < 0 ? {} : readFields(text, firstEnd + 2);
  const end = bodyEnd(status, headers);
  return { status, headers, end, keepMs: end.by === "close" ? 0 : keepMs(headers, line[1] === "1") };
}

function readFields(text: string, from: number): UpstreamHeaders {
  const headers: Record<string, string> = {};
  for (let start = from; start < text.length;) {
    const found = text.indexOf("\r\n", start);
    const end = found < 0 ? text.length : found;
    const colon = text.indexOf(":", start);
    if (colon < 0 || colon >= end) throw new MalformedResponse("A header has no colon.");
    const name = text.slice(start, colon).toLowerCase();
    const written = text.slice(colon + 1, end);
    // Also a name with a blank before its colon, a line that goes on with the one before, and one that ends in half a line end.
    if (!NAME.test(name) || !VALUE.test(written)) throw new MalformedResponse("A header holds what none may.");
    const value = written.trim();
    const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
    headers[name] = known === undefined ? value : `${known}, ${value}`;
    start = end + 2;
  }
  return headers;
}

/** RFC 9112 §6.3, strictly: what says its end twice may be meant to be read in two ways. */
function bodyEnd(status: number, headers: UpstreamHeaders): BodyEnd {
  const { "transfer-encoding": coding, "content-length": length } = headers;
  if (status < 200 || status === 204 || status === 304) return { by: "length", bytes: 0 };
  if (coding !== undefined) {
    if (length !== undefined) throw new MalformedResponse("It says its end in two ways.");
    if (coding.toLowerCase() !== "chunked") throw new MalformedResponse("It comes in a coding nobody asked for.");
    return { by: "chunks" };
  }
  if (length === undefined) return { by: "close" };
  if (!/^\d{1,15}$/.test(length)) throw new MalformedResponse("Its length is no number.");
  return { by: "length", bytes: Number(length) };
}

function keepMs(headers: UpstreamHeaders, isHttp11: boolean): number {
  const { connection = "", "keep-alive": keepAlive } = headers;
  // HTTP/1.0 knows no chunks: where its server sends some all the same, who knows what follows them.
  const isKept = isHttp11
    ? !/\bclose\b/i.test(connection)
    : /\bkeep-alive\b/i.test(connection) && headers["transfer-encoding"] === undefined;
  if (!isKept) return 0;
  const seconds = keepAlive === undefined ? undefined : /\btimeout=(\d{1,9})\b/i.exec(keepAlive)?.[1];
  if (seconds === undefined) return KEEP_MS;
  return Math.max(0, Math.min(LONGEST_KEEP_MS, Number(seconds) * 1000 - ON_ITS_WAY_MS));
}
