import { NO_USAGE, type SerializedError, type TurnEvent, type TurnState } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { startEvents, type EventStream } from "../../http/send.ts";
import { decisionField, usageOfChoices } from "../answer-fields.ts";
import { beginAnswer, wholeAnswer, type FaceContext } from "../begin-answer.ts";
import { faceError } from "../face-error.ts";
import type { BegunTurn } from "../run-turn.ts";
import { sendAnswer } from "../send-answer.ts";
import { ChatDeltas, chatChoice, chatUsage, FINISH } from "./chat-answer.ts";
import type { ChatRequest } from "./read-chat-request.ts";

/** `POST /v1/chat/completions`, through the engine: any model, any provider. */
export async function chatCompletions(chat: ChatRequest, request: GatewayRequest, context: FaceContext): Promise<void> {
  const wish = { read: chat, count: chat.count };
  if (chat.stream) await streamChoices(await beginAnswer(wish, request, context), chat, request);
  else await sendChoices(wish, request, context);
}

type Choices = readonly [BegunTurn, ...BegunTurn[]];

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

async function sendChoices(
  { read, count }: { readonly read: ChatRequest; readonly count: number },
  request: GatewayRequest,
  context: FaceContext,
): Promise<void> {
  const logprobs: unknown[][] = Array.from({ length: count }, () => []);
  const listen = (index: number) => (event: TurnEvent) => {
    if (event.type === "text-delta" && Array.isArray(event.logprobs)) logprobs[index]?.push(...event.logprobs);
  };
  const hears = read.turn.logprobs === undefined ? {} : { onContent: listen };
  const states = await wholeAnswer({ read, count }, request, { ...context, ...hears });
  const [first] = states;
  sendAnswer(request, first, {
    ...headOf(first, request),
    object: "chat.completion",
    choices: states.map((state, index) =>
      chatChoice(state, index, { logprobs: logprobs[index] ?? [], customs: read.customs }),
    ),
    usage: chatUsage(usageOfChoices(states)),
    system_fingerprint: null,
    ...decisionField(read, first, first),
  });
}

async function streamChoices(turns: Choices, chat: ChatRequest, request: GatewayRequest): Promise<void> {
  const events = startEvents(request.response, request.keepAliveMs);
  const writer = new ChunkWriter(events, headOf(turns[0].state, request), chat);
  const failures = await Promise.all(
    turns.map((turn, index) => streamOne(turn, index, { writer, customs: chat.customs })),
  );
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
async function streamOne(
  turn: BegunTurn,
  index: number,
  { writer, customs }: { readonly writer: ChunkWriter; readonly customs: ReadonlySet<string> },
): Promise<SerializedError | undefined> {
  const deltas = new ChatDeltas(customs);
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
  readonly #ended: Pick<TurnEnd, "usage">[] = [];

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
    this.#ended.push(event);
    const { aio } = decisionField(this.#chat, turn.state, event);
    return this.#events.send(
      `${this.#prefix}"choices":[{"index":${index},"delta":{},"logprobs":null,"finish_reason":"${FINISH[event.finishReason]}"}]${aio === undefined ? "" : `,"aio":${JSON.stringify(aio)}`}}`,
    );
  }

  usage(): Promise<void> | undefined {
    const [first = { usage: NO_USAGE }, ...more] = this.#ended;
    const usage = chatUsage(usageOfChoices([first, ...more]));
    return this.#events.send(`${this.#prefix}"choices":[],"usage":${JSON.stringify(usage)}}`);
  }
}
