import { NO_USAGE, type SerializedError, type TurnEvent, type TurnState } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { startEvents, type EventStream } from "../../http/send.ts";
import { decisionField, usageOfChoices } from "../answer-fields.ts";
import { beginAnswer, wholeAnswer, type FaceContext } from "../begin-answer.ts";
import { faceError } from "../face-error.ts";
import { decisionHeaders, type BegunTurn } from "../run-turn.ts";
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
type TextDelta = Extract<TurnEvent, { type: "text-delta" }>;

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

/** The fields that an answer and each of its chunks begin with. */
function beginning({ id, created, model }: Head, object: "chat.completion" | "chat.completion.chunk"): string {
  return `{"id":"${id}","object":"${object}","created":${created},"model":${JSON.stringify(model)},"system_fingerprint":null,`;
}

async function sendChoices(
  { read, count }: { readonly read: ChatRequest; readonly count: number },
  request: GatewayRequest,
  context: FaceContext,
): Promise<void> {
  const logprobs: unknown[][] = [];
  const listen = (index: number) => (event: TurnEvent) => {
    if (event.type === "text-delta" && Array.isArray(event.logprobs)) (logprobs[index] ??= []).push(...event.logprobs);
  };
  const hearing = read.turn.logprobs === undefined ? context : { ...context, onContent: listen };
  const states = await wholeAnswer({ read, count }, request, hearing);
  const [first] = states;
  const choices = states.map((state, index) =>
    chatChoice(state, index, { logprobs: logprobs[index] ?? [], customs: read.customs }),
  );
  const { aio } = decisionField(read, first, first);
  const head = beginning(headOf(first, request), "chat.completion");
  const usage = chatUsage(usageOfChoices(states));
  sendAnswer(
    request,
    first,
    `${head}"choices":${JSON.stringify(choices)},"usage":${usage}${aio === undefined ? "" : `,"aio":${JSON.stringify(aio)}`}}`,
  );
}

async function streamChoices(turns: Choices, chat: ChatRequest, request: GatewayRequest): Promise<void> {
  const events = startEvents(request, decisionHeaders(turns[0].state));
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
    const room = event.type === "text-delta" ? writer.text(index, event) : writer.delta(index, deltas.of(event));
    // Only a slow reader is waited for: waiting for nothing costs as much as writing a word.
    if (room !== undefined) await room;
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
    this.#prefix = beginning(head, "chat.completion.chunk");
  }

  /** A piece of text. */
  text(index: number, { text, logprobs }: TextDelta): Promise<void> | undefined {
    const probabilities = Array.isArray(logprobs) ? `{"content":${JSON.stringify(logprobs)},"refusal":null}` : "null";
    return this.#send(index, `{"content":${JSON.stringify(text)}}`, probabilities);
  }

  /** A delta of any other kind; does nothing for an event that says nothing in this dialect. */
  delta(index: number, delta: Readonly<Record<string, unknown>> | undefined): Promise<void> | undefined {
    return delta === undefined ? undefined : this.#send(index, JSON.stringify(delta), "null");
  }

  #send(index: number, delta: string, logprobs: string): Promise<void> | undefined {
    return this.#events.send(
      `${this.#prefix}"choices":[{"index":${index},"delta":${delta},"logprobs":${logprobs},"finish_reason":null}]}`,
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
    return this.#events.send(`${this.#prefix}"choices":[],"usage":${usage}}`);
  }
}
