import {
  isLastEvent,
  type CallOptions,
  type Orchestrator,
  type TurnEvent,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { COMPARED, RUNS } from "../protocol/app-api.ts";
import { followRun } from "./follow-run.ts";
import type { GatewayHttp } from "./http.ts";

/** Compared turns on the gateway: one run, its events told apart by `turnId`. Throws what keeps it from starting. */
export function remoteCompare(of: {
  readonly http: GatewayHttp;
  readonly request: TurnRequest;
  readonly models: readonly string[];
  readonly options: CallOptions | undefined;
  readonly reconnectMs: number;
}): ReturnType<Orchestrator["compare"]> {
  const turns: Record<string, string> = {};
  return {
    turns,
    async *[Symbol.asyncIterator](): AsyncGenerator<TurnEvent> {
      const open = new Set<string>();
      let isDone = false;
      const events = followRun({
        http: of.http,
        path: RUNS.compare,
        body: { request: of.request, models: of.models },
        signal: of.options?.signal ?? new AbortController().signal,
        reconnectMs: of.reconnectMs,
        isLast: () => isDone,
      });
      for await (const sent of events) {
        if (sent.name === COMPARED) {
          Object.assign(turns, JSON.parse(sent.data));
          for (const id of Object.keys(turns)) open.add(id);
          continue;
        }
        const event = JSON.parse(sent.data) as TurnEvent;
        if (isLastEvent(event)) open.delete(event.turnId);
        isDone = open.size === 0;
        yield event;
      }
    },
  };
}
