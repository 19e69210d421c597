import type { IncomingMessage, ServerResponse } from "node:http";
import type { OrchestratorError } from "@ai-orchestrator/contract";
import type { AccessKey } from "../access/key-store.ts";

/** One request that has passed the checks of its route's policy. */
export interface GatewayRequest {
  readonly id: string;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Values of `:name` and `*` pieces of the route. */
  readonly params: Readonly<Record<string, string>>;
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  /** The owner, or the virtual key that was shown. */
  readonly key: AccessKey;
  /** Aborts when the client goes away, the time is up, or the server gives up draining. Made when asked for. */
  readonly signal: AbortSignal;
  /** Why nobody waits for the answer any more; undefined while somebody does. */
  readonly cancelled: OrchestratorError | undefined;
  /** Runs `run` when the request is cancelled, instead of what was said before. For the hot path, where a signal costs too much. */
  onCancel(run: (() => void) | undefined): void;
  /** Ms of silence after which a stream says that it lives. */
  readonly keepAliveMs: number;
  /** The answer carries an error: it must not be kept for anybody else. */
  spoil(): void;
  isSpoilt(): boolean;
  /** Performance time it arrived, ms. */
  readonly startedAt: number;
}

/** Answers one request; errors are thrown. */
export type Handler = (request: GatewayRequest) => Promise<void>;
