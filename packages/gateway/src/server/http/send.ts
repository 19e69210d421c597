import type { ServerResponse } from "node:http";
import type { GatewayRequest } from "./gateway-request.ts";

/** On every answer: nothing is cached, sniffed, framed or shared, whatever it is. */
const SAFE_HEADERS: readonly (readonly [string, string])[] = [
  ["cache-control", "no-store"],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** What a request is called by: OpenAI's clients read the first, Anthropic's the second. */
const REQUEST_ID = ["x-request-id", "request-id"] as const;

/** Sets the headers every answer has; once is enough. */
export function setSafeHeaders(response: ServerResponse, requestId: string): void {
  if (response.hasHeader(REQUEST_ID[0])) return;
  for (const [name, value] of SAFE_HEADERS) response.setHeader(name, value);
  for (const name of REQUEST_ID) response.setHeader(name, requestId);
}

const SAFE_FLAT: readonly string[] = SAFE_HEADERS.flat();

/** Sends the headers every answer has and these (names and values in turn) at once, which costs a third of setting them one by one. */
export function writeSafeHead(response: ServerResponse, requestId: string, headers: readonly string[]): void {
  if (headers.includes(EVENT_STREAM)) begunEvents.add(response);
  response.writeHead(200, SAFE_FLAT.concat(REQUEST_ID[0], requestId, REQUEST_ID[1], requestId, headers));
}

/** Answers of server-sent events whose headers were sent at once, so that nobody can ask the answer itself what it is. */
const begunEvents = new WeakSet<ServerResponse>();

/** How a text of that many bytes is written: one of ASCII alone as bytes as they are, which costs less than the same as UTF-8. */
export function encodingOf(text: string, bytes: number): "latin1" | "utf8" {
  return text.length === bytes ? "latin1" : "utf8";
}

/** Sends a JSON body. Does nothing if the answer has begun. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  const length = Buffer.byteLength(text);
  response.setHeader("content-length", length);
  response.end(text, encodingOf(text, length));
}

/** A stream of server-sent events that waits for a slow reader and says something where there is nothing to say. */
export interface EventStream {
  /** Writes one event; resolves when the reader has room. */
  send(data: string, event?: string, id?: string): Promise<void> | undefined;
  /** Ends it, with `last` as it is where something is still to be said. */
  end(last?: string): void;
}

/** A comment: it keeps a connection in use without saying anything. */
export const KEEP_ALIVE = ": keep-alive\n\n";

/** Characters of events that do not wait for the end of what is going on. */
const MOST_WAITING = 16 * 1024;

/** Who is answered with a stream. */
export type Asking = Pick<GatewayRequest, "response" | "id" | "keepAliveMs">;

/** Starts the stream: headers, these (names and values in turn) among them, go out at once, if they did not yet. */
export function startEvents(asking: Asking, headers: readonly string[] = []): EventStream {
  const { response, keepAliveMs } = asking;
  sendEventHeaders(asking, headers);
  let last = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - last >= keepAliveMs && !response.writableNeedDrain) response.write(KEEP_ALIVE);
  }, keepAliveMs).unref();
  response.once("close", () => clearInterval(timer));
  // Events that are sent in one go are one write: what a write costs besides its bytes is more than an event costs.
  let waiting = "";
  const flush = (): void => {
    const text = waiting;
    waiting = "";
    if (text !== "" && !response.destroyed && !response.writableEnded)
      response.write(text, encodingOf(text, Buffer.byteLength(text)));
  };
  return {
    send: (data, event, id) => {
      last = performance.now();
      if (waiting === "") process.nextTick(flush);
      waiting += `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}data: ${data}\n\n`;
      if (waiting.length > MOST_WAITING) flush();
      return !response.destroyed && response.writableNeedDrain ? drained(response) : undefined;
    },
    end: (final = "") => {
      clearInterval(timer);
      const text = waiting + final;
      waiting = "";
      if (text === "") response.end();
      else response.end(text, encodingOf(text, Buffer.byteLength(text)));
    },
  };
}

/** Waits for what a stream begins with and says meanwhile that it lives, so that nobody in between gives up on a model that thinks. */
export async function keepAliveUntil<T>(begun: Promise<T>, asking: Asking): Promise<T> {
  const { response, keepAliveMs } = asking;
  const timer = setInterval(() => {
    if (response.destroyed || response.writableNeedDrain) return;
    sendEventHeaders(asking, []);
    response.write(KEEP_ALIVE);
  }, keepAliveMs).unref();
  try {
    return await begun;
  } finally {
    clearInterval(timer);
  }
}

function sendEventHeaders({ response, id }: Asking, headers: readonly string[]): void {
  if (response.headersSent) return;
  writeSafeHead(response, id, ["content-type", EVENT_STREAM, "x-accel-buffering", "no", ...headers]);
  // What follows at once goes out in the same write.
  response.cork();
  response.flushHeaders();
  setImmediate(() => response.uncork());
}

/** True where server-sent events have begun: an error can only be one of them. */
export function hasBegunEvents(response: ServerResponse): boolean {
  return response.headersSent && (begunEvents.has(response) || response.getHeader("content-type") === EVENT_STREAM);
}

const EVENT_STREAM = "text/event-stream; charset=utf-8";

/** Starts a stream that is one JSON array, a value an event: what Google streams without `alt=sse`. */
export function startJsonList({ response, id }: Asking, headers: readonly string[]): EventStream {
  writeSafeHead(response, id, ["content-type", "application/json; charset=utf-8", ...headers]);
  let opening = "[";
  return {
    send: (data) => {
      const text = `${opening}${data}`;
      opening = ",\r\n";
      return response.destroyed || response.write(text) ? undefined : drained(response);
    },
    end: () => response.end(opening === "[" ? "[]" : "]"),
  };
}

/** Resolves when the reader has room again or is gone. */
export function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
  });
}
