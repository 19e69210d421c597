import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request the server saw. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
}

/** Answers one request. */
export type Responder = (request: SeenRequest, response: ServerResponse, socket: Socket) => void | Promise<void>;

/** A loopback server that answers by script. */
export interface ReplayServer extends AsyncDisposable {
  readonly origin: string;
  readonly seen: SeenRequest[];
  respond: Responder;
}

/** Starts a loopback server on a free port. */
export async function startReplayServer(): Promise<ReplayServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Map<Socket, Promise<void>>();
  const replay = { respond: ((_request, response) => void response.writeHead(500).end()) as Responder };
  const server = createServer((incoming, response) => {
    void handle(incoming, seen, sockets.get(incoming.socket) ?? Promise.resolve()).then((request) =>
      replay.respond(request, response, incoming.socket),
    );
  });
  server.on("connection", (socket) => {
    // Broken connections are what these tests are about.
    socket.on("error", () => undefined);
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    sockets.set(socket, closed);
    void closed.then(() => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get respond() {
      return replay.respond;
    },
    set respond(responder) {
      replay.respond = responder;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.keys()) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function handle(incoming: IncomingMessage, seen: SeenRequest[], closed: Promise<void>): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const request = {
    method: incoming.method ?? "",
    url: incoming.url ?? "",
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString("utf8"),
    closed,
  };
  seen.push(request);
  return request;
}

/** Answers every request with a finished event stream. */
export function sendStream(bytes: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Responder {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream", ...headers });
    response.end(bytes);
  };
}

/** Answers every request with a status and a body. */
export function sendBody(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Responder {
  return (_request, response) => {
    response.writeHead(status, {
      "content-type": typeof body === "string" ? "text/html" : "application/json",
      ...headers,
    });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}
