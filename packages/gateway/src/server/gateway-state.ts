import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { OrchestratorError, SILENT_LOGGER, toOrchestratorError, type Logger } from "@ai-orchestrator/contract";
import { createAdmission, type Admission } from "./access/admission.ts";
import type { OriginRules } from "./access/check-origin.ts";
import { createSessionStore, type SessionStore } from "./access/session-store.ts";
import { allRoutes } from "./all-routes.ts";
import { createRunStore } from "./app/run-store.ts";
import { faceError } from "./faces/face-error.ts";
import { GATEWAY_TIMEOUTS, type GatewayOptions, type GatewayTimeouts } from "./gateway-options.ts";
import { httpStatus } from "./http/http-status.ts";
import { createRouteTable, type Route } from "./http/route-table.ts";
import { sendJson, setSafeHeaders } from "./http/send.ts";
import { createMetrics, type Metrics } from "./operations/metrics.ts";
import { createOtlpExporter, type OtlpExporter } from "./operations/otlp-exporter.ts";
import { createRelayPool, type RelayPool } from "./relay/relay-pool.ts";
import { createReplays } from "./replay/replays.ts";

/** What all requests share, and how one is taken from its first byte to its last. */
export class GatewayState {
  readonly #timeouts: GatewayTimeouts;
  readonly #admission: Admission;
  readonly #pool: RelayPool;
  readonly #logger: Logger;
  readonly #options: GatewayOptions;
  readonly #running = new Set<AbortController>();
  readonly #runs = createRunStore();
  readonly sessions: SessionStore = createSessionStore();
  readonly metrics: Metrics;
  readonly #exporter: OtlpExporter | undefined;
  rules: OriginRules = { port: 0, hosts: [], allowedOrigins: [] };
  /** The server, once it is stopping. */
  #draining: Server | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#timeouts = { ...GATEWAY_TIMEOUTS, ...options.timeouts };
    this.#logger = options.logger ?? SILENT_LOGGER;
    this.#pool = createRelayPool(this.#timeouts);
    this.#exporter = exporterOf(options, { now: this.now, logger: this.#logger });
    this.metrics = exporting(createMetrics(), this.#exporter);
    const isDraining = (): boolean => this.#draining !== undefined;
    const table = createRouteTable(
      allRoutes({
        options,
        sessions: this.sessions,
        metrics: this.metrics,
        runs: this.#runs,
        replays: createReplays({ ttlSeconds: options.cacheTtlSeconds ?? 0, now: this.now }),
        isDraining,
        now: this.now,
        pool: this.#pool,
      }),
    );
    this.#admission = createAdmission({
      table,
      token: options.token,
      keys: options.keys,
      sessions: this.sessions,
      now: this.now,
      rules: () => this.rules,
      isDraining,
    });
  }

  readonly now = (): number => this.#options.now?.() ?? Date.now();

  /** Answers one request. Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const id = `req_${nextId()}`;
    setSafeHeaders(response);
    response.setHeader("x-request-id", id);
    let face: Route["face"] = faceOf(request.url ?? "");
    let isSpoilt = false;
    const controller = new AbortController();
    this.#running.add(controller);
    const deadline = setTimeout(() => controller.abort(tooLong(this.#timeouts.totalMs)), this.#timeouts.totalMs);
    response.once("close", () => {
      clearTimeout(deadline);
      if (!response.writableFinished) controller.abort(new OrchestratorError("cancelled", "The client went away."));
      this.#running.delete(controller);
      this.metrics.request(face, response.statusCode, performance.now() - startedAt);
      // A connection kept alive would hold a server that is stopping.
      if (this.#draining !== undefined) setImmediate(() => this.#draining?.closeIdleConnections());
    });
    try {
      const { route, ...admitted } = this.#admission.admit(request);
      face = route.face;
      await route.handle({
        ...admitted,
        id,
        method: request.method ?? "GET",
        raw: request,
        response,
        signal: controller.signal,
        keepAliveMs: this.#timeouts.keepAliveMs,
        spoil: () => {
          isSpoilt = true;
        },
        isSpoilt: () => isSpoilt,
        startedAt,
      });
    } catch (thrown) {
      this.#fail(thrown, { response, face, id, signal: controller.signal });
    }
  }

  #fail(thrown: unknown, { response, face, id, signal }: Failing): void {
    const wasAborted = signal.aborted && signal.reason instanceof OrchestratorError;
    const error = wasAborted ? (signal.reason as OrchestratorError) : toOrchestratorError(thrown);
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

  /** Refuses new requests, lets running ones and generations end, at most `ms`. */
  async drain(server: Server, ms: number): Promise<void> {
    this.#draining = server;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => {
      this.#runs.cancelAll();
      const reason = new OrchestratorError("cancelled", "The server is stopping.", { status: 503 });
      for (const controller of this.#running) controller.abort(reason);
      server.closeAllConnections();
    }, ms);
    await Promise.all([closed, this.#runs.settled()]);
    clearTimeout(timer);
    await this.#pool[Symbol.asyncDispose]();
    await this.#exporter?.[Symbol.asyncDispose]();
  }
}

function exporterOf(
  { otlpEndpoint, version }: GatewayOptions,
  { now, logger }: { readonly now: () => number; readonly logger: Logger },
): OtlpExporter | undefined {
  if (otlpEndpoint === undefined) return undefined;
  return createOtlpExporter({ endpoint: otlpEndpoint, fetch, now, logger, version: version ?? "" });
}

/** Metrics that also leave each call with the exporter. */
function exporting(metrics: Metrics, exporter: OtlpExporter | undefined): Metrics {
  if (exporter === undefined) return metrics;
  return {
    ...metrics,
    call: (call) => {
      metrics.call(call);
      exporter.add(call);
    },
  };
}

interface Failing {
  readonly response: ServerResponse;
  readonly face: Route["face"];
  readonly id: string;
  readonly signal: AbortSignal;
}

const RUN = randomBytes(9).toString("hex");
let count = 0;

/** Unique in this process and, for its random part, among all. A counter costs nothing where a draw costs a system call. */
function nextId(): string {
  return RUN + (++count).toString(16).padStart(8, "0");
}

function tooLong(ms: number): OrchestratorError {
  return new OrchestratorError("timeout", `The request took longer than ${Math.round(ms / 1000)} s.`, { status: 504 });
}

function faceOf(url: string): Route["face"] {
  if (url.startsWith("/api/")) return "app";
  if (url.startsWith("/v1/messages")) return "anthropic";
  return url.startsWith("/v1beta/") ? "gemini" : "openai";
}
