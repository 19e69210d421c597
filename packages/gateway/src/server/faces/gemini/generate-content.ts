import type { JsonObject, SerializedError, SourcePart, TurnEvent, TurnState } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson, startEvents, startJsonList, type EventStream } from "../../http/send.ts";
import { decisionField, usageOfChoices } from "../answer-fields.ts";
import { beginAnswer, wholeAnswer, type FaceContext } from "../begin-answer.ts";
import { faceError } from "../face-error.ts";
import { isObject } from "../read-fields.ts";
import { decisionHeaders, type BegunTurn } from "../run-turn.ts";
import { sendAnswer } from "../send-answer.ts";
import { turnRequestFor } from "../turn-request-for.ts";
import { answerBody, answerParts, candidateOf, EventParts, type Part } from "./generate-answer.ts";
import type { GeminiCall } from "./read-call.ts";
import { readGenerateRequest, type GenerateRequest } from "./read-generate-request.ts";

/** `generateContent` and `streamGenerateContent` through the engine: any model, any provider. */
export async function generateContent(
  read: GenerateRequest,
  request: GatewayRequest,
  context: FaceContext,
): Promise<void> {
  if (!read.stream) return await sendContent(read, request, context);
  const wish = { read, count: read.count, keepsAlive: hasEvents(request) };
  await streamContent(await beginAnswer(wish, request, context), read, request);
}

/** True where a stream is asked for as events; as one JSON array otherwise. */
export function hasEvents({ query }: GatewayRequest): boolean {
  return query.get("alt") === "sse";
}

type Candidates = readonly [BegunTurn, ...BegunTurn[]];

async function sendContent(read: GenerateRequest, request: GatewayRequest, context: FaceContext): Promise<void> {
  const states = await wholeAnswer({ read, count: read.count }, request, context);
  const [first] = states;
  const candidates = states.map((state, index) =>
    candidateOf({
      index,
      parts: answerParts(state),
      finish: state.finishReason ?? "stop",
      sources: state.parts.filter((part) => part.type === "source"),
    }),
  );
  const body = {
    ...answerBody({ candidates, model: first.model ?? "auto", id: request.id, usage: usageOfChoices(states) }),
    ...decisionField(read, first, first),
  };
  sendAnswer(request, first, JSON.stringify(body));
}

async function streamContent(turns: Candidates, read: GenerateRequest, request: GatewayRequest): Promise<void> {
  const headers = decisionHeaders(turns[0].state);
  const events: EventStream = hasEvents(request) ? startEvents(request, headers) : startJsonList(request, headers);
  const writer = new ContentWriter(events, read, { model: turns[0].state.model ?? "auto", id: request.id });
  const failures = await Promise.all(turns.map((turn, index) => streamCandidate(turn, index, writer)));
  const failure = failures.find((error) => error !== undefined);
  if (failure !== undefined) {
    request.spoil();
    await events.send(JSON.stringify(faceError("gemini", failure, request.id)));
  }
  events.end();
}

/** Streams one candidate; gives back the error it ended with. */
async function streamCandidate(
  turn: BegunTurn,
  index: number,
  writer: ContentWriter,
): Promise<SerializedError | undefined> {
  const sources: Omit<SourcePart, "type">[] = [];
  const parts = new EventParts();
  for await (const event of turn.events) {
    if (event.type === "turn-error") return event.error;
    if (event.type === "source") sources.push(event);
    if (event.type === "turn-end") {
      for (const part of parts.rest()) await writer.part(index, part);
      await writer.finish({ index, turn, event, sources });
      return undefined;
    }
    for (const part of parts.of(event)) {
      const room = writer.part(index, part);
      if (room !== undefined) await room;
    }
  }
  return undefined;
}

/** Writes the pieces of all candidates into one stream. */
class ContentWriter {
  readonly #events: EventStream;
  readonly #read: GenerateRequest;
  readonly #head: { readonly model: string; readonly id: string };
  readonly #ended: Pick<TurnState, "usage">[] = [];

  constructor(events: EventStream, read: GenerateRequest, head: { readonly model: string; readonly id: string }) {
    this.#events = events;
    this.#read = read;
    this.#head = head;
  }

  part(index: number, part: Part): Promise<void> | undefined {
    return this.#send({ candidates: [candidateOf({ index, parts: [part] })] });
  }

  /** The last of a candidate, with the usage of all that have ended. */
  finish(of: {
    readonly index: number;
    readonly turn: BegunTurn;
    readonly event: Extract<TurnEvent, { type: "turn-end" }>;
    readonly sources: readonly Omit<SourcePart, "type">[];
  }): Promise<void> | undefined {
    const { index, turn, event, sources } = of;
    const usage = usageOfChoices([event, ...this.#ended]);
    this.#ended.push(event);
    const candidates = [candidateOf({ index, parts: [], finish: event.finishReason, sources })];
    return this.#send({ candidates, usage }, decisionField(this.#read, turn.state, event));
  }

  #send(
    of: Omit<Parameters<typeof answerBody>[0], "model" | "id">,
    extra?: Readonly<Record<string, unknown>>,
  ): Promise<void> | undefined {
    return this.#events.send(JSON.stringify({ ...answerBody({ ...this.#head, ...of }), ...extra }));
  }
}

/** `countTokens`: our own estimate, since any provider may answer. */
export async function countGeminiTokens(
  body: JsonObject,
  request: GatewayRequest,
  { call, orchestrator }: Pick<FaceContext, "orchestrator"> & { readonly call: GeminiCall },
): Promise<void> {
  const wanted = body["generateContentRequest"];
  const { turn } = readGenerateRequest(isObject(wanted) ? wanted : body, call);
  const decision = await orchestrator.route(turnRequestFor(turn, request), { signal: request.signal });
  sendJson(request.response, 200, { totalTokens: decision.estimatedInputTokens });
}
