import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart, LanguageModelV4Usage } from "@ai-sdk/provider";

/** Turns events of Perplexity's Agent interface into the SDK's stream parts. */
export interface AgentEventReader {
  read(event: unknown): readonly LanguageModelV4StreamPart[];
  /** The parts that close the stream; `interrupted` if no final event came. */
  end(): readonly LanguageModelV4StreamPart[];
}

type Ending = Pick<Extract<LanguageModelV4StreamPart, { type: "finish" }>, "usage" | "finishReason">;

const NO_USAGE: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/** A reader for one stream. `ownTools` are the caller's functions; calls of others (`search_web`) are Perplexity's own business. */
export function createAgentEventReader(ownTools: ReadonlySet<string>): AgentEventReader {
  const open = new Set<string>();
  const thinking = new Set<string>();
  let ending: Ending = { usage: NO_USAGE, finishReason: { unified: "interrupted", raw: undefined } };
  let called = false;

  const text = (id: string, delta: string): LanguageModelV4StreamPart[] => {
    const start: LanguageModelV4StreamPart[] = open.has(id) ? [] : [{ type: "text-start", id }];
    open.add(id);
    return [...start, { type: "text-delta", id, delta }];
  };
  const thought = (id: string, delta: string): LanguageModelV4StreamPart[] => {
    const start: LanguageModelV4StreamPart[] = thinking.has(id) ? [] : [{ type: "reasoning-start", id }];
    thinking.add(id);
    return [...start, { type: "reasoning-delta", id, delta }];
  };
  const itemDone = (item: JsonObject): LanguageModelV4StreamPart[] => {
    if (item["type"] === "function_call" && typeof item["name"] === "string" && ownTools.has(item["name"])) {
      called = true;
      return toolCall(item, item["name"]);
    }
    const id = String(item["id"] ?? "0");
    if (item["type"] === "reasoning") return thinking.delete(id) ? [{ type: "reasoning-end", id }] : [];
    if (item["type"] !== "message") return [];
    // Deltas may be missing altogether; then the finished item holds the text.
    const whole = open.has(id) ? [] : textsOf(item).flatMap((piece) => text(id, piece));
    return open.delete(id) ? [...whole, { type: "text-end", id }] : whole;
  };
  return {
    read(raw) {
      const event = asObject(raw) ?? {};
      switch (event["type"]) {
        case "response.created":
          return [toMetadata(asObject(event["response"]) ?? {})];
        case "response.output_text.delta":
          return typeof event["delta"] === "string" ? text(String(event["item_id"] ?? "0"), event["delta"]) : [];
        case "response.reasoning_summary_text.delta":
        case "response.reasoning_text.delta":
          return typeof event["delta"] === "string" ? thought(String(event["item_id"] ?? "r"), event["delta"]) : [];
        case "response.output_item.done":
          return itemDone(asObject(event["item"]) ?? {});
        case "response.completed":
        case "response.incomplete":
          ending = toEnding(event, called);
          return [];
        case "error":
        case "response.failed":
          return [{ type: "error", error: event }];
        default:
          return [];
      }
    },
    end: () => [
      ...[...thinking].map((id) => ({ type: "reasoning-end" as const, id })),
      ...[...open].map((id) => ({ type: "text-end" as const, id })),
      { type: "finish", ...ending },
    ],
  };
}

function toMetadata(response: JsonObject): LanguageModelV4StreamPart {
  return {
    type: "response-metadata",
    ...stringMember("id", response["id"]),
    ...stringMember("modelId", response["model"]),
  };
}

/** Calls come whole here, so their three stages follow each other at once. */
function toolCall(item: JsonObject, toolName: string): LanguageModelV4StreamPart[] {
  const id = String(item["call_id"] ?? item["id"]);
  const input = String(item["arguments"] ?? "{}");
  return [
    { type: "tool-input-start", id, toolName },
    { type: "tool-input-delta", id, delta: input },
    { type: "tool-input-end", id },
    { type: "tool-call", toolCallId: id, toolName, input },
  ];
}

function toEnding(event: JsonObject, called: boolean): Ending {
  const response = asObject(event["response"]) ?? {};
  const reason = asObject(response["incomplete_details"])?.["reason"];
  const raw = typeof reason === "string" ? reason : String(response["status"] ?? "completed");
  const complete = called ? "tool-calls" : "stop";
  const unified =
    reason === "content_filter" ? "content-filter" : event["type"] === "response.incomplete" ? "length" : complete;
  return { usage: toUsage(asObject(response["usage"])), finishReason: { unified, raw } };
}

function textsOf(item: JsonObject): string[] {
  const content = item["content"];
  return Array.isArray(content)
    ? content.flatMap((part) =>
        typeof asObject(part)?.["text"] === "string" ? [String(asObject(part)?.["text"])] : [],
      )
    : [];
}

function toUsage(usage: JsonObject | undefined): LanguageModelV4Usage {
  if (usage === undefined) return NO_USAGE;
  const input = asObject(usage["input_tokens_details"]);
  const output = asObject(usage["output_tokens_details"]);
  const total = numberOf(usage["output_tokens"]);
  const reasoning = numberOf(output?.["reasoning_tokens"]);
  const cacheRead = numberOf(input?.["cached_tokens"]) ?? numberOf(input?.["cache_read_input_tokens"]);
  return {
    inputTokens: {
      total: numberOf(usage["input_tokens"]),
      noCache: undefined,
      cacheRead,
      cacheWrite: numberOf(input?.["cache_creation_input_tokens"]),
    },
    outputTokens: { total, text: undefined, reasoning },
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function stringMember<K extends string>(key: K, value: unknown): { [key in K]?: string } {
  return typeof value === "string" ? ({ [key]: value } as { [key in K]: string }) : {};
}
