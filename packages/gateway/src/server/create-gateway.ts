import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { GatewayOptions } from "./gateway-options.ts";
import { GatewayState } from "./gateway-state.ts";
import type { Metrics } from "./operations/metrics.ts";

/** A running gateway. */
export interface Gateway extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** A browser login: a one-time code good for a minute. */
  issueCode(): string;
  /** Refuses new requests, lets running ones end, at most `ms`. */
  drain(ms: number): Promise<void>;
}

const LIMITS = { headersMs: 10_000, requestMs: 120_000, headerBytes: 16_384, connections: 2_500 } as const;

/** Starts the gateway. Throws `invalid_input` where it may not listen there, `network` if it cannot. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const host = options.host ?? "127.0.0.1";
  const state = new GatewayState(options);
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersMs,
      requestTimeout: LIMITS.requestMs,
      keepAliveTimeout: 60_000,
      noDelay: true,
    },
    (request, response) => state.handle(request, response),
  );
  server.maxConnections = LIMITS.connections;
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  const port = await listen(server, host, options.port ?? 0);
  const shown = reachedAs(host);
  // The address it was told to listen on is its own name, whoever calls it so.
  const hosts = [...(options.publicHosts ?? []), `${shown}:${port}`];
  state.rules = { port, hosts, allowedOrigins: options.allowedOrigins ?? [] };
  return {
    url: `http://${shown}:${port}`,
    port,
    metrics: state.metrics,
    issueCode: () => state.sessions.issueCode(state.now()),
    drain: (ms) => state.drain(server, ms),
    [Symbol.asyncDispose]: () => state.drain(server, 0),
  };
}

/** How this machine's own programs reach what listens on an address: "every address" is none that can be called. */
function reachedAs(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

async function listen(server: Server, host: string, port: number): Promise<number> {
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
  return (server.address() as AddressInfo).port;
}
