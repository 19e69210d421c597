import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { Door } from "../http/door.ts";
import type { Exchange } from "../http/exchange.ts";
import { BURST_MS, burstOver } from "../http/gather.ts";
import { openExchange } from "../http/open-exchange.ts";
import type { PartSource } from "../stream/part-source.ts";
import { feedFor, type Feed } from "./body-feed.ts";
import { fillRequest } from "./fill-request.ts";
import { PartList } from "./part-list.ts";
import type { CreateReader } from "./wire-reader.ts";
import type { WrittenRequest } from "./write-request.ts";

/** One call whose request an SDK writes and whose answer we read. */
export interface WireCall {
  readonly door: Door;
  readonly exchange: Exchange;
  /** Made with `recordingFetch`. */
  readonly model: LanguageModelV4;
  readonly options: LanguageModelV4CallOptions;
  readonly createReader: CreateReader;
  /** Something is read from the events as they came. */
  readonly wantsRaw: boolean;
  /** What the call is asked with may stay in memory, for calls of its kind. */
  readonly isKept: boolean;
  readonly signal: AbortSignal;
}

/**
 * Sends the request for a stream and reads it: pieces of the body through one decoder and one event parser into the
 * dialect's reader, with no stream objects in between. What cannot be read becomes an `error` part.
 */
export async function openWire(call: WireCall): Promise<PartSource> {
  const request = await fillRequest(call.model, call.options, { isWhole: false, isKept: call.isKept });
  const wire = new WireParts(call, request);
  await wire.send(request.body);
  return wire;
}

class WireParts implements PartSource {
  readonly #call: WireCall;
  readonly #request: WrittenRequest;
  readonly #list: PartList;
  #feed: Feed | undefined;
  #isOver = true;
  #rest: JsonObject | undefined;
  /** What broke the body off; thrown once what came before it was given. */
  #broken: { readonly by: unknown } | undefined;
  /** Parts that are no reason to go on with: warnings, until something follows. */
  #idle: number;
  /** Performance time of the last pieces of content; before the first, nothing waits. */
  #gaveAt = Number.NEGATIVE_INFINITY;

  constructor(call: WireCall, request: WrittenRequest) {
    this.#call = call;
    this.#request = request;
    this.#list = new PartList(call, request.warnings);
    this.#idle = this.#list.length;
  }

  async send(body: string): Promise<void> {
    const { door, exchange, signal } = this.#call;
    const { url, headers } = this.#request;
    const answer = await openExchange(door, exchange, { url, method: "POST", headers, body, signal });
    this.#feed = feedFor(answer.headers, this.#list.read);
    this.#isOver = exchange.tap === undefined;
  }

  async next(): Promise<readonly LanguageModelV4StreamPart[] | undefined> {
    if (this.#broken !== undefined) throw this.#broken.by;
    const list = this.#list;
    if (list.length === 0 && this.#isOver && this.#rest === undefined) return undefined;
    if (!this.#isOver && performance.now() - this.#gaveAt < BURST_MS) await burstOver();
    const { exchange } = this.#call;
    while (
      !this.#isOver &&
      this.#broken === undefined &&
      (list.length === this.#idle || exchange.tap?.isReady() === true)
    )
      await this.#readPiece();
    this.#idle = 0;
    // What has come goes on first: it is not lost where the rest is refused.
    if (this.#rest !== undefined && list.length === 0) {
      await this.send(JSON.stringify({ ...(JSON.parse(this.#request.body) as JsonObject), ...this.#rest }));
      this.#rest = undefined;
    }
    if (this.#isOver && this.#rest === undefined) list.end();
    const read = list.take();
    if (this.#gaveAt > 0 || read.some(isContent)) this.#gaveAt = performance.now();
    return read;
  }

  close(): void {
    if (!this.#isOver) this.#call.exchange.tap?.cancel(undefined).catch(() => undefined);
  }

  /** Feeds the next piece. */
  async #readPiece(): Promise<void> {
    try {
      const piece = await this.#call.exchange.tap?.read();
      if (piece !== undefined) return this.#feed?.add(piece.text);
      this.#feed?.end();
      this.#isOver = true;
      this.#rest = this.#list.rest();
    } catch (thrown) {
      if (this.#list.length === this.#idle) throw thrown;
      this.#broken = { by: thrown };
    }
  }
}

function isContent({ type }: LanguageModelV4StreamPart): boolean {
  return type === "text-delta" || type === "reasoning-delta" || type === "tool-input-delta";
}
