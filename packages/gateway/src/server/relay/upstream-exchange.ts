import { OrchestratorError, type Upstream } from "@ai-orchestrator/contract";
import type { Dispatcher } from "undici";
import type { RelayTimeouts } from "./relay-pool.ts";
import type { Visited } from "./rounds.ts";
import { upstreamError } from "./upstream-error.ts";

/** An upstream's response headers; names in lower case. */
export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** How a 200 answer is taken. What it throws ends the exchange with that error. */
export interface Taking<T> {
  /** True to go on; false where this is not what was asked for: its beginning is read then and given to `refuse`. */
  begin(headers: UpstreamHeaders): boolean;
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

/** One request to one upstream, as undici drives it: no stream, no signal and no promise a chunk. */
export class UpstreamExchange<T> implements Dispatcher.DispatchHandler, Visited {
  readonly #upstream: Upstream;
  /** Let go of once it is over: the pool's own objects outlive the exchange, and would keep the whole call with them. */
  #taking: Taking<T> | undefined;
  readonly #timeouts: RelayTimeouts;
  /** Performance time of the last sign of the upstream; Infinity while it is not its turn. */
  #heard = Number.POSITIVE_INFINITY;
  readonly #done = Promise.withResolvers<Exchanged<T>>();
  #controller: Dispatcher.DispatchController | undefined;
  #cancelled: Error | undefined;
  #status = 0;
  #headers: UpstreamHeaders = {};
  /** The beginning of what is only told of. */
  #told: Buffer[] | undefined;
  #toldBytes = 0;

  constructor(upstream: Upstream, taking: Taking<T>, timeouts: RelayTimeouts) {
    this.#upstream = upstream;
    this.#taking = taking;
    this.#timeouts = timeouts;
  }

  /** Rejects with what `Taking` threw, an OrchestratorError for a refusal, or undici's error for a broken connection. */
  get done(): Promise<Exchanged<T>> {
    return this.#done.promise;
  }

  /** Ends it at once, whatever it waits for. */
  cancel(reason: Error): void {
    this.#cancelled = reason;
    this.#done.reject(reason);
    this.#controller?.abort(reason);
  }

  /** Ends it where the upstream has been silent for too long. */
  visit(now: number): void {
    const limit = this.#status === 0 ? this.#timeouts.headersMs : this.#timeouts.idleMs;
    if (now - this.#heard < limit) return;
    const { provider, key } = this.#upstream.model;
    this.cancel(new OrchestratorError("timeout", `${provider} did not answer in time.`, { provider, model: key }));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#heard = performance.now();
    if (this.#cancelled !== undefined) controller.abort(this.#cancelled);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: UpstreamHeaders): void {
    if (status < 200) return; // An early hint; the answer follows.
    this.#status = status;
    this.#heard = performance.now();
    this.#headers = headers;
    if (status !== 200 || this.#taking?.begin(headers) !== true) this.#told = [];
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#heard = performance.now();
    if (this.#told !== undefined) return this.#hear(controller, chunk, this.#told);
    const wait = this.#taking?.take(chunk);
    if (wait === undefined) return;
    controller.pause();
    this.#heard = Number.POSITIVE_INFINITY;
    void wait.then(() => {
      this.#heard = performance.now();
      controller.resume();
    });
  }

  onResponseEnd(): void {
    try {
      if (this.#told !== undefined) this.#done.reject(this.#refusal(this.#told));
      else if (this.#taking !== undefined) this.#done.resolve({ value: this.#taking.end(), headers: this.#headers });
    } catch (thrown) {
      this.#done.reject(thrown as Error);
    }
    this.#letGo();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#done.reject(this.#cancelled ?? error);
    this.#letGo();
  }

  #letGo(): void {
    this.#taking = undefined;
    this.#controller = undefined;
  }

  #hear(controller: Dispatcher.DispatchController, chunk: Buffer, told: Buffer[]): void {
    told.push(Buffer.from(chunk));
    this.#toldBytes += chunk.length;
    if (this.#toldBytes <= MOST_TOLD) return;
    const refusal = this.#refusal(told);
    this.#done.reject(refusal);
    controller.abort(refusal);
  }

  #refusal(told: readonly Buffer[]): OrchestratorError {
    const text = Buffer.concat(told).toString("utf8", 0, MOST_TOLD);
    if (this.#status === 200 && this.#taking !== undefined) return this.#taking.refuse(text, this.#headers);
    return upstreamError(this.#upstream, this.#status, { text, headers: this.#headers });
  }
}
