import {
  OrchestratorError,
  type Connections,
  type ResponseHandler,
  type Sending,
  type Upstream,
  type UpstreamHeaders,
} from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import type { Place } from "../http/open-list.ts";
import type { Visited } from "./rounds.ts";
import { upstreamError } from "./upstream-error.ts";
import type { Upstreams } from "./upstreams.ts";

/** How a 200 answer is taken. What it throws ends the exchange with that error. */
export interface Taking<T> {
  /** True to go on, or who is to take it instead; false where this is not what was asked for: its beginning is read then and given to `refuse`. */
  begin(headers: UpstreamHeaders): boolean | Taking<T>;
  /** A piece; a promise where no more may come before it resolves. */
  take(chunk: Buffer): Promise<void> | undefined;
  end(): T;
  refuse(text: string, headers: UpstreamHeaders): OrchestratorError;
}

/** What came of an exchange, and with which headers. */
export interface Exchanged<T> {
  readonly value: T;
  readonly headers: UpstreamHeaders;
}

/** Most bytes read of an answer that is only told of. */
const MOST_TOLD = 64 * 1024;

/** One request to one upstream, as its connection drives it: no stream, no signal and no promise a chunk. */
export class UpstreamExchange<T> implements ResponseHandler, Visited {
  readonly #upstream: Upstream;
  /** Let go of once it is over: the pool's own objects outlive the exchange, and would keep the whole call with them. */
  #taking: Taking<T> | undefined;
  readonly #upstreams: Upstreams;
  readonly #request: Pick<GatewayRequest, "cancelled" | "onCancel">;
  #place: Place<Visited> | undefined;
  /** Performance time of the last sign of the upstream; Infinity while it is not its turn. */
  #heard: number = performance.now();
  readonly #done = Promise.withResolvers<Exchanged<T>>();
  #sending: Sending | undefined;
  #status = 0;
  #headers: UpstreamHeaders = {};
  /** The beginning of what is only told of. */
  #told: Buffer[] | undefined;
  #toldBytes = 0;

  constructor(
    upstream: Upstream,
    taking: Taking<T>,
    of: { readonly upstreams: Upstreams; readonly request: Pick<GatewayRequest, "cancelled" | "onCancel"> },
  ) {
    this.#upstream = upstream;
    this.#taking = taking;
    this.#upstreams = of.upstreams;
    this.#request = of.request;
  }

  /** Sends it, once. Rejects with what `Taking` threw, an OrchestratorError for a refusal, or the connection's error. Throws what cannot be sent. */
  send(request: Parameters<Connections["post"]>[0]): Promise<Exchanged<T>> {
    if (this.#request.cancelled !== undefined) throw this.#request.cancelled;
    const sending = this.#upstreams.connections.post(request, this);
    if (this.#taking === undefined) return this.#done.promise;
    this.#sending = sending;
    this.#place = this.#upstreams.watch.add(this);
    this.#request.onCancel(() =>
      this.#cancel(this.#request.cancelled ?? new OrchestratorError("cancelled", "Cancelled.")),
    );
    return this.#done.promise;
  }

  /** Ends it at once, whatever it waits for. */
  #cancel(reason: Error): void {
    this.#done.reject(reason);
    this.#sending?.abort();
    this.#letGo();
  }

  /** Ends it where the upstream has been silent for too long. */
  visit(now: number): void {
    const { headersMs, idleMs } = this.#upstreams.patience;
    const limit = this.#status === 0 ? headersMs : idleMs;
    if (now - this.#heard < limit) return;
    const { provider, key } = this.#upstream.model;
    this.#cancel(new OrchestratorError("timeout", `${provider} did not answer in time.`, { provider, model: key }));
  }

  onHeaders(status: number, headers: UpstreamHeaders): void {
    this.#status = status;
    this.#heard = performance.now();
    this.#headers = headers;
    const begun = status === 200 && this.#taking?.begin(headers);
    if (typeof begun === "object") this.#taking = begun;
    else if (begun !== true) this.#told = [];
  }

  onData(bytes: Buffer): void {
    this.#heard = performance.now();
    if (this.#told !== undefined) return this.#hear(bytes, this.#told);
    const wait = this.#taking?.take(bytes);
    if (wait !== undefined) this.#pauseFor(wait);
  }

  onEnd(): void {
    try {
      if (this.#told !== undefined) this.#done.reject(this.#refusal(this.#told));
      else if (this.#taking !== undefined) this.#done.resolve({ value: this.#taking.end(), headers: this.#headers });
    } catch (thrown) {
      this.#done.reject(thrown as Error);
    }
    this.#letGo();
  }

  onError(error: Error): void {
    this.#done.reject(error);
    this.#letGo();
  }

  #letGo(): void {
    this.#taking = undefined;
    this.#sending = undefined;
    if (this.#place === undefined) return;
    this.#upstreams.watch.leave(this.#place);
    this.#place = undefined;
    this.#request.onCancel(undefined);
  }

  #pauseFor(wait: Promise<void>): void {
    this.#sending?.pause();
    this.#heard = Number.POSITIVE_INFINITY;
    void wait.then(() => {
      this.#heard = performance.now();
      this.#sending?.resume();
    });
  }

  #hear(bytes: Buffer, told: Buffer[]): void {
    told.push(bytes);
    this.#toldBytes += bytes.length;
    if (this.#toldBytes > MOST_TOLD) this.#cancel(this.#refusal(told));
  }

  #refusal(told: readonly Buffer[]): OrchestratorError {
    const text = Buffer.concat(told).toString("utf8", 0, MOST_TOLD);
    if (this.#status === 200 && this.#taking !== undefined) return this.#taking.refuse(text, this.#headers);
    return upstreamError(this.#upstream, this.#status, { text, headers: this.#headers });
  }
}
