import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { OrchestratorError, SILENT_LOGGER, toOrchestratorError, type Logger } from "@ai-orchestrator/contract";
import { createAdmission, type Admission } from "./access/admission.ts";
import type { OriginRules } from "./access/check-origin.ts";
import { createSessionStore, type SessionStore } from "./access/session-store.ts";
import { allRoutes } from "./all-routes.ts";
import { createRunStore } from "./app/run-store.ts";
import { faceError, faceErrorFrame } from "./faces/face-error.ts";
import { GATEWAY_TIMEOUTS, type GatewayOptions, type GatewayTimeouts } from "./gateway-options.ts";
import { httpStatus } from "./http/http-status.ts";
import { OpenList, type Place } from "./http/open-list.ts";
import { createRouteTable, type Route } from "./http/route-table.ts";
import { RunningRequest } from "./http/running-request.ts";
import { hasBegunEvents, sendJson, setSafeHeaders } from "./http/send.ts";
import { createMetrics, type Metrics } from "./operations/metrics.ts";
import { createOtlpExporter, type OtlpExporter } from "./operations/otlp-exporter.ts";
import { createRounds } from "./relay/rounds.ts";
import { upstreamsOver } from "./relay/upstreams.ts";
import { createReplays } from "./replay/replays.ts";

/** What all requests share, and how one is taken from its first byte to its last. */
export class GatewayState {
  readonly #timeouts: GatewayTimeouts;
  readonly #admission: Admission;
  readonly #logger: Logger;
  readonly #options: GatewayOptions;
  /** In the order they came, which is the order they time out in. */
  readonly #running = new OpenList<RunningRequest>();
  #deadline: NodeJS.Timeout | undefined;
  readonly #runs = createRunStore();
  readonly sessions: SessionStore = createSessionStore();
  readonly metrics: Metrics;
  readonly #exporter: OtlpExporter | undefined;
  rules: OriginRules = { port: 0, hosts: [], allowedOrigins: [] };
  cacheTtlSeconds = 0;
  /** The servers, once they are stopping. */
  #draining: readonly Server[] | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#timeouts = { ...GATEWAY_TIMEOUTS, ...options.timeouts };
    this.#logger = options.logger ?? SILENT_LOGGER;
    this.#exporter = exporterOf(options, { now: this.now, logger: this.#logger });
    this.metrics = exporting(createMetrics(), this.#exporter);
    const isDraining = (): boolean => this.#draining !== undefined;
    const table = createRouteTable(
      allRoutes({
        options,
        sessions: this.sessions,
        metrics: this.metrics,
        runs: this.#runs,
        replays: createReplays({ ttlSeconds: () => this.cacheTtlSeconds, now: this.now }),
        isDraining,
        now: this.now,
        upstreams: upstreamsOver(options.relay.connections, this.#timeouts),
        keepAlives: createRounds(this.#timeouts.keepAliveMs / 4),
      }),
    );
    this.#admission = createAdmission({
      table,
      token: Buffer.from(options.token),
      keys: options.keys,
      sessions: this.sessions,
      now: this.now,
      rules: () => this.rules,
      isDraining,
    });
  }

  readonly now = (): number => this.#options.now?.() ?? Date.now();

  /** Answers one request. Never throws. */
  handle(raw: IncomingMessage, response: ServerResponse): void {
    const id = `req_${nextId()}`;
    const { keepAliveMs } = this.#timeouts;
    const request = new RunningRequest(raw, response, { id, face: faceOf(raw), keepAliveMs });
    const place = this.#running.add(request);
    if (this.#deadline === undefined) this.#watchDeadlines();
    response.once("close", () => this.#close(request, place));
    try {
      const admitted = this.#admission.admit(raw);
      request.admit(admitted);
      const { route } = admitted;
      if (route.sendsOwnHeaders !== true) setSafeHeaders(response, id);
      route.handle(request).catch((thrown: unknown) => this.#fail(thrown, request));
    } catch (thrown) {
      this.#fail(thrown, request);
    }
  }

  #close(request: RunningRequest, place: Place<RunningRequest>): void {
    const { face, response, startedAt } = request;
    if (!response.writableFinished) request.cancel(new OrchestratorError("cancelled", "The client went away."));
    this.#running.leave(place);
    this.metrics.request(face, response.statusCode, performance.now() - startedAt);
    // A connection kept alive would hold a server that is stopping.
    if (this.#draining !== undefined)
      setImmediate(() => this.#draining?.forEach((server) => server.closeIdleConnections()));
  }

  /** One timer for all: every request has the same time, so the oldest is the next whose time is up. */
  #watchDeadlines(): void {
    const { totalMs } = this.#timeouts;
    const now = performance.now();
    for (const request of this.#running.values()) {
      const left = request.startedAt + totalMs - now;
      if (left > 0) {
        this.#deadline = setTimeout(() => this.#watchDeadlines(), Math.ceil(left)).unref();
        return;
      }
      request.cancel(tooLong(totalMs));
    }
    this.#deadline = undefined;
  }

  #fail(thrown: unknown, { response, face, id, cancelled, raw }: RunningRequest): void {
    const error = cancelled ?? toOrchestratorError(thrown);
    if (error.code === "internal")
      this.#logger.log("error", "A request failed.", { id, reason: error.message, stack: error.stack });
    if (response.headersSent) {
      const path = (raw.url ?? "").split("?", 1)[0] ?? "";
      if (hasBegunEvents(response) && !response.writableEnded)
        response.end(faceErrorFrame(face, error.toJSON(), { id, path }));
      else response.destroy();
      return;
    }
    const plain = error.toJSON();
    const status = httpStatus(plain);
    setSafeHeaders(response, id);
    if (plain.retryAfterMs !== undefined) response.setHeader("retry-after", Math.ceil(plain.retryAfterMs / 1000));
    // The official clients ask again after any 5xx and 429 that does not say this.
    if (!plain.retryable) response.setHeader("x-should-retry", "false");
    if (status === 401) response.setHeader("www-authenticate", "Bearer");
    if (status === 413 || status === 401 || status === 403) response.setHeader("connection", "close");
    sendJson(response, status, faceError(face, plain, id));
  }

  /** Refuses new requests, lets running ones and generations end, at most `ms`. */
  async drain(servers: readonly Server[], ms: number): Promise<void> {
    this.#draining = servers;
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    for (const server of servers) server.closeIdleConnections();
    const timer = setTimeout(() => {
      this.#runs.cancelAll();
      const reason = new OrchestratorError("cancelled", "The server is stopping.", { status: 503 });
      for (const running of this.#running.values()) running.cancel(reason);
      for (const server of servers) server.closeAllConnections();
    }, ms);
    await Promise.all([...closed, this.#runs.settled()]);
    clearTimeout(timer);
    clearTimeout(this.#deadline);
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

const RUN = randomBytes(9).toString("hex");
let count = 0;

/** Unique in this process and, for its random part, among all. A counter costs nothing where a draw costs a system call. */
function nextId(): string {
  return RUN + (++count).toString(16).padStart(8, "0");
}

function tooLong(ms: number): OrchestratorError {
  return new OrchestratorError("timeout", `The request took longer than ${Math.round(ms / 1000)} s.`, { status: 504 });
}

/** Whose words a request is refused in before its route is known. */
function faceOf({ url = "", headers }: IncomingMessage): Route["face"] {
  if (url.startsWith("/api/")) return "app";
  if (url.startsWith("/v1/messages")) return "anthropic";
  if (url.startsWith("/v1beta/") && !url.startsWith("/v1beta/openai/")) return "gemini";
  return headers["anthropic-version"] === undefined ? "openai" : "anthropic";
}
