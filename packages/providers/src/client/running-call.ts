import type { ModelCall, ModelEvent } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { CallShape } from "../clients/provider-adapter.ts";
import { providerError } from "../errors/classify-failure.ts";
import { sdkFailure } from "../errors/sdk-failure.ts";
import type { Exchange } from "../http/exchange.ts";
import { readRateLimits } from "../rate-limits/read-rate-limits.ts";
import { createEventMapper, type EventMapper } from "../stream/event-mapper.ts";
import type { PartSource } from "../stream/part-source.ts";
import type { Connection, OpenCall } from "./connection.ts";
import { openParts } from "./open-parts.ts";

/** A call as it is made. */
interface Asked {
  readonly call: ModelCall;
  readonly signal: AbortSignal;
  /** The answer is asked for in one piece, where its provider gives it so. */
  readonly isWhole: boolean;
}

/** One call from its request to the last event of its answer. */
export class RunningCall {
  readonly #connection: Connection;
  readonly #open: OpenCall;
  readonly #call: ModelCall;
  readonly #signal: AbortSignal;
  readonly #isWhole: boolean;
  readonly #shape: CallShape;
  readonly #wantsRaw: boolean;
  readonly #mapper: EventMapper;
  #source: PartSource | undefined;

  constructor(connection: Connection, open: OpenCall, { call, signal, isWhole }: Asked) {
    const { adapter, deps } = connection;
    const { exchange, settings } = open;
    this.#connection = connection;
    this.#open = open;
    this.#call = call;
    this.#signal = signal;
    this.#isWhole = isWhole;
    this.#shape = adapter.shape(call, settings);
    const wantsLogprobs = call.logprobs !== undefined && call.logprobs !== false;
    const sources = adapter.sources?.(call, settings);
    this.#wantsRaw = wantsLogprobs || sources !== undefined;
    this.#mapper = createEventMapper({
      splitThink: this.#shape.splitThink === true,
      wantsLogprobs,
      dropReasoningMetadata: this.#shape.dropReasoningMetadata === true,
      sources,
      inputChars: () => inputChars(call),
      rateLimits: () => (exchange.headers === undefined ? undefined : readRateLimits(exchange.headers, deps.now())),
    });
  }

  /** Sends the request the first time. Rejects with whatever goes wrong; `failure` says what that is. */
  async next(): Promise<Batch> {
    this.#source ??= await openParts({
      adapter: this.#connection.adapter,
      call: this.#call,
      open: this.#open,
      shape: this.#shape,
      isWhole: this.#isWhole,
      wantsRaw: this.#wantsRaw,
      signal: this.#signal,
    });
    const parts = await this.#source.next();
    const { exchange } = this.#open;
    if (parts === undefined) throw cutOff(exchange);
    if (this.#signal.aborted) throw this.#signal.reason;
    return readBatch(parts, this.#mapper, exchange);
  }

  /** The typed error for what `next` threw or brought. */
  failure(thrown: unknown): Error {
    return sdkFailure({
      thrown: thrown instanceof StreamedError ? thrown.cause : thrown,
      exchange: this.#open.exchange,
      signal: this.#signal,
      lastRaw: this.#mapper.lastRaw(),
    });
  }

  /** Nobody reads on. */
  close(): void {
    this.#source?.close();
  }
}

/** What one read brought. */
export interface Batch {
  readonly events: ModelEvent[];
  /** What came after the events. */
  readonly failure?: { readonly thrown: unknown };
  readonly isOver: boolean;
}

function readBatch(parts: readonly LanguageModelV4StreamPart[], mapper: EventMapper, exchange: Exchange): Batch {
  const events: ModelEvent[] = [];
  const isCut = parts.some((part) => isCutOff(part, exchange));
  try {
    for (const part of parts) {
      // Closed where the stream broke off: nobody may take its arguments, or none, for what the model wanted.
      if (isCut && part.type === "tool-call") continue;
      for (const event of eventsOf(part, mapper, exchange)) events.push(event);
      if (part.type === "finish") return { events, isOver: true };
    }
  } catch (thrown) {
    return { events, failure: { thrown }, isOver: false };
  }
  return { events, isOver: false };
}

/** Marks an error that arrived as a stream part, whatever its type. */
class StreamedError extends Error {}

function eventsOf(part: LanguageModelV4StreamPart, mapper: EventMapper, exchange: Exchange): readonly ModelEvent[] {
  if (part.type === "error") throw new StreamedError("The provider reported an error.", { cause: part.error });
  if (part.type === "finish") {
    if (exchange.failure !== undefined) throw exchange.failure;
    const { unified, raw } = part.finishReason;
    if (unified === "error")
      throw new StreamedError("The provider stopped with an error.", {
        cause: new Error(`finish reason ${raw ?? "error"}`),
      });
    if (isCutOff(part, exchange)) throw cutOff(exchange);
    if (unified === "content-filter" && !mapper.hasContent()) {
      throw providerError("content_filtered", `refused to answer (${raw ?? "content filter"}).`, {
        ...exchange.context,
        ...(exchange.status === undefined ? {} : { status: exchange.status }),
      });
    }
  }
  return mapper.map(part);
}

/** True where the stream ended and nothing said that the answer is complete. */
function isCutOff(part: LanguageModelV4StreamPart, exchange: Exchange): boolean {
  if (part.type !== "finish") return false;
  const { unified, raw } = part.finishReason;
  return (
    unified === "interrupted" || (unified === "other" && raw === undefined && exchange.body?.endsWithDone() !== true)
  );
}

/** What such an end is called. */
function cutOff(exchange: Exchange): Error {
  if (exchange.failure !== undefined) return exchange.failure;
  const head = exchange.body?.head().trimStart() ?? "";
  // An answer that is no stream at all is explained better by what it holds.
  if (head === "" || head.startsWith("<") || head.startsWith("{")) return new Error("the answer is not a stream");
  return providerError("bad_response", "the answer stopped before its end.", {
    ...exchange.context,
    ...(exchange.status === undefined ? {} : { status: exchange.status }),
  });
}

function inputChars(call: ModelCall): number {
  let chars = call.system?.length ?? 0;
  for (const message of call.messages) {
    for (const part of message.parts) {
      if (part.type === "text" || part.type === "reasoning") chars += part.text.length;
      else if (part.type === "tool-call") chars += (part.rawInput ?? JSON.stringify(part.input)).length;
      else if (part.type === "tool-result") chars += JSON.stringify(part.output).length;
    }
  }
  return chars;
}
