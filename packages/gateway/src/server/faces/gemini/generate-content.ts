import { OrchestratorError, reduceTurn, type JsonObject, type SourcePart } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson, startEvents, startJsonList, type EventStream } from "../../http/send.ts";
import { faceError } from "../face-error.ts";
import { beginTurn, setDecisionHeaders, type BegunTurn, type TurnContext } from "../run-turn.ts";
import { turnRequestFor } from "../turn-request-for.ts";
import { answerBody, answerParts, eventPart } from "./generate-answer.ts";
import { readGenerateRequest } from "./read-generate-request.ts";

/** What `POST /v1beta/models/{model}:{method}` names. */
export interface GenerateCall {
  readonly model: string;
  readonly method: "generateContent" | "streamGenerateContent" | "countTokens";
}

const METHODS = ["generateContent", "streamGenerateContent", "countTokens"] as const;

/** Reads the end of the path. The model's name may hold colons itself (`auto:cheap`). Throws `not_found`. */
export function readCall(name: string): GenerateCall {
  const cut = name.lastIndexOf(":");
  const method = METHODS.find((one) => one === name.slice(cut + 1));
  if (cut < 1 || method === undefined)
    throw new OrchestratorError("not_found", `Say {model}:${METHODS.join(", :")}.`, { status: 404 });
  return { model: name.slice(0, cut), method };
}

/** `generateContent` and `streamGenerateContent` through the engine: any model, any provider. */
export async function generateContent(
  body: JsonObject,
  request: GatewayRequest,
  { call, ...context }: Omit<TurnContext, "response" | "signal"> & { readonly call: GenerateCall },
): Promise<void> {
  const turn = turnRequestFor(readGenerateRequest(body, call.model), request.key);
  const begun = await beginTurn(turn, { ...context, response: request.response, signal: request.signal });
  if (call.method === "streamGenerateContent") await streamContent(begun, request);
  else await sendContent(begun, request);
}

async function sendContent(turn: BegunTurn, request: GatewayRequest): Promise<void> {
  let { state } = turn;
  for await (const event of turn.events) {
    state = reduceTurn(state, event);
    if (event.type === "turn-error") throw OrchestratorError.fromJSON(event.error);
  }
  setDecisionHeaders(request.response, state);
  const sources = state.parts.filter((part) => part.type === "source");
  const finish = state.finishReason ?? "stop";
  sendJson(
    request.response,
    200,
    answerBody({
      parts: answerParts(state),
      model: state.model ?? "auto",
      id: request.id,
      finish,
      usage: state.usage,
      sources,
    }),
  );
}

async function streamContent(turn: BegunTurn, request: GatewayRequest): Promise<void> {
  setDecisionHeaders(request.response, turn.state);
  const events: EventStream =
    request.query.get("alt") === "sse"
      ? startEvents(request.response, request.keepAliveMs)
      : startJsonList(request.response);
  const head = { model: turn.state.model ?? "auto", id: request.id };
  const sources: Omit<SourcePart, "type">[] = [];
  for await (const event of turn.events) {
    if (event.type === "turn-error") {
      request.spoil();
      await events.send(JSON.stringify(faceError("gemini", event.error, request.id)));
      break;
    }
    if (event.type === "source") sources.push(event);
    if (event.type === "turn-end") {
      await events.send(
        JSON.stringify(answerBody({ ...head, parts: [], finish: event.finishReason, usage: event.usage, sources })),
      );
      break;
    }
    const part = eventPart(event);
    if (part !== undefined) await events.send(JSON.stringify(answerBody({ ...head, parts: [part] })));
  }
  events.end();
}

/** `countTokens`: our own estimate, since any provider may answer. */
export async function countGeminiTokens(
  body: JsonObject,
  request: GatewayRequest,
  { call, orchestrator }: Pick<TurnContext, "orchestrator"> & { readonly call: GenerateCall },
): Promise<void> {
  const wanted = body["generateContentRequest"];
  const inner = typeof wanted === "object" && wanted !== null && !Array.isArray(wanted) ? (wanted as JsonObject) : body;
  const decision = await orchestrator.route(turnRequestFor(readGenerateRequest(inner, call.model), request.key), {
    signal: request.signal,
  });
  sendJson(request.response, 200, { totalTokens: decision.estimatedInputTokens });
}
