import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** What an upstream does wrong with one request. `streams` tells whether a stream was asked for. */
export type Fault = (response: ServerResponse, streams: boolean, socket: Socket) => void;

/** An upstream that does what the fault set last says. */
export interface FaultyUpstream extends AsyncDisposable {
  readonly url: string;
  set(fault: Fault): void;
  readonly requests: number;
  /** Connections whose request was given up by the caller. */
  readonly abandoned: number;
}

/** Starts it. `choose` may give a request another fault than the one set, by its path and body. */
export async function startFaultyUpstream(
  choose: (path: string, body: string) => Fault | undefined = () => undefined,
): Promise<FaultyUpstream> {
  let fault: Fault = good;
  let requests = 0;
  let abandoned = 0;
  const server = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      requests += 1;
      response.on("close", () => {
        if (!response.writableFinished) abandoned += 1;
      });
      const act = choose(request.url ?? "", body) ?? fault;
      act(response, body.includes('"stream":true'), request.socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next) => {
      fault = next;
    },
    get requests() {
      return requests;
    },
    get abandoned() {
      return abandoned;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const choice = (delta: object, finish: string | null): string =>
  JSON.stringify({
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: finish }],
  });

/** Pieces of a good stream, in order. */
export const STREAM: readonly string[] = [
  `data: ${choice({ role: "assistant", content: "" }, null)}\n\n`,
  `data: ${choice({ content: "Grüße, " }, null)}\n\n`,
  `data: ${choice({ content: "Welt." }, null)}\n\n`,
  `data: ${choice({}, "stop")}\n\n`,
  "data: [DONE]\n\n",
];

/** A good whole answer. */
export const WHOLE: string = JSON.stringify({
  id: "c",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Grüße, Welt." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
});

/** Answers as it should. */
export const good: Fault = (response, streams) => {
  if (streams) response.writeHead(200, { "content-type": "text/event-stream" }).end(STREAM.join(""));
  else response.writeHead(200, { "content-type": "application/json" }).end(WHOLE);
};

/** Answers as it should, with other words. */
export function goodAnswer(words: string): Fault {
  const said = (piece: string): string => piece.replace("Grüße, ", words).replace("Welt.", "");
  return (response, streams) => {
    if (streams) response.writeHead(200, { "content-type": "text/event-stream" }).end(STREAM.map(said).join(""));
    else response.writeHead(200, { "content-type": "application/json" }).end(said(WHOLE));
  };
}

const status =
  (
    code: number,
    headers: Record<string, string> = {},
    body = JSON.stringify({ error: { message: `says ${code}` } }),
  ): Fault =>
  (response) => {
    response.writeHead(code, { "content-type": "application/json", ...headers }).end(body);
  };
const body =
  (text: string | Buffer, type = "application/json", headers: Record<string, string> = {}): Fault =>
  (response) => {
    response.writeHead(200, { "content-type": type, ...headers }).end(text);
  };
const both =
  (whole: Fault, stream: Fault): Fault =>
  (response, streams, socket) =>
    (streams ? stream : whole)(response, streams, socket);
/** The value whole, or as the only event before the end. */
const events = (value: object): Fault =>
  both(body(JSON.stringify(value)), body(`data: ${JSON.stringify(value)}\n\ndata: [DONE]\n\n`, "text/event-stream"));
const raw =
  (bytes: string): Fault =>
  (_response, _streams, socket) => {
    socket.end(bytes);
  };
/** The stream up to piece `count`, then what `then` does. */
const after =
  (count: number, then: (response: ServerResponse, socket: Socket) => void): Fault =>
  (response, _streams, socket) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(STREAM.slice(0, count).join("") || ": begun\n\n");
    setTimeout(() => then(response, socket), 10);
  };
const reset = (_response: ServerResponse, socket: Socket): void => {
  socket.resetAndDestroy();
};
const cut = (response: ServerResponse): void => {
  response.end();
};
const errorEvent = `data: ${JSON.stringify({ error: { message: "inside", type: "server_error" } })}\n\n`;
const halfWhole = WHOLE.slice(0, WHOLE.length / 2);

const CALLERS = [400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 418, 421, 422, 425, 429, 451, 498];
const STATUSES = [...CALLERS, 500, 501, 502, 503, 504, 520, 521, 522, 524, 529, 530, 599];

/** Every fault, by name. Faults that only streams have show a whole answer's nearest relative for JSON. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(STATUSES.map((code) => [`status ${code}`, status(code)])),
  "429 with seconds": status(429, { "retry-after": "2" }),
  "429 with a date": status(429, { "retry-after": new Date(4_102_444_800_000).toUTCString() }),
  "429 with an hour": status(429, { "retry-after": "3600" }),
  "429 with nonsense": status(429, { "retry-after": "soon" }),
  "429 with a negative wait": status(429, { "retry-after": "-5" }),
  "429 with a thousand million seconds": status(429, { "retry-after": "1000000000" }),
  "429 with more than a number holds": status(429, { "retry-after": "1e400", "retry-after-ms": "-Infinity" }),
  "503 with a date long past": status(503, { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }),
  "500 with HTML": status(500, { "content-type": "text/html" }, "<html><body><h1>Bad</h1></body></html>"),
  "500 with nothing": status(500, {}, ""),
  "503 with half a JSON": status(503, {}, '{"error":{"mess'),
  "500 with a megabyte": status(500, {}, "x".repeat(1_048_576)),
  "redirect to elsewhere": status(302, { location: "http://127.0.0.1:1/elsewhere" }),
  "redirect that keeps the method": status(307, { location: "http://127.0.0.1:1/elsewhere" }),
  "redirect for good": status(301, { location: "https://elsewhere.example/v1/chat/completions" }, ""),
  "redirect that changes the method": status(303, { location: "/v1/elsewhere" }, ""),
  "redirect for good that keeps the method": status(308, { location: "//elsewhere.example/" }, ""),
  "304 not modified": (response) => void response.writeHead(304).end(),
  "204 without content": (response) => void response.writeHead(204).end(),
  "200 with an error": both(
    body(JSON.stringify({ error: { message: "inside", type: "server_error" } })),
    body(JSON.stringify({ error: { message: "inside", type: "server_error" } })),
  ),
  "200 with an error of one word": events({ error: "busy" }),
  "200 with a detail": events({ detail: "The model is loading." }),
  "200 with an error object": events({ object: "error", message: "The model is loading.", code: 50_001 }),
  "200 with an empty object": events({}),
  "200 with no choices": events({ id: "c", object: "chat.completion", choices: [] }),
  "200 with the end alone": both(body("{}"), body("data: [DONE]\n\n", "text/event-stream")),
  "200 with an error by name": both(
    body(JSON.stringify({ message: "inside" })),
    body(`event: error\ndata: ${JSON.stringify({ message: "inside" })}\n\n`, "text/event-stream"),
  ),
  "200 with HTML": body("<html>a proxy's page</html>", "text/html"),
  "200 with nothing": both(body(""), body("", "text/event-stream")),
  "200 with half a JSON": both(
    body(halfWhole),
    after(2, (response) => response.end('data: {"choices":[{"delt')),
  ),
  "200 with a JSON list": both(body("[1,2,3]"), body("[1,2,3]")),
  "200 with null": both(body("null"), body("null")),
  "200 with a number": both(body("17"), body("data: 17\n\n", "text/event-stream")),
  "200 with bytes that are no text": both(
    body(Buffer.from([0xff, 0xfe, 0x00, 0x80])),
    body(Buffer.from([0xff, 0xfe, 0x0a, 0x0a, 0x80]), "text/event-stream"),
  ),
  "gzip nobody asked for": both(
    body(gzipSync(WHOLE), "application/json", { "content-encoding": "gzip" }),
    body(gzipSync(STREAM.join("")), "text/event-stream", { "content-encoding": "gzip" }),
  ),
  "gzip that breaks off": both(
    body(gzipSync(WHOLE).subarray(0, 60), "application/json", { "content-encoding": "gzip" }),
    body(gzipSync(STREAM.join("")).subarray(0, 60), "text/event-stream", { "content-encoding": "gzip" }),
  ),
  "a packing nobody knows": both(
    body(WHOLE.split("").reverse().join(""), "application/json", { "content-encoding": "x-reversed" }),
    body(STREAM.join("").split("").reverse().join(""), "text/event-stream", { "content-encoding": "x-reversed" }),
  ),
  "less announced than sent": both(
    raw(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n${WHOLE}`),
    raw(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 20\r\n\r\n${STREAM.join("")}`),
  ),
  "a length besides chunks": raw(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{}   \r\n0\r\n\r\n`,
  ),
  "a chunk beyond all memory": raw(
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n",
  ),
  "chunks without an end": raw(
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n5\r\n: hi\n\r\n",
  ),
  "a header that is none": raw("HTTP/1.1 200 OK\r\nno colon in here\r\ncontent-length: 2\r\n\r\n{}"),
  "a status of no number": raw("HTTP/1.1 two OK\r\ncontent-length: 2\r\n\r\n{}"),
  "a status beyond all": raw("HTTP/1.1 99999 OK\r\ncontent-length: 2\r\n\r\n{}"),
  "another protocol": raw("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\nhello"),
  "HTTP of another age": raw("HTTP/3.0 200 OK\r\ncontent-length: 2\r\n\r\n{}"),
  "early answers, then none": raw("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(2_000)),
  "silence under early answers": (_response, _streams, socket) => {
    const timer = setInterval(() => socket.write("HTTP/1.1 102 Processing\r\n\r\n"), 50);
    socket.on("close", () => clearInterval(timer));
  },
  "more announced than sent": (response, streams, socket) => {
    response.writeHead(200, {
      "content-type": streams ? "text/event-stream" : "application/json",
      "content-length": "10000",
    });
    response.write(streams ? STREAM[0] : halfWhole);
    setTimeout(() => socket.destroy(), 10);
  },
  "reset before headers": (_response, _streams, socket) => void socket.resetAndDestroy(),
  "closed before headers": (_response, _streams, socket) => void socket.end(),
  "not HTTP": raw("SSH-2.0-OpenSSH_9.9\r\n"),
  "half a header": raw("HTTP/1.1 200 OK\r\ncontent-ty"),
  "two lengths": raw("HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\n{}{}{"),
  "a broken chunk": raw(
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n",
  ),
  "huge headers": raw(`HTTP/1.1 200 OK\r\nx-big: ${"y".repeat(200_000)}\r\n\r\n{}`),
  "reset in the body": both(
    (response, _streams, socket) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write(halfWhole);
      setTimeout(() => socket.resetAndDestroy(), 10);
    },
    after(0, reset),
  ),
  "silence before headers": () => undefined,
  "silence in the body": (response, streams) => {
    response.writeHead(200, { "content-type": streams ? "text/event-stream" : "application/json" });
    response.write(streams ? STREAM[0] : halfWhole);
  },
  "reset after the role": both(body(halfWhole), after(1, reset)),
  "reset after content": both(body(halfWhole), after(2, reset)),
  "reset after more content": both(body(halfWhole), after(3, reset)),
  "cut after the role": both(body(halfWhole), after(1, cut)),
  "cut after content": both(body(halfWhole), after(2, cut)),
  "cut before the end": both(body(halfWhole), after(4, cut)),
  "cut with an empty reason": both(body(halfWhole), (response) => {
    const pieces = STREAM.slice(0, 2).map((piece) => piece.replace('"finish_reason":null', '"finish_reason":""'));
    response.writeHead(200, { "content-type": "text/event-stream" }).end(pieces.join(""));
  }),
  "cut with an empty reason before content": both(body(halfWhole), (response) => {
    const piece = (STREAM[0] ?? "").replace('"finish_reason":null', '"finish_reason":""');
    response.writeHead(200, { "content-type": "text/event-stream" }).end(piece);
  }),
  "cut inside a character": both(
    body(Buffer.from(WHOLE).subarray(0, WHOLE.indexOf("ü") + 1)),
    after(1, (response) => response.end(Buffer.from(STREAM[1] ?? "").subarray(0, (STREAM[1] ?? "").indexOf("ü") + 1))),
  ),
  "silence after content": both(
    () => undefined,
    after(2, () => undefined),
  ),
  "an error before content": both(
    status(500),
    after(1, (response) => response.end(errorEvent)),
  ),
  "an error after content": both(
    status(500),
    after(2, (response) => response.end(errorEvent)),
  ),
  "an error by name after content": both(
    status(500),
    after(2, (response) => response.end(`event: error\ndata: ${JSON.stringify({ message: "inside" })}\n\n`)),
  ),
  "an error of one word after content": both(
    status(500),
    after(2, (response) => response.end('data: {"error":"busy"}\n\n')),
  ),
  "an error and the end": both(
    status(500),
    after(2, (response) => response.end(`${errorEvent}data: [DONE]\n\n`)),
  ),
  "an error, then silence": both(
    status(500),
    after(2, (response) => void response.write(errorEvent)),
  ),
  "an event that never ends": both(
    body(`{"x":"${"y".repeat(100_000)}`),
    after(1, (response) => response.end(`data: {"x":"${"y".repeat(100_000)}`)),
  ),
};
