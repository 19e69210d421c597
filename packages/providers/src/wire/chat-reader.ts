import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { createBlocks, type Blocks } from "./blocks.ts";
import { createChatToolCalls, type ChatToolCalls } from "./chat-tool-calls.ts";
import { chatUsage } from "./chat-usage.ts";
import { listOf, objectOf, textOf } from "./json-fields.ts";
import type { CreateReader, WireReader } from "./wire-reader.ts";

/** How one provider's chat completions differ from OpenAI's. */
export interface ChatDialect {
  /** Where metadata of tool calls (Gemini's thought signatures) is kept; none without it. */
  readonly namespace?: string;
}

const FINISH: Readonly<Record<string, LanguageModelV4FinishReason["unified"]>> = {
  stop: "stop",
  length: "length",
  model_length: "length",
  content_filter: "content-filter",
  function_call: "tool-calls",
  tool_calls: "tool-calls",
  insufficient_system_resource: "error",
  error: "error",
};

/**
 * Reads OpenAI's chat completion chunks as all who speak them send them: text as `content` (text or a list of parts),
 * reasoning as `reasoning_content`, `reasoning` or `thinking` parts, usage in the last chunk, in the choice or under
 * `x_groq`. A whole completion in place of chunks is read like one chunk. Only the first choice counts.
 */
export function chatReader(dialect: ChatDialect = {}): CreateReader {
  return (emit) => new ChatReader(emit, dialect);
}

class ChatReader implements WireReader {
  readonly #emit: (part: LanguageModelV4StreamPart) => void;
  readonly #blocks: Blocks;
  readonly #tools: ChatToolCalls;
  #hasMetadata = false;
  #isRefused = false;
  #finish: string | undefined;
  #usage: JsonObject | undefined;
  #sources = 0;

  constructor(emit: (part: LanguageModelV4StreamPart) => void, { namespace }: ChatDialect) {
    this.#emit = emit;
    this.#blocks = createBlocks(emit);
    this.#tools = createChatToolCalls(emit, namespace);
  }

  read(event: JsonObject): void {
    const { choices, error } = event;
    if (!Array.isArray(choices) || (error !== undefined && error !== null)) throw new Error("an event without choices");
    if (!this.#hasMetadata) this.#metadata(event);
    const choice = objectOf(choices[0]);
    this.#usage =
      objectOf(event["usage"]) ??
      objectOf(objectOf(event["x_groq"])?.["usage"]) ??
      objectOf(choice?.["usage"]) ??
      this.#usage;
    if (choice === undefined) return;
    const message = objectOf(choice["message"]);
    const delta = objectOf(choice["delta"]) ?? message;
    if (delta !== undefined) this.#delta(delta, message !== undefined && delta === message);
    // Some servers say an empty reason until there is one.
    this.#finish =
      textOf(choice["finish_reason"]) || (delta === message && message !== undefined ? "stop" : this.#finish);
  }

  end(): void {
    this.#blocks.close();
    this.#tools.end();
    const raw = this.#finish;
    const unified = raw === undefined ? "other" : (FINISH[raw] ?? "other");
    const finishReason = {
      unified: unified === "stop" && this.#isRefused ? ("content-filter" as const) : unified,
      raw,
    };
    this.#emit({ type: "finish", finishReason, usage: chatUsage(this.#usage) });
  }

  #metadata(event: JsonObject): void {
    const id = textOf(event["id"]);
    const modelId = textOf(event["model"]);
    if (id === undefined && modelId === undefined) return;
    this.#hasMetadata = true;
    this.#emit({
      type: "response-metadata",
      ...(id === undefined ? {} : { id }),
      ...(modelId === undefined ? {} : { modelId }),
    });
  }

  #delta(delta: JsonObject, isWhole: boolean): void {
    const thought = textOf(delta["reasoning_content"]) ?? textOf(delta["reasoning"]);
    if (thought !== undefined && thought !== "") this.#blocks.reasoning(thought);
    const { content } = delta;
    if (typeof content === "string") {
      if (content !== "") this.#blocks.text(content);
    } else for (const part of listOf(content)) this.#part(objectOf(part) ?? {});
    const refusal = textOf(delta["refusal"]);
    if (refusal !== undefined && refusal !== "") {
      this.#isRefused = true;
      this.#blocks.text(refusal);
    }
    const calls = listOf(delta["tool_calls"]);
    if (calls.length > 0) this.#blocks.endReasoning();
    for (const [index, call] of calls.entries()) this.#tools.add(objectOf(call) ?? {}, isWhole ? index : undefined);
    for (const annotation of listOf(delta["annotations"])) this.#annotation(objectOf(annotation)?.["url_citation"]);
  }

  #part(part: JsonObject): void {
    if (part["type"] === "text" && textOf(part["text"])) this.#blocks.text(String(part["text"]));
    if (part["type"] !== "thinking") return;
    const thought = listOf(part["thinking"])
      .map((piece) => textOf(objectOf(piece)?.["text"]) ?? "")
      .join("");
    if (thought !== "") this.#blocks.reasoning(thought);
  }

  #annotation(citation: JsonValue | undefined): void {
    const url = textOf(objectOf(citation)?.["url"]);
    if (url === undefined) return;
    const title = textOf(objectOf(citation)?.["title"]);
    this.#sources += 1;
    const id = `source-${this.#sources}`;
    this.#emit({ type: "source", sourceType: "url", id, url, ...(title === undefined ? {} : { title }) });
  }
}
