import {
  initialTurnState,
  OrchestratorError,
  reduceTurn,
  type JsonObject,
  type SerializedError,
  type TurnEvent,
  type TurnState,
} from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson, startEvents, type EventStream } from "../../http/send.ts";
import { faceError } from "../face-error.ts";
import { beginTurn, setDecisionHeaders, type BegunTurn, type TurnContext } from "../run-turn.ts";
import { turnRequestFor } from "../turn-request-for.ts";
import { ChatDeltas, chatChoice, chatUsage, FINISH } from "./chat-answer.ts";
import { readChatRequest, type ChatRequest } from "./read-chat-request.ts";

/** `POST /v1/chat/completions`, through the engine: any model, any provider. */
export async function chatCompletions(
  body: JsonObject,
  request: GatewayRequest,
  context: Omit<TurnContext, "response" | "signal">,
): Promise<void> {
  const chat = readChatRequest(body);
  const { response, signal } = request;
  const turns = await beginAll(chat, request, { ...context, response, signal });
  const [first] = turns;
  if (first === undefined) throw new OrchestratorError("internal", "No turn was begun.");
  if (chat.stream) {
    setDecisionHeaders(response, first.state);
    await streamChoices(turns, chat, request);
  } else await sendChoices(turns, chat, request);
}

async function beginAll(
  chat: ChatRequest,
  request: GatewayRequest,
  context: TurnContext,
): Promise<readonly BegunTurn[]> {
  const turn = turnRequestFor(chat.turn, request.key);
  if (chat.count === 1) return [await beginTurn(turn, context)];
  const first = await beginTurn(turn, context);
  // The other choices come from the same model, or they would not be choices of one answer.
  const model = first.state.model ?? turn.model;
  const pinned = model === undefined ? turn : { ...turn, model };
  return [first, ...(await Promise.all(Array.from({ length: chat.count - 1 }, () => beginTurn(pinned, context))))];
}

type TurnEnd = Extract<TurnEvent, { type: "turn-end" }>;

interface Head {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

function headOf(state: TurnState, request: GatewayRequest): Head {
  return {
    id: `chatcmpl-${request.id.slice(4)}`,
    created: Math.floor(Date.now() / 1000),
    model: state.model ?? "auto",
  };
}

async function sendChoices(turns: readonly BegunTurn[], chat: ChatRequest, request: GatewayRequest): Promise<void> {
  const ended = await Promise.all(turns.map(collect));
  const [first] = ended;
  if (first === undefined) return;
  const usage = ended
    .map(({ state }) => state.usage)
    .reduce((sum, one) => ({
      ...sum,
      inputTokens: Math.max(sum.inputTokens, one.inputTokens),
      outputTokens: sum.outputTokens + one.outputTokens,
      reasoningTokens: sum.reasoningTokens + one.reasoningTokens,
    }));
  setDecisionHeaders(request.response, first.state);
  sendJson(request.response, 200, {
    ...headOf(first.state, request),
    object: "chat.completion",
    choices: ended.map(({ state, logprobs }, index) => chatChoice(state, index, logprobs)),
    usage: chatUsage(usage),
    system_fingerprint: null,
    ...(chat.wantsDecision ? { aio: { decision: first.state.decision, cost: first.state.cost } } : {}),
  });
}

async function collect(turn: BegunTurn): Promise<{ readonly state: TurnState; readonly logprobs: readonly unknown[] }> {
  let { state } = turn;
  const logprobs: unknown[] = [];
  for await (const event of turn.events) {
    state = reduceTurn(state, event);
    if (event.type === "text-delta" && Array.isArray(event.logprobs)) logprobs.push(...event.logprobs);
    if (event.type === "turn-error") throw OrchestratorError.fromJSON(event.error);
  }
  return { state, logprobs };
}

async function streamChoices(turns: readonly BegunTurn[], chat: ChatRequest, request: GatewayRequest): Promise<void> {
  const events = startEvents(request.response, request.keepAliveMs);
  const head = headOf(turns[0]?.state ?? initialTurnState(), request);
  const writer = new ChunkWriter(events, head, chat);
  const failures = await Promise.all(turns.map((turn, index) => streamOne(turn, index, writer)));
  const failure = failures.find((error) => error !== undefined);
  if (failure !== undefined) {
    request.spoil();
    await events.send(JSON.stringify(faceError("openai", failure, request.id)));
  } else {
    if (chat.includeUsage) await writer.usage();
    await events.send("[DONE]");
  }
  events.end();
}

/** Streams one choice; gives back the error it ended with. */
async function streamOne(turn: BegunTurn, index: number, writer: ChunkWriter): Promise<SerializedError | undefined> {
  const deltas = new ChatDeltas();
  await writer.delta(index, { role: "assistant", content: "" });
  for await (const event of turn.events) {
    if (event.type === "turn-error") return event.error;
    if (event.type === "turn-end") {
      await writer.finish(index, event, turn);
      return undefined;
    }
    const delta = deltas.of(event);
    if (delta !== undefined) await writer.delta(index, delta, event.type === "text-delta" ? event.logprobs : undefined);
  }
  return undefined;
}

/** Writes chunks; the part that is the same in all of them is serialized once. */
class ChunkWriter {
  readonly #events: EventStream;
  readonly #prefix: string;
  readonly #chat: ChatRequest;
  #input = 0;
  readonly #ends: TurnEnd[] = [];

  constructor(events: EventStream, head: Head, chat: ChatRequest) {
    this.#events = events;
    this.#chat = chat;
    this.#prefix = `{"id":${JSON.stringify(head.id)},"object":"chat.completion.chunk","created":${head.created},"model":${JSON.stringify(head.model)},"system_fingerprint":null,`;
  }

  delta(index: number, delta: unknown, logprobs?: unknown): Promise<void> | undefined {
    const probabilities = Array.isArray(logprobs) ? `{"content":${JSON.stringify(logprobs)},"refusal":null}` : "null";
    return this.#events.send(
      `${this.#prefix}"choices":[{"index":${index},"delta":${JSON.stringify(delta)},"logprobs":${probabilities},"finish_reason":null}]}`,
    );
  }

  finish(index: number, event: TurnEnd, turn: BegunTurn): Promise<void> | undefined {
    this.#ends.push(event);
    this.#input = Math.max(this.#input, event.usage.inputTokens);
    const aio = this.#chat.wantsDecision
      ? `,"aio":${JSON.stringify({ decision: turn.decision, cost: event.cost })}`
      : "";
    return this.#events.send(
      `${this.#prefix}"choices":[{"index":${index},"delta":{},"logprobs":null,"finish_reason":"${FINISH[event.finishReason]}"}]${aio}}`,
    );
  }

  usage(): Promise<void> | undefined {
    const sum = (pick: (event: TurnEnd) => number): number =>
      this.#ends.reduce((total, event) => total + pick(event), 0);
    const usage = {
      inputTokens: this.#input,
      outputTokens: sum((event) => event.usage.outputTokens),
      reasoningTokens: sum((event) => event.usage.reasoningTokens),
      cacheReadTokens: this.#ends[0]?.usage.cacheReadTokens ?? 0,
      cacheWriteTokens: 0,
    };
    return this.#events.send(`${this.#prefix}"choices":[],"usage":${JSON.stringify(chatUsage(usage))}}`);
  }
}
