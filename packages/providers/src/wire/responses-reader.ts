import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { listOf, numberOf, objectOf, textOf } from "./json-fields.ts";
import { createResponseItem, type ResponseItem, type ResponsesDialect } from "./response-items.ts";
import { responsesUsage } from "./responses-usage.ts";
import type { CreateReader, WireReader } from "./wire-reader.ts";

/** Why an answer is incomplete. */
const INCOMPLETE: Readonly<Record<string, LanguageModelV4FinishReason["unified"]>> = {
  max_output_tokens: "length",
  length: "length",
  content_filter: "content-filter",
};

/**
 * Reads the events of OpenAI's Responses interface as OpenAI, xAI and servers that follow them send them, or a whole
 * response in their place. Items the provider works on itself (searches, code) are not the caller's and are passed
 * over; what they cite is read from the raw events.
 */
export function responsesReader(dialect: ResponsesDialect): CreateReader {
  return (emit) => new ResponsesReader(emit, dialect);
}

class ResponsesReader implements WireReader {
  readonly #emit: (part: LanguageModelV4StreamPart) => void;
  readonly #dialect: ResponsesDialect;
  /** Open items by their place: some servers give an item another id in each event. */
  readonly #items = new Map<string, ResponseItem>();
  /** The places of items by their ids: other servers tell of pieces by id alone. */
  readonly #places = new Map<string, string>();
  #hasMetadata = false;
  #hasCalls = false;
  #isRefused = false;
  #end: JsonObject | undefined;

  constructor(emit: (part: LanguageModelV4StreamPart) => void, dialect: ResponsesDialect) {
    this.#emit = emit;
    this.#dialect = dialect;
  }

  read(event: JsonObject): void {
    const type = textOf(event["type"]);
    switch (type) {
      case "response.created":
      case "response.in_progress":
        return this.#metadata(objectOf(event["response"]) ?? {});
      case "response.output_item.added":
        return this.#open(this.#placeOf(event), objectOf(event["item"]) ?? {});
      case "response.output_item.done":
        return this.#close(this.#placeOf(event), objectOf(event["item"]) ?? {});
      case "response.refusal.delta":
      case "response.refusal.done":
        this.#isRefused = true;
        return this.#itemOf(event, "message")?.read(type, event);
      case "response.output_text.delta":
      case "response.output_text.annotation.added":
        return this.#itemOf(event, "message")?.read(type, event);
      case "response.reasoning_summary_part.added":
      case "response.reasoning_summary_part.done":
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return this.#itemOf(event, "reasoning")?.read(type, event);
      case "response.function_call_arguments.delta":
        return this.#items.get(this.#placeOf(event))?.read(type, event);
      case "response.completed":
      case "response.incomplete":
      case "response.done":
        return this.#finish(objectOf(event["response"]) ?? {});
      case "response.failed":
        return this.#fail(objectOf(event["response"]) ?? {});
      case "error":
        throw new Error("the stream holds an error");
      default:
        if (event["object"] === "response") return this.#whole(event);
        // New kinds of events may come at any time; something that is no event may not.
        if (type === undefined) throw new Error("an event without a type");
    }
  }

  end(): void {
    for (const item of this.#items.values()) item.close({});
    const { namespace } = this.#dialect;
    const end = this.#end;
    const own = {
      responseId: end?.["id"],
      serviceTier: end?.["service_tier"],
      reasoningContext: objectOf(end?.["reasoning"])?.["context"],
    };
    const said = Object.entries(own).filter(([, value]) => value !== undefined && value !== null);
    this.#emit({
      type: "finish",
      finishReason: this.#reason(),
      usage: responsesUsage(objectOf(end?.["usage"])),
      ...(said.length === 0 ? {} : { providerMetadata: { [namespace]: Object.fromEntries(said) as never } }),
    });
  }

  /** Without the event that ends an answer, there is no telling that it is whole. */
  #reason(): LanguageModelV4FinishReason {
    if (this.#end === undefined) return { unified: "interrupted", raw: undefined };
    const reason = textOf(objectOf(this.#end["incomplete_details"])?.["reason"]);
    const raw = reason ?? textOf(this.#end["status"]);
    if (reason !== undefined) return { unified: INCOMPLETE[reason] ?? (this.#hasCalls ? "tool-calls" : "other"), raw };
    if (raw === "incomplete") return { unified: "other", raw };
    if (this.#hasCalls) return { unified: "tool-calls", raw };
    return { unified: this.#isRefused ? "content-filter" : "stop", raw };
  }

  #metadata(response: JsonObject): void {
    const id = textOf(response["id"]);
    const modelId = textOf(response["model"]);
    if (this.#hasMetadata || (id === undefined && modelId === undefined)) return;
    this.#hasMetadata = true;
    this.#emit({
      type: "response-metadata",
      ...(id === undefined ? {} : { id }),
      ...(modelId === undefined ? {} : { modelId }),
    });
  }

  #placeOf(event: JsonObject): string {
    const index = numberOf(event["output_index"]);
    const id = textOf(event["item_id"]) ?? textOf(objectOf(event["item"])?.["id"]) ?? "";
    if (index === undefined) return this.#places.get(id) ?? id;
    if (event["item"] !== undefined && id !== "") this.#places.set(id, String(index));
    return String(index);
  }

  #open(place: string, item: JsonObject): void {
    const made = createResponseItem(item, this.#emit, this.#dialect);
    if (made !== undefined) this.#items.set(place, made);
  }

  #close(place: string, item: JsonObject): void {
    if (!this.#items.has(place)) this.#open(place, item);
    const open = this.#items.get(place);
    this.#items.delete(place);
    if (item["type"] === "function_call") this.#hasCalls = true;
    if (listOf(item["content"]).some((part) => objectOf(part)?.["type"] === "refusal")) this.#isRefused = true;
    open?.close(item);
  }

  /** The item an event belongs to; one that nobody announced begins with it. */
  #itemOf(event: JsonObject, type: "message" | "reasoning"): ResponseItem | undefined {
    const place = this.#placeOf(event);
    if (!this.#items.has(place)) this.#open(place, { type, id: event["item_id"] ?? place });
    return this.#items.get(place);
  }

  #finish(response: JsonObject): void {
    this.#metadata(response);
    this.#end = response;
  }

  #fail(response: JsonObject): void {
    const isCut = objectOf(response["incomplete_details"])?.["reason"] !== undefined;
    if (!isCut || objectOf(response["error"]) !== undefined) throw new Error("the response failed");
    this.#finish(response);
  }

  #whole(response: JsonObject): void {
    this.#metadata(response);
    if (response["status"] === "failed" || objectOf(response["error"]) !== undefined) return this.#fail(response);
    for (const [index, item] of listOf(response["output"]).entries()) this.#close(String(index), objectOf(item) ?? {});
    this.#finish(response);
  }
}
