import { isLastEvent, reduceTurn, type TurnEvent, type TurnState, type Usage } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { startEvents } from "../../http/send.ts";
import { decisionField } from "../answer-fields.ts";
import { beginAnswer, wholeAnswer, type FaceContext } from "../begin-answer.ts";
import { faceErrorFrame } from "../face-error.ts";
import { decisionHeaders, type BegunTurn } from "../run-turn.ts";
import { sendAnswer } from "../send-answer.ts";
import type { ResponsesRequest } from "./read-responses-request.ts";
import { ResponseEvents, type OutputItem } from "./response-events.ts";

/** `POST /v1/responses`, through the engine: any model, any provider. Nothing is stored. */
export async function responses(read: ResponsesRequest, request: GatewayRequest, context: FaceContext): Promise<void> {
  const answer: Answer = { read, request, createdAt: Math.floor(Date.now() / 1000) };
  if (!read.stream) return await sendResponse(answer, context);
  const [begun] = await beginAnswer({ read }, request, context);
  await streamResponse(begun, answer);
}

interface Answer {
  readonly read: ResponsesRequest;
  readonly request: GatewayRequest;
  /** Epoch seconds. */
  readonly createdAt: number;
}

async function sendResponse(answer: Answer, context: FaceContext): Promise<void> {
  const { read, request } = answer;
  const items = new ResponseEvents(request.id.slice(4), read);
  const onContent = () => (event: TurnEvent) => void items.of(event);
  const [state] = await wholeAnswer({ read }, request, { ...context, onContent });
  items.close();
  sendAnswer(request, state, JSON.stringify(responseObject(answer, state, items.output)));
}

async function streamResponse(turn: BegunTurn, answer: Answer): Promise<void> {
  const { request } = answer;
  const events = startEvents(request, decisionHeaders(turn.state));
  let sequence = 0;
  const send = (data: Readonly<Record<string, unknown>> & { readonly type: string }): Promise<void> | undefined =>
    events.send(JSON.stringify({ ...data, sequence_number: sequence++ }), data.type);
  const running = responseObject(answer, { ...turn.state, status: "running" }, []);
  await send({ type: "response.created", response: running });
  await send({ type: "response.in_progress", response: running });
  const items = new ResponseEvents(request.id.slice(4), answer.read);
  let { state } = turn;
  for await (const event of turn.events) {
    for (const one of items.of(event)) {
      const room = send(one);
      if (room !== undefined) await room;
    }
    if (!isLastEvent(event)) continue;
    state = reduceTurn(turn.state, event);
    if (event.type === "turn-error") {
      request.spoil();
      events.end(faceErrorFrame("openai", event.error, request));
      return;
    }
  }
  for (const one of items.close()) await send(one);
  const response = responseObject(answer, state, items.output);
  await send({ type: response.status === "incomplete" ? "response.incomplete" : "response.completed", response });
  events.end();
}

function responseObject(
  { read, request, createdAt }: Answer,
  state: TurnState,
  output: readonly OutputItem[],
): Readonly<Record<string, unknown>> & { readonly status: string } {
  const reason = INCOMPLETE[state.finishReason ?? "stop"];
  const status = state.status === "running" ? "in_progress" : reason === undefined ? "completed" : "incomplete";
  return {
    id: `resp_${request.id.slice(4)}`,
    object: "response",
    created_at: createdAt,
    status,
    error: null,
    incomplete_details: status === "incomplete" ? { reason } : null,
    model: state.model ?? "auto",
    output,
    previous_response_id: null,
    store: false,
    service_tier: "default",
    user: null,
    ...read.echo,
    usage: status === "in_progress" ? null : responseUsage(state.usage),
    ...(status === "in_progress" ? {} : decisionField(read, state, state)),
  };
}

const INCOMPLETE: Readonly<Record<string, string | undefined>> = {
  length: "max_output_tokens",
  "content-filter": "content_filter",
};

function responseUsage(usage: Usage): Readonly<Record<string, unknown>> {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cacheReadTokens, cache_write_tokens: usage.cacheWriteTokens },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
