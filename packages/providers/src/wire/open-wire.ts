import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { feedFor, type Feed } from "./body-feed.ts";
import { allArrived, BURST_MS, burstOver } from "../http/gather.ts";
import { openExchange, type Door, type Exchange } from "../http/open-exchange.ts";
import type { BodyTap } from "../http/tap-body.ts";
import type { PartSource } from "../stream/part-source.ts";
import type { CreateReader } from "./wire-reader.ts";
import { fillRequest } from "./fill-request.ts";

/** One call whose request an SDK writes and whose answer we read. */
export interface WireCall {
  readonly door: Door;
  readonly exchange: Exchange;
  /** Made with `recordingFetch`. */
  readonly model: LanguageModelV4;
  readonly options: LanguageModelV4CallOptions;
  readonly createReader: CreateReader;
  /** The answer is asked for in one piece. */
  readonly isWhole: boolean;
  readonly signal: AbortSignal;
}

/**
 * Sends the request and reads the answer: pieces of the body through one decoder and one event parser into the
 * dialect's reader, with no stream objects in between. What cannot be read becomes an `error` part.
 */
export async function openWire(call: WireCall): Promise<PartSource> {
  const { door, exchange, model, options, createReader, isWhole, signal } = call;
  const { warnings, ...request } = await fillRequest(model, options, isWhole);
  let parts: LanguageModelV4StreamPart[] = [{ type: "stream-start", warnings: [...warnings] }];
  const reader = createReader((part) => parts.push(part));
  const orError = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      parts.push({ type: "error", error });
    }
  };
  const read = (data: string): void => {
    if (data === "[DONE]") return;
    orError(() => {
      const event = JSON.parse(data) as JsonObject;
      parts.push({ type: "raw", rawValue: event });
      reader.read(event);
    });
  };
  const send = async (body: string): Promise<Feed> => {
    const answer = await openExchange(door, exchange, { ...request, body, method: "POST", signal });
    return feedFor(answer, isWhole, read);
  };
  let feed = await send(request.body);
  let isOver = exchange.tap === undefined;
  let rest: JsonObject | undefined;
  /** What broke the body off; thrown once what came before it was given. */
  let broken: { readonly by: unknown } | undefined;
  /** Parts that are no reason to go on with: warnings, until something follows. */
  let idle = parts.length;
  /** Performance time of the last pieces of content; before the first, nothing waits. */
  let gaveAt = Number.NEGATIVE_INFINITY;
  return {
    async next() {
      if (broken !== undefined) throw broken.by;
      if (parts.length === 0 && isOver && rest === undefined) return undefined;
      if (!isOver && performance.now() - gaveAt < BURST_MS) await burstOver();
      while (!isOver && broken === undefined && (parts.length === idle || exchange.tap?.isReady() === true)) {
        try {
          isOver = await readPiece(exchange.tap, feed, isWhole);
        } catch (thrown) {
          if (parts.length === idle) throw thrown;
          broken = { by: thrown };
        }
        if (isOver) rest = reader.rest?.();
      }
      idle = 0;
      // What has come goes on first: it is not lost where the rest is refused.
      if (rest !== undefined && parts.length === 0) {
        feed = await send(JSON.stringify({ ...(JSON.parse(request.body) as JsonObject), ...rest }));
        [rest, isOver] = [undefined, false];
      }
      if (isOver && rest === undefined) orError(() => reader.end());
      const read = parts;
      parts = [];
      if (gaveAt > 0 || read.some(isContent)) gaveAt = performance.now();
      return read;
    },
    close: () => {
      if (!isOver) exchange.tap?.cancel(undefined).catch(() => undefined);
    },
  };
}

function isContent({ type }: LanguageModelV4StreamPart): boolean {
  return type === "text-delta" || type === "reasoning-delta" || type === "tool-input-delta";
}

/** Feeds the next piece; true at the end of the body. */
async function readPiece(tap: BodyTap | undefined, feed: Feed, isWhole: boolean): Promise<boolean> {
  const piece = await tap?.read();
  if (piece === undefined && isWhole) await allArrived();
  if (piece === undefined) feed.end();
  else feed.add(piece.text);
  return piece === undefined;
}
