import type { ModelCall, ModelEvent, ModelStream } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { providerError } from "../errors/classify-failure.ts";
import { sdkFailure } from "../errors/sdk-failure.ts";
import type { Exchange } from "../http/open-exchange.ts";
import { readRateLimits } from "../rate-limits/read-rate-limits.ts";
import { createEventMapper, type EventMapper } from "../stream/event-mapper.ts";
import type { PartSource } from "../stream/part-source.ts";
import { openCall, type Connection } from "./connection.ts";
import { openParts } from "./open-parts.ts";

/** Streams one call. Aborting, or breaking out of the loop, closes the connection at once. */
export function streamCall(
  connection: Connection,
  call: ModelCall,
  options: { readonly signal: AbortSignal },
): ModelStream {
  const batches = (): AsyncGenerator<readonly ModelEvent[], undefined> => readCall(connection, call, options);
  return {
    batches,
    async *[Symbol.asyncIterator]() {
      for await (const events of { [Symbol.asyncIterator]: batches }) yield* events;
    },
  };
}

async function* readCall(
  connection: Connection,
  call: ModelCall,
  options: { readonly signal: AbortSignal },
): AsyncGenerator<readonly ModelEvent[], undefined> {
  const { adapter } = connection;
  const open = await openCall(connection, call.model);
  const { exchange, link } = open;
  const shape = adapter.shape(call, link.settings);
  const mapper = createEventMapper({
    splitThink: shape.splitThink === true,
    wantsLogprobs: call.logprobs !== undefined && call.logprobs !== false,
    dropReasoningMetadata: shape.dropReasoningMetadata === true,
    sources: adapter.sources?.(call, link.settings),
    inputChars: inputChars(call),
    rateLimits: () =>
      exchange.headers === undefined ? undefined : readRateLimits(exchange.headers, connection.deps.now()),
  });
  let source: PartSource | undefined;
  try {
    source = await openParts({ adapter, call, open, shape, signal: options.signal });
    for (let parts = await source.next(); parts !== undefined; parts = await source.next()) {
      if (options.signal.aborted) throw options.signal.reason;
      const batch = readBatch(parts, mapper, exchange);
      if (batch.events.length > 0) yield batch.events;
      if (batch.failure !== undefined) throw batch.failure.thrown;
      if (batch.isOver) return undefined;
    }
    throw cutOff(exchange);
  } catch (thrown) {
    throw sdkFailure({
      thrown: thrown instanceof StreamedError ? thrown.cause : thrown,
      exchange,
      signal: options.signal,
      lastRaw: mapper.lastRaw(),
    });
  } finally {
    source?.close();
  }
}

interface Batch {
  readonly events: readonly ModelEvent[];
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
    unified === "interrupted" || (unified === "other" && raw === undefined && exchange.tap?.endsWithDone() !== true)
  );
}

/** What such an end is called. */
function cutOff(exchange: Exchange): Error {
  if (exchange.failure !== undefined) return exchange.failure;
  const head = exchange.tap?.head().trimStart() ?? "";
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
