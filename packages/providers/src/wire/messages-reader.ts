import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from "@ai-sdk/provider";
import { listOf, numberOf, objectOf, textOf } from "./json-fields.ts";
import type { CreateReader, WireReader } from "./wire-reader.ts";

const FINISH: Readonly<Record<string, LanguageModelV4FinishReason["unified"]>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  tool_use: "tool-calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "content-filter",
};

/** A block of the message while it is open. Blocks of no other kind concern the caller: the provider runs those tools itself. */
type Block =
  | { readonly kind: "text"; readonly id: string; readonly citations: JsonObject[] }
  | { readonly kind: "reasoning"; readonly id: string }
  | { readonly kind: "tool"; readonly id: string; readonly name: string; input: string };

/** Reads the events of Anthropic's Messages interface, whose blocks say themselves where they begin and end, or a whole message in their place. */
export const messagesReader: CreateReader = (emit) => new MessagesReader(emit);

class MessagesReader implements WireReader {
  readonly #emit: (part: LanguageModelV4StreamPart) => void;
  readonly #blocks = new Map<number, Block>();
  /** Pages that the text cites; those a search found are told with its result. */
  readonly #cited: JsonObject[] = [];
  #hasResults = false;
  #sources = 0;
  #usage: JsonObject = {};
  #stop: { readonly reason: string; readonly sequence: JsonValue } | undefined;

  constructor(emit: (part: LanguageModelV4StreamPart) => void) {
    this.#emit = emit;
  }

  read(event: JsonObject): void {
    const index = numberOf(event["index"]) ?? -1;
    switch (event["type"]) {
      case "message":
        return this.#whole(event);
      case "message_start":
        return this.#start(objectOf(event["message"]) ?? {});
      case "content_block_start":
        return this.#open(index, objectOf(event["content_block"]) ?? {});
      case "content_block_delta":
        return this.#delta(this.#blocks.get(index), objectOf(event["delta"]) ?? {});
      case "content_block_stop":
        return this.#close(index);
      case "message_delta":
        return this.#change(event);
      case "error":
        throw new Error("the stream holds an error");
      default:
        // New kinds of events may come at any time; something that is no event may not.
        if (textOf(event["type"]) === undefined) throw new Error("an event without a type");
    }
  }

  end(): void {
    for (const index of this.#blocks.keys()) this.#close(index);
    if (!this.#hasResults) for (const citation of this.#cited) this.#page(citation);
    const raw = this.#stop?.reason;
    const finishReason = { unified: raw === undefined ? ("other" as const) : (FINISH[raw] ?? ("other" as const)), raw };
    const usage = usageOf(this.#usage);
    const own = { usage: this.#usage, stopSequence: this.#stop?.sequence ?? null };
    this.#emit({ type: "finish", finishReason, usage, providerMetadata: { anthropic: own as never } });
  }

  #start(message: JsonObject): void {
    this.#usage = objectOf(message["usage"]) ?? {};
    const id = textOf(message["id"]);
    const modelId = textOf(message["model"]);
    this.#emit({
      type: "response-metadata",
      ...(id === undefined ? {} : { id }),
      ...(modelId === undefined ? {} : { modelId }),
    });
  }

  #whole(message: JsonObject): void {
    this.#start(message);
    for (const [index, content] of listOf(message["content"]).entries()) {
      const block = objectOf(content) ?? {};
      this.#open(index, block);
      const open = this.#blocks.get(index);
      // A block holds under the same names what its pieces would bring.
      if (open?.kind !== "tool") this.#delta(open, block);
      if (open?.kind === "text")
        for (const citation of listOf(block["citations"])) this.#cite(open.citations, objectOf(citation) ?? {});
      this.#close(index);
    }
    this.#change({ delta: message, usage: {} });
  }

  #open(index: number, block: JsonObject): void {
    const id = String(index);
    switch (block["type"]) {
      case "text":
        this.#blocks.set(index, { kind: "text", id, citations: [] });
        return this.#emit({ type: "text-start", id });
      case "thinking":
        this.#blocks.set(index, { kind: "reasoning", id });
        return this.#emit({ type: "reasoning-start", id });
      case "redacted_thinking": {
        this.#blocks.set(index, { kind: "reasoning", id });
        const providerMetadata = { anthropic: { redactedData: block["data"] as never } };
        return this.#emit({ type: "reasoning-start", id, providerMetadata });
      }
      case "tool_use":
        return this.#tool(index, block);
      case "web_search_tool_result":
        for (const result of listOf(block["content"])) {
          this.#hasResults = true;
          this.#page(objectOf(result) ?? {});
        }
    }
  }

  #tool(index: number, { id, name, input }: JsonObject): void {
    if (typeof id !== "string" || typeof name !== "string") throw new Error("a tool call without a name");
    const given = objectOf(input) ?? {};
    const tool = {
      kind: "tool" as const,
      id,
      name,
      input: Object.keys(given).length === 0 ? "" : JSON.stringify(given),
    };
    this.#blocks.set(index, tool);
    this.#emit({ type: "tool-input-start", id, toolName: name });
  }

  #delta(block: Block | undefined, delta: JsonObject): void {
    if (block?.kind === "text") {
      const text = textOf(delta["text"]);
      if (text !== undefined) this.#emit({ type: "text-delta", id: block.id, delta: text });
      const citation = objectOf(delta["citation"]);
      if (citation !== undefined) this.#cite(block.citations, citation);
    } else if (block?.kind === "reasoning") {
      const thought = textOf(delta["thinking"]);
      if (thought !== undefined) this.#emit({ type: "reasoning-delta", id: block.id, delta: thought });
      const signature = textOf(delta["signature"]);
      if (signature !== undefined)
        this.#emit({
          type: "reasoning-delta",
          id: block.id,
          delta: "",
          providerMetadata: { anthropic: { signature } },
        });
    } else if (block?.kind === "tool") {
      const json = textOf(delta["partial_json"]) ?? "";
      if (json === "") return;
      block.input += json;
      this.#emit({ type: "tool-input-delta", id: block.id, delta: json });
    }
  }

  #cite(citations: JsonObject[], citation: JsonObject): void {
    citations.push(citation);
    if (citation["type"] === "web_search_result_location") this.#cited.push(citation);
    else this.#document(textOf(citation["document_title"]));
  }

  #close(index: number): void {
    const block = this.#blocks.get(index);
    this.#blocks.delete(index);
    if (block?.kind === "text") {
      const { id, citations } = block;
      const own = citations.length === 0 ? {} : { providerMetadata: { anthropic: { citations: citations as never } } };
      this.#emit({ type: "text-end", id, ...own });
    } else if (block?.kind === "reasoning") this.#emit({ type: "reasoning-end", id: block.id });
    else if (block?.kind === "tool") {
      const { id, name, input } = block;
      this.#emit({ type: "tool-input-end", id });
      this.#emit({ type: "tool-call", toolCallId: id, toolName: name, input: input === "" ? "{}" : input });
    }
  }

  #change({ delta, usage }: JsonObject): void {
    // Counts of the end go before those of the start; what it does not count again stays.
    const counted = objectOf(usage) ?? {};
    const isWhole = !Object.values(counted).includes(null);
    const said = isWhole ? counted : Object.fromEntries(Object.entries(counted).filter(([, value]) => value !== null));
    this.#usage = { ...this.#usage, ...said };
    const reason = textOf(objectOf(delta)?.["stop_reason"]);
    if (reason !== undefined) this.#stop = { reason, sequence: objectOf(delta)?.["stop_sequence"] ?? null };
  }

  #page({ url, title }: JsonObject): void {
    if (typeof url !== "string") return;
    const named = typeof title === "string" ? { title } : {};
    this.#emit({ type: "source", sourceType: "url", id: this.#nextSource(), url, ...named });
  }

  #document(title = "document"): void {
    this.#emit({ type: "source", sourceType: "document", id: this.#nextSource(), mediaType: "text/plain", title });
  }

  #nextSource(): string {
    this.#sources += 1;
    return `source-${this.#sources}`;
  }
}

/** Anthropic counts what was cached beside the rest of the input. */
function usageOf(usage: JsonObject): LanguageModelV4Usage {
  const input = numberOf(usage["input_tokens"]);
  const cacheRead = numberOf(usage["cache_read_input_tokens"]) ?? 0;
  const cacheWrite = numberOf(usage["cache_creation_input_tokens"]) ?? 0;
  return {
    inputTokens: {
      total: input === undefined ? undefined : input + cacheRead + cacheWrite,
      noCache: input,
      cacheRead,
      cacheWrite,
    },
    outputTokens: {
      total: numberOf(usage["output_tokens"]),
      text: undefined,
      reasoning: numberOf(objectOf(usage["output_tokens_details"])?.["thinking_tokens"]),
    },
  };
}
