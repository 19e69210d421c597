import type { TurnState } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { writeSafeHead } from "../http/send.ts";
import { decisionHeaders } from "./run-turn.ts";

/** Sends a whole answer and who gave it, in one piece with its headers. */
export function sendAnswer({ response, id }: GatewayRequest, state: TurnState, body: unknown): void {
  if (response.headersSent) return;
  const text = JSON.stringify(body);
  const headers = decisionHeaders(state);
  headers.push("content-type", "application/json; charset=utf-8", "content-length", String(Buffer.byteLength(text)));
  writeSafeHead(response, id, headers);
  response.end(text);
}
