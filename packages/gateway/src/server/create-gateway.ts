import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  OrchestratorError,
  SILENT_LOGGER,
  toOrchestratorError,
  type Logger,
  type Orchestrator,
  type RelayAccess,
} from "@ai-orchestrator/contract";
import { identify } from "./access/identify.ts";
import type { KeyStore } from "./access/key-store.ts";
import { originProblem, type OriginRules } from "./access/check-origin.ts";
import { createRateGate } from "./access/rate-gate.ts";
import { createSessionStore } from "./access/session-store.ts";
import { faceError } from "./faces/face-error.ts";
import { httpStatus } from "./http/http-status.ts";
import { createRouteTable, type Route, type RouteTable } from "./http/route-table.ts";
import { sendJson, setSafeHeaders } from "./http/send.ts";
import { allRoutes } from "./all-routes.ts";
import { createRelayPool } from "./relay/relay-pool.ts";
import { createMetrics, type Metrics } from "./operations/metrics.ts";

/** What the gateway serves and to whom. */
export interface GatewayOptions {
  readonly orchestrator: Orchestrator;
  readonly relay: RelayAccess;
  /** The owner's token: 32 random bytes, base64url. */
  readonly token: string;
  readonly keys: KeyStore;
  readonly host?: string;
  /** 0 for a free one. */
  readonly port?: number;
  readonly allowedOrigins?: readonly string[];
  /** Host names it answers to besides loopback's. */
  readonly publicHosts?: readonly string[];
  readonly now?: () => number;
  readonly logger?: Logger;
  /** Seconds identical requests may be answered from memory; 0 for never. */
  readonly cacheTtlSeconds?: number;
  readonly version?: string;
}

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
    (request, response) => {
      void state.handle(request, response);
    },
  );
  server.maxConnections = LIMITS.connections;
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  const port = await listen(server, host, options.port ?? 0);
  state.rules = { port, hosts: options.publicHosts ?? [], allowedOrigins: options.allowedOrigins ?? [] };
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${shown}:${port}`,
    port,
    metrics: state.metrics,
    issueCode: () => state.sessions.issueCode(state.now()),
    drain: (ms) => state.drain(server, ms),
    [Symbol.asyncDispose]: () => state.drain(server, 0),
  };
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

/** What all requests share. */
class GatewayState {
  readonly #options: GatewayOptions;
  readonly #table: RouteTable;
  readonly #rate = createRateGate();
  readonly #pool = createRelayPool();
  readonly #logger: Logger;
  readonly #running = new Set<AbortController>();
  readonly sessions = createSessionStore();
  readonly metrics = createMetrics();
  rules: OriginRules = { port: 0, hosts: [], allowedOrigins: [] };
  #draining = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#logger = options.logger ?? SILENT_LOGGER;
    this.#table = createRouteTable(
      allRoutes({
        options,
        sessions: this.sessions,
        metrics: this.metrics,
        isDraining: () => this.#draining,
        now: this.now,
        pool: this.#pool,
      }),
    );
  }

  readonly now = (): number => this.#options.now?.() ?? Date.now();

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const id = `req_${randomBytes(12).toString("hex")}`;
    setSafeHeaders(response);
    response.setHeader("x-request-id", id);
    let face: Route["face"] = faceOf(request.url ?? "");
    const controller = new AbortController();
    this.#running.add(controller);
    response.once("close", () => {
      if (!response.writableFinished) controller.abort(new DOMException("The client went away.", "AbortError"));
      this.#running.delete(controller);
      this.metrics.request(face, response.statusCode, performance.now() - startedAt);
    });
    try {
      const admitted = this.#admit(request);
      face = admitted.route.face;
      await admitted.route.handle({
        id,
        method: request.method ?? "GET",
        path: admitted.path,
        query: admitted.query,
        params: admitted.params,
        raw: request,
        response,
        key: admitted.key,
        signal: controller.signal,
        startedAt,
      });
    } catch (thrown) {
      this.#fail(thrown, { response, face, id });
    }
  }

  /** Everything that is checked before a byte of the body is read. */
  #admit(request: IncomingMessage) {
    const problem = originProblem(request, this.rules);
    if (problem !== undefined) throw new OrchestratorError("blocked_by_policy", problem, { status: 403 });
    const url = request.url ?? "/";
    const cut = url.indexOf("?");
    const path = cut < 0 ? url : url.slice(0, cut);
    const found = this.#table.find(request.method ?? "GET", path);
    const identity = identify(request, {
      token: this.#options.token,
      keys: this.#options.keys,
      sessions: this.sessions,
      now: this.now,
    });
    const open = "route" in found && found.route.policy.access === "open";
    if ("problem" in identity && !open)
      throw new OrchestratorError("authentication", identity.problem, { status: 401 });
    if (!("route" in found)) {
      const known = found.allowed.length > 0;
      throw new OrchestratorError(
        "not_found",
        known ? `${path} answers ${found.allowed.join(", ")}.` : `There is no ${path}.`,
        { status: known ? 405 : 404 },
      );
    }
    const key = "problem" in identity ? undefined : identity.key;
    if (found.route.policy.access === "owner" && key?.owner !== true)
      throw new OrchestratorError("permission", "Only the owner's token may do that.", { status: 403 });
    if (this.#draining && !open)
      throw new OrchestratorError("overloaded", "The server is stopping.", { status: 503, retryAfterMs: 1000 });
    this.#limit(key);
    checkContentType(request, found.route);
    return {
      route: found.route,
      params: found.params,
      path,
      query: new URLSearchParams(cut < 0 ? "" : url.slice(cut + 1)),
      key: key ?? ANONYMOUS,
    };
  }

  #limit(key: { readonly id: string; readonly requestsPerMinute?: number } | undefined): void {
    if (key?.requestsPerMinute === undefined) return;
    const wait = this.#rate.take(key.id, key.requestsPerMinute, this.now());
    if (wait > 0)
      throw new OrchestratorError("rate_limited", `This key may make ${key.requestsPerMinute} requests a minute.`, {
        status: 429,
        retryAfterMs: wait,
      });
  }

  #fail(
    thrown: unknown,
    { response, face, id }: { readonly response: ServerResponse; readonly face: Route["face"]; readonly id: string },
  ): void {
    const error = toOrchestratorError(thrown);
    if (error.code === "internal")
      this.#logger.log("error", "A request failed.", { id, reason: error.message, stack: error.stack });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const plain = error.toJSON();
    const status = httpStatus(plain);
    if (plain.retryAfterMs !== undefined) response.setHeader("retry-after", Math.ceil(plain.retryAfterMs / 1000));
    if (status === 401) response.setHeader("www-authenticate", "Bearer");
    if (status === 413 || status === 401 || status === 403) response.setHeader("connection", "close");
    sendJson(response, status, faceError(face, plain, id));
  }

  async drain(server: Server, ms: number): Promise<void> {
    this.#draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => {
      for (const controller of this.#running)
        controller.abort(new DOMException("The server is stopping.", "AbortError"));
      server.closeAllConnections();
    }, ms);
    await closed;
    clearTimeout(timer);
    await this.#pool[Symbol.asyncDispose]();
  }
}

const ANONYMOUS = { id: "anonymous", name: "anonymous", owner: false } as const;

function faceOf(url: string): Route["face"] {
  if (url.startsWith("/api/")) return "app";
  if (url.startsWith("/v1/messages")) return "anthropic";
  return url.startsWith("/v1beta/") ? "gemini" : "openai";
}

function checkContentType(request: IncomingMessage, route: Route): void {
  if (route.method === "GET" || route.policy.maxBody === 0) return;
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(type))
    throw new OrchestratorError("invalid_input", "Send application/json.", { status: 415 });
}
