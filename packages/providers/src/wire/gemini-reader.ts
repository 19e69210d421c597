import type { JsonObject } from "@ai-orchestrator/contract";
import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  SharedV4ProviderMetadata,
} from "@ai-sdk/provider";
import { generateId } from "@ai-sdk/provider-utils";
import { createGeminiBlocks, type GeminiBlocks } from "./gemini-blocks.ts";
import { createGeminiSources } from "./gemini-sources.ts";
import { addGeminiUsage, geminiUsage } from "./gemini-usage.ts";
import { listOf, objectOf, textOf } from "./json-fields.ts";
import type { CreateReader, WireReader } from "./wire-reader.ts";

const FINISH: Readonly<Record<string, LanguageModelV4FinishReason["unified"]>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  CONTINUATION: "length",
  IMAGE_SAFETY: "content-filter",
  RECITATION: "content-filter",
  SAFETY: "content-filter",
  BLOCKLIST: "content-filter",
  PROHIBITED_CONTENT: "content-filter",
  SPII: "content-filter",
  MALFORMED_FUNCTION_CALL: "error",
};

/** Block reasons that say nothing. */
const UNSAID: ReadonlySet<string> = new Set(["", "BLOCK_REASON_UNSPECIFIED", "BLOCKED_REASON_UNSPECIFIED"]);

/** One of these is in whatever Gemini sends of an answer, if only that it has begun. */
const ANSWERS = ["candidates", "promptFeedback", "usageMetadata", "responseId", "modelVersion"] as const;

/** What Gemini says once or at the end, and is kept as it is. */
const KEPT = ["groundingMetadata", "urlContextMetadata", "safetyRatings", "finishMessage"] as const;

/**
 * Reads the answers of Gemini's `generateContent`, in pieces or whole: both are the same object. `namespaces` are the
 * names its metadata are given under. Tools that Google runs itself are passed over.
 */
export function geminiReader(namespaces: readonly string[]): CreateReader {
  return (emit) => new GeminiReader(emit, namespaces);
}

class GeminiReader implements WireReader {
  readonly #emit: (part: LanguageModelV4StreamPart) => void;
  readonly #namespaces: readonly string[];
  readonly #blocks: GeminiBlocks;
  readonly #sources: (grounding: JsonObject) => void;
  readonly #kept: Record<string, unknown> = {};
  #hasMetadata = false;
  #hasCalls = false;
  /** The reason a prompt was refused for: what comes besides is no answer. */
  #block: string | undefined;
  #finish: string | undefined;
  #usage: JsonObject | undefined;
  /** Usage of the requests before, where one answer takes several. */
  #usageBefore: JsonObject | undefined;
  #continuation: string | undefined;

  constructor(emit: (part: LanguageModelV4StreamPart) => void, namespaces: readonly string[]) {
    this.#emit = emit;
    this.#namespaces = namespaces;
    this.#blocks = createGeminiBlocks(emit);
    this.#sources = createGeminiSources(emit);
  }

  read(event: JsonObject): void {
    const error = event["error"];
    if (error !== undefined && error !== null) throw new Error("the stream holds an error");
    const { candidates, promptFeedback, usageMetadata } = event;
    if (ANSWERS.every((name) => event[name] === undefined)) throw new Error("an event that is no answer");
    this.#metadata(event);
    this.#usage = objectOf(usageMetadata) ?? this.#usage;
    this.#feedback(objectOf(promptFeedback));
    const candidate = objectOf(listOf(candidates)[0]);
    if (candidate === undefined) return;
    for (const name of KEPT) if (candidate[name] !== undefined) this.#kept[name] = candidate[name];
    if (this.#block !== undefined) return;
    const grounding = objectOf(candidate["groundingMetadata"]);
    if (grounding !== undefined) this.#sources(grounding);
    for (const part of listOf(objectOf(candidate["content"])?.["parts"])) this.#part(objectOf(part) ?? {});
    this.#candidateEnd(candidate);
  }

  /** Where an answer is longer than one request may give, the rest is had with the same request and this token. */
  rest(): JsonObject | undefined {
    if (this.#finish !== "CONTINUATION" || this.#continuation === undefined) return undefined;
    const continuationToken = this.#continuation;
    this.#usageBefore = addGeminiUsage(this.#usageBefore, this.#usage);
    this.#usage = undefined;
    this.#finish = undefined;
    this.#continuation = undefined;
    return { continuationToken };
  }

  end(): void {
    this.#blocks.close();
    const usage = addGeminiUsage(this.#usageBefore, this.#usage);
    const own = {
      promptFeedback: null,
      ...Object.fromEntries(KEPT.map((name) => [name, null])),
      ...this.#kept,
      usageMetadata: usage ?? null,
      serviceTier: usage?.["serviceTier"] ?? null,
    };
    this.#emit({
      type: "finish",
      finishReason: this.#reason(),
      usage: geminiUsage(usage),
      providerMetadata: this.#under(own),
    });
  }

  #reason(): LanguageModelV4FinishReason {
    if (this.#block !== undefined) return { unified: "content-filter", raw: this.#block };
    const raw = this.#finish;
    if (raw === undefined) return { unified: "interrupted", raw };
    return { unified: raw === "STOP" && this.#hasCalls ? "tool-calls" : (FINISH[raw] ?? "other"), raw };
  }

  #under(payload: Readonly<Record<string, unknown>>): SharedV4ProviderMetadata {
    return Object.fromEntries(this.#namespaces.map((name) => [name, payload])) as SharedV4ProviderMetadata;
  }

  #metadata(event: JsonObject): void {
    const id = textOf(event["responseId"]);
    if (this.#hasMetadata || id === undefined) return;
    this.#hasMetadata = true;
    const modelId = textOf(event["modelVersion"]);
    this.#emit({ type: "response-metadata", id, ...(modelId === undefined ? {} : { modelId }) });
  }

  #feedback(feedback: JsonObject | undefined): void {
    if (feedback === undefined || this.#block !== undefined) return;
    this.#kept["promptFeedback"] = feedback;
    const reason = textOf(feedback["blockReason"]);
    if (reason !== undefined && !UNSAID.has(reason)) this.#block = reason;
  }

  #part(part: JsonObject): void {
    const signature = textOf(part["thoughtSignature"]);
    const own = signature === undefined || signature === "" ? undefined : this.#under({ thoughtSignature: signature });
    const text = textOf(part["text"]);
    const media = objectOf(part["inlineData"]);
    const call = objectOf(part["functionCall"]);
    if (text !== undefined) this.#blocks.say(part["thought"] === true ? "reasoning" : "text", text, own);
    else if (media !== undefined && part["thought"] !== true) this.#media(media, own);
    else if (call !== undefined) this.#call(call, own);
  }

  #media(media: JsonObject, providerMetadata: SharedV4ProviderMetadata | undefined): void {
    this.#blocks.close();
    this.#emit({
      type: "file",
      mediaType: textOf(media["mimeType"]) ?? "application/octet-stream",
      data: { type: "data", data: textOf(media["data"]) ?? "" },
      ...(providerMetadata === undefined ? {} : { providerMetadata }),
    });
  }

  #call(call: JsonObject, own: SharedV4ProviderMetadata | undefined): void {
    const name = textOf(call["name"]);
    if (name === undefined) throw new Error("a function call without a name");
    this.#blocks.close();
    this.#hasCalls = true;
    const id = textOf(call["id"]) || generateId();
    const { args } = call;
    const input = typeof args === "string" ? args : JSON.stringify(args ?? {});
    const metadata = own === undefined ? {} : { providerMetadata: own };
    this.#emit({ type: "tool-input-start", id, toolName: name, ...metadata });
    this.#emit({ type: "tool-input-delta", id, delta: input });
    this.#emit({ type: "tool-input-end", id });
    this.#emit({ type: "tool-call", toolCallId: id, toolName: name, input, ...metadata });
  }

  #candidateEnd(candidate: JsonObject): void {
    const reason = textOf(candidate["finishReason"]);
    if (reason !== undefined) this.#finish = reason;
    this.#continuation = textOf(candidate["continuationToken"]) ?? this.#continuation;
  }
}
