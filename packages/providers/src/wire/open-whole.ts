import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { allArrived } from "../http/gather.ts";
import { wholeExchange } from "../http/open-exchange.ts";
import type { PartSource } from "../stream/part-source.ts";
import { feedWhole } from "./body-feed.ts";
import { fillRequest } from "./fill-request.ts";
import type { WireCall } from "./open-wire.ts";
import { PartList } from "./part-list.ts";
import type { WrittenRequest } from "./write-request.ts";

/** Sends the request for a whole answer and reads it: its parts are one batch. What cannot be read becomes an `error` part. */
export async function openWhole(call: WireCall): Promise<PartSource> {
  const request = await fillRequest(call.model, call.options, { isWhole: true, isKept: call.isKept });
  const answer = new WholeParts(call, request);
  await answer.send(request.body);
  return answer;
}

class WholeParts implements PartSource {
  readonly #call: WireCall;
  readonly #request: WrittenRequest;
  readonly #list: PartList;
  /** What the same request is to be sent again with, where the answer has a rest. */
  #rest: JsonObject | undefined;

  constructor(call: WireCall, request: WrittenRequest) {
    this.#call = call;
    this.#request = request;
    this.#list = new PartList(call, request.warnings);
  }

  async send(body: string): Promise<void> {
    const { door, exchange, signal } = this.#call;
    const { url, headers } = this.#request;
    const text = await wholeExchange(door, exchange, { url, method: "POST", headers, body, signal });
    await allArrived();
    feedWhole(exchange.headers, text, this.#list.read);
    this.#rest = this.#list.rest();
    if (this.#rest === undefined) this.#list.end();
  }

  async next(): Promise<readonly LanguageModelV4StreamPart[] | undefined> {
    // What has come goes on first: it is not lost where the rest is refused.
    if (this.#list.length === 0 && this.#rest !== undefined)
      await this.send(JSON.stringify({ ...(JSON.parse(this.#request.body) as JsonObject), ...this.#rest }));
    return this.#list.length === 0 ? undefined : this.#list.take();
  }

  close(): void {
    // Nothing is open: every answer was read to its end.
  }
}
