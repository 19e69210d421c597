import type { IncomingMessage, ServerResponse } from "node:http";
import type { OrchestratorError } from "@ai-orchestrator/contract";
import { ANONYMOUS, type AccessKey } from "../access/key-store.ts";
import type { GatewayRequest } from "./gateway-request.ts";
import type { Route } from "./route-table.ts";

/** What the door found out about a request. */
export interface Admitted {
  readonly route: Route;
  readonly path: string;
  /** What follows the question mark; empty without one. */
  readonly search: string;
  readonly params: Readonly<Record<string, string>>;
  readonly key: AccessKey;
}

const NO_PARAMS: Readonly<Record<string, string>> = {};

/** One request on its way. A signal and a parsed query are made for those who ask: most requests need neither. */
export class RunningRequest implements GatewayRequest {
  readonly id: string;
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  readonly keepAliveMs: number;
  readonly startedAt: number = performance.now();
  readonly method: string;
  face: Route["face"];
  path = "";
  params: Readonly<Record<string, string>> = NO_PARAMS;
  key: AccessKey = ANONYMOUS;
  cancelled: OrchestratorError | undefined;
  #search = "";
  #query: URLSearchParams | undefined;
  #controller: AbortController | undefined;
  #onCancel: (() => void) | undefined;
  #isSpoilt = false;

  constructor(
    raw: IncomingMessage,
    response: ServerResponse,
    of: { readonly id: string; readonly face: Route["face"]; readonly keepAliveMs: number },
  ) {
    this.raw = raw;
    this.response = response;
    this.method = raw.method ?? "GET";
    this.id = of.id;
    this.face = of.face;
    this.keepAliveMs = of.keepAliveMs;
  }

  /** Notes what the door found. */
  admit({ route, path, search, params, key }: Admitted): void {
    this.face = route.face;
    this.path = path;
    this.#search = search;
    this.params = params;
    this.key = key;
  }

  get query(): URLSearchParams {
    return (this.#query ??= new URLSearchParams(this.#search));
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.cancelled !== undefined) this.#controller.abort(this.cancelled);
    }
    return this.#controller.signal;
  }

  onCancel(run: (() => void) | undefined): void {
    this.#onCancel = run;
  }

  /** Nobody waits for the answer any more. Only the first reason counts. */
  cancel(reason: OrchestratorError): void {
    if (this.cancelled !== undefined) return;
    this.cancelled = reason;
    this.#controller?.abort(reason);
    this.#onCancel?.();
  }

  spoil(): void {
    this.#isSpoilt = true;
  }

  isSpoilt(): boolean {
    return this.#isSpoilt;
  }
}
