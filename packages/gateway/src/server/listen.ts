import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { GatewaySettings } from "./gateway-options.ts";

/** A server that listens. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Shows this certificate from the next connection on. */
  renew(tls: NonNullable<GatewaySettings["tls"]>): void;
}

const LIMITS = { headersMs: 10_000, requestMs: 120_000, headerBytes: 16_384, connections: 2_500 } as const;

const OPTIONS: ServerOptions = {
  maxHeaderSize: LIMITS.headerBytes,
  headersTimeout: LIMITS.headersMs,
  // By default Node looks for those who are late every 30 s, which would make the limit 40 s.
  connectionsCheckingInterval: 2_000,
  requestTimeout: LIMITS.requestMs,
  keepAliveTimeout: 60_000,
  noDelay: true,
};

/** Listens for HTTP, or for TLS where there is a certificate. Throws `invalid_input` for one that does not fit its key, `network` if it cannot listen. */
export async function listen(
  handle: RequestListener,
  { host, port, tls }: { readonly host: string; readonly port: number; readonly tls?: GatewaySettings["tls"] },
): Promise<Listening> {
  const secure = tls === undefined ? undefined : await secureServer(handle, tls);
  const server = secure?.server ?? createServer(OPTIONS, handle);
  server.maxConnections = LIMITS.connections;
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new OrchestratorError(
          "network",
          `Cannot listen on ${host}:${port}: ${error.code === "EADDRINUSE" ? "something else does" : error.message}.`,
          { suggestion: "Choose another port: aio serve --port 0", cause: error },
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port, renew: (next) => secure?.renew(next) };
}

/** Loaded only where it is used: TLS costs start-up time. */
async function secureServer(
  handle: RequestListener,
  tls: NonNullable<GatewaySettings["tls"]>,
): Promise<Pick<Listening, "server" | "renew">> {
  const https = await import("node:https");
  const server = fitting(() => https.createServer({ ...OPTIONS, ...tls, handshakeTimeout: LIMITS.headersMs }, handle));
  endHandshakes(server);
  return { server, renew: (next) => fitting(() => server.setSecureContext(next)) };
}

/** Connections whose handshake never ends: Node neither counts them among those it closes nor lets go of them when their time is up. */
function endHandshakes(server: Server): void {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  // What `clientError` answers would wait for the handshake, and hold the connection for ever.
  server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
  const closeThoseWithRequests = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeThoseWithRequests();
    for (const socket of open) socket.destroy();
  };
}

function fitting<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw new OrchestratorError("invalid_input", `The TLS certificate cannot be used: ${(error as Error).message}.`, {
      suggestion: "Certificate and key must be in PEM and belong together.",
      cause: error,
    });
  }
}
