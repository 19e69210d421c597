import {
  endOfTurn,
  messageText,
  OrchestratorError,
  type CallOptions,
  type Orchestrator,
  type TurnRequest,
  type TurnResult,
  type TurnStream,
} from "@ai-orchestrator/contract";
import { RUNS } from "../protocol/app-api.ts";
import { createGatewayHttp, type GatewayClientOptions } from "./http.ts";
import { remoteCompare } from "./remote-compare.ts";
import { remoteConversations } from "./remote-conversations.ts";
import { remoteTurn } from "./remote-turn.ts";

export type { GatewayClientOptions } from "./http.ts";

/** The orchestrator of a gateway, over HTTP: the same interface with the same promises. Runs in Node and in a browser. */
export function createGatewayClient(options: GatewayClientOptions): Orchestrator {
  const http = createGatewayHttp(options);
  const reconnectMs = options.reconnectMs ?? 250;
  const asRequest = (request: string | TurnRequest): TurnRequest =>
    typeof request === "string" ? { prompt: request } : request;
  const stream = (request: TurnRequest, call?: CallOptions): TurnStream => {
    const turnId = request.turnId ?? crypto.randomUUID();
    return remoteTurn({ http, path: RUNS.turn, body: { ...request, turnId }, turnId, options: call, reconnectMs });
  };
  return {
    stream,
    query: (request, call) => runToEnd(stream(asRequest(request), call)),
    compare: (request, models, call) => remoteCompare({ http, request, models, options: call, reconnectMs }),
    route: (request, call) => http.call("route", { request: asRequest(request) }, call?.signal),
    models: () => http.call("models"),
    providers: () => http.call("providers"),
    health: () => http.call("health"),
    embed: (request, call) => http.call("embed", request, call?.signal),
    generateImages: (request, call) => http.call("generateImages", request, call?.signal),
    conversations: remoteConversations(http, reconnectMs),
    usage: (query) => http.call("usage", query),
    budgets: () => http.call("budgets"),
    alerts: (filter) => http.call("alerts", filter),
    // Nothing is held open: connections are fetch's, and runs end with their streams.
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function runToEnd(events: TurnStream): Promise<TurnResult> {
  const state = await endOfTurn(events);
  if (state.error !== undefined) throw OrchestratorError.fromJSON(state.error);
  return { ...state, text: messageText({ role: "assistant", parts: state.parts }) };
}
