import type { JsonObject } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson, startEvents } from "../../http/send.ts";
import { decisionField } from "../answer-fields.ts";
import { beginAnswer, wholeAnswer, type FaceContext } from "../begin-answer.ts";
import { faceError } from "../face-error.ts";
import type { FaceRequest } from "../face-request.ts";
import { decisionHeaders, type BegunTurn } from "../run-turn.ts";
import { sendAnswer } from "../send-answer.ts";
import { turnRequestFor } from "../turn-request-for.ts";
import { BlockEvents, contentBlocks, messageUsage, STOP_REASON } from "./message-blocks.ts";
import { readMessagesRequest } from "./read-messages-request.ts";

/** `POST /v1/messages`, through the engine: any model, any provider. */
export async function messages(read: FaceRequest, request: GatewayRequest, context: FaceContext): Promise<void> {
  if (!read.stream) return await sendMessage(read, request, context);
  const [begun] = await beginAnswer({ read }, request, context);
  await streamMessage(begun, read, request);
}

async function sendMessage(read: FaceRequest, request: GatewayRequest, context: FaceContext): Promise<void> {
  const [state] = await wholeAnswer({ read }, request, context);
  const body = {
    id: messageId(request),
    type: "message",
    role: "assistant",
    model: state.model,
    content: contentBlocks(state),
    stop_reason: STOP_REASON[state.finishReason ?? "stop"],
    stop_sequence: null,
    usage: messageUsage(state.usage),
    ...decisionField(read, state, state),
  };
  sendAnswer(request, state, JSON.stringify(body));
}

async function streamMessage(turn: BegunTurn, read: FaceRequest, request: GatewayRequest): Promise<void> {
  const events = startEvents(request, decisionHeaders(turn.state));
  const send = (name: string, data: unknown): Promise<void> | undefined => events.send(JSON.stringify(data), name);
  const message = {
    id: messageId(request),
    type: "message",
    role: "assistant",
    model: turn.state.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  const estimated = turn.decision?.estimatedInputTokens ?? 0;
  await send("message_start", {
    type: "message_start",
    message: {
      ...message,
      usage: { input_tokens: estimated, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 },
    },
  });
  const blocks = new BlockEvents();
  for await (const event of turn.events) {
    if (event.type === "turn-error") {
      request.spoil();
      await send("error", faceError("anthropic", event.error, request.id));
      break;
    }
    if (event.type === "turn-end") {
      for (const { name, data } of blocks.close()) await send(name, data);
      await send("message_delta", {
        type: "message_delta",
        delta: { stop_reason: STOP_REASON[event.finishReason], stop_sequence: null },
        usage: messageUsage(event.usage),
        ...decisionField(read, turn.state, event),
      });
      await send("message_stop", { type: "message_stop" });
      break;
    }
    for (const { name, data } of blocks.of(event)) {
      const room = send(name, data);
      if (room !== undefined) await room;
    }
  }
  events.end();
}

function messageId(request: GatewayRequest): string {
  return `msg_${request.id.slice(4)}`;
}

/** `POST /v1/messages/count_tokens`: our own estimate, since any provider may answer. */
export async function countTokens(
  body: JsonObject,
  request: GatewayRequest,
  { orchestrator }: Pick<FaceContext, "orchestrator">,
): Promise<void> {
  const { turn } = readMessagesRequest(body);
  const decision = await orchestrator.route(turnRequestFor(turn, request), { signal: request.signal });
  sendJson(request.response, 200, { input_tokens: decision.estimatedInputTokens });
}
