import type { TurnState } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { encodingOf, writeSafeHead } from "../http/send.ts";
import { decisionHeaders } from "./run-turn.ts";

/** Sends a whole answer, as JSON, and who gave it, in one piece with its headers. */
export function sendAnswer({ response, id }: GatewayRequest, state: TurnState, text: string): void {
  if (response.headersSent) return;
  const length = Buffer.byteLength(text);
  const headers = decisionHeaders(state);
  headers.push("content-type", "application/json; charset=utf-8", "content-length", String(length));
  writeSafeHead(response, id, headers);
  response.end(text, encodingOf(text, length));
}
