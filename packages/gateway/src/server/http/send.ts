import type { ServerResponse } from "node:http";

/** On every answer: nothing is cached, sniffed, framed or shared, whatever it is. */
const SAFE_HEADERS: readonly (readonly [string, string])[] = [
  ["cache-control", "no-store"],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** Sets the headers every answer has. */
export function setSafeHeaders(response: ServerResponse): void {
  for (const [name, value] of SAFE_HEADERS) response.setHeader(name, value);
}

/** Sends a JSON body. Does nothing if the answer has begun. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("content-length", Buffer.byteLength(text));
  response.end(text);
}

/** A stream of server-sent events that waits for a slow reader and says something where there is nothing to say. */
export interface EventStream {
  /** Writes one event; resolves when the reader has room. */
  send(data: string, event?: string, id?: string): Promise<void> | undefined;
  end(): void;
}

/** A comment: it keeps a connection in use without saying anything. */
export const KEEP_ALIVE = ": keep-alive\n\n";

/** Starts the stream: headers go out at once. */
export function startEvents(response: ServerResponse, keepAliveMs: number): EventStream {
  response.statusCode = 200;
  response.setHeader("content-type", "text/event-stream; charset=utf-8");
  response.setHeader("x-accel-buffering", "no");
  response.flushHeaders();
  let last = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - last >= keepAliveMs && !response.writableNeedDrain) response.write(KEEP_ALIVE);
  }, keepAliveMs).unref();
  response.once("close", () => clearInterval(timer));
  return {
    send: (data, event, id) => {
      last = performance.now();
      const text = `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}data: ${data}\n\n`;
      if (response.destroyed || response.write(text)) return undefined;
      return drained(response);
    },
    end: () => {
      clearInterval(timer);
      response.end();
    },
  };
}

/** Starts a stream that is one JSON array, a value an event: what Google streams without `alt=sse`. */
export function startJsonList(response: ServerResponse): EventStream {
  response.statusCode = 200;
  response.setHeader("content-type", "application/json; charset=utf-8");
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
