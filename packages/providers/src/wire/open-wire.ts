import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { createParser } from "eventsource-parser";
import type { HttpAnswer } from "../http/http-answer.ts";
import { openExchange, type Door, type Exchange } from "../http/open-exchange.ts";
import type { BodyTap } from "../http/tap-body.ts";
import type { PartSource } from "../stream/part-source.ts";
import type { CreateReader } from "./wire-reader.ts";
import { writeRequest } from "./write-request.ts";

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
export async function openWire({
  door,
  exchange,
  model,
  options,
  createReader,
  isWhole,
  signal,
}: WireCall): Promise<PartSource> {
  const { warnings, ...request } = await writeRequest(model, options, isWhole);
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
    return isOnePiece(answer, isWhole) ? wholeBody(read) : eventStream(read);
  };
  let feed = await send(request.body);
  let isOver = exchange.tap === undefined;
  return {
    async next() {
      if (parts.length === 0 && isOver) return undefined;
      if (parts.length === 0) isOver = await readPiece(exchange.tap, feed);
      const rest = isOver ? reader.rest?.() : undefined;
      if (rest !== undefined) {
        feed = await send(JSON.stringify({ ...(JSON.parse(request.body) as JsonObject), ...rest }));
        isOver = false;
      }
      if (isOver) orError(() => reader.end());
      const read = parts;
      parts = [];
      return read;
    },
    close: () => {
      if (!isOver) exchange.tap?.cancel(undefined).catch(() => undefined);
    },
  };
}

/** Text on its way to the reader. */
interface Feed {
  add(text: string): void;
  end(): void;
}

/** Feeds the next piece; true at the end of the body. */
async function readPiece(tap: BodyTap | undefined, feed: Feed): Promise<boolean> {
  const piece = await tap?.read();
  if (piece === undefined) feed.end();
  else feed.add(piece.text);
  return piece === undefined;
}

function eventStream(read: (data: string) => void): Feed {
  const parser = createParser({ onEvent: (event) => read(event.data) });
  // An event whose closing blank line never comes does not count (HTML Living Standard §9.2.6).
  return { add: (text) => parser.feed(text), end: () => undefined };
}

/** What was asked for does not settle it, since some servers and proxies ignore that; only where the answer's type names neither. */
function isOnePiece(answer: HttpAnswer, isWhole: boolean): boolean {
  const type = answer.headers.get("content-type") ?? "";
  return type.includes("application/json") || (isWhole && !type.includes("text/event-stream"));
}

function wholeBody(read: (data: string) => void): Feed {
  let body = "";
  return {
    add: (text) => {
      body += text;
    },
    end: () => {
      if (/^\s*[[{]/.test(body)) return read(body);
      // Events under the wrong name.
      eventStream(read).add(body);
    },
  };
}
