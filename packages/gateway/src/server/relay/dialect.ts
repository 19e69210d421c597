import type { JsonObject, Usage } from "@ai-orchestrator/contract";
import { isObject } from "../faces/read-fields.ts";

/** What the relay must know of a protocol to watch a stream it does not decode. */
export interface Dialect {
  /** Path below the upstream's base URL. */
  readonly path: string;
  /** The body to send for a model: the caller's own bytes unless something must change. */
  readonly body: (body: JsonObject, raw: Buffer, modelId: string) => Buffer;
  /** True for the frame after which failing over would be seen. */
  readonly isContent: (frame: Buffer) => boolean;
  /** True for the frame that ends a whole stream. */
  readonly isEnd: (frame: Buffer) => boolean;
  /** True if the frame is only there because we asked for usage. */
  readonly isOurs: (frame: Buffer, body: JsonObject) => boolean;
  /** True where a frame may hold usage or an error, and is worth parsing. */
  readonly isTelling: (frame: Buffer) => boolean;
  readonly usage: (value: JsonObject) => Partial<Usage> | undefined;
  /** The error a 200 answer or a frame carries. */
  readonly error: (value: JsonObject) => string | undefined;
}

const has = (frame: Buffer, text: string): boolean => frame.includes(text);

/** OpenAI's chat completions, as a dozen providers speak them. */
export const OPENAI_CHAT: Dialect = {
  path: "/chat/completions",
  body: (body, raw, modelId) => {
    const streams = body["stream"] === true;
    const options = isObject(body["stream_options"]) ? body["stream_options"] : {};
    const needsUsage = streams && options["include_usage"] !== true;
    if (!needsUsage && body["model"] === modelId && body["aio"] === undefined) return raw;
    const { aio: _ours, ...rest } = body;
    return Buffer.from(
      JSON.stringify({
        ...rest,
        model: modelId,
        ...(needsUsage ? { stream_options: { ...options, include_usage: true } } : {}),
      }),
    );
  },
  isContent: (frame) =>
    has(frame, '"content":"')
      ? !has(frame, '"content":""') || has(frame, '"reasoning') || has(frame, '"tool_calls":[')
      : has(frame, '"tool_calls":[') || has(frame, '"reasoning') || has(frame, '"finish_reason":"'),
  isEnd: (frame) => has(frame, "[DONE]"),
  isOurs: (frame, body) => {
    const options = body["stream_options"];
    return (
      !(isObject(options) && options["include_usage"] === true) && has(frame, '"choices":[]') && has(frame, '"usage":{')
    );
  },
  isTelling: (frame) => has(frame, '"usage":{') || has(frame, '"error"'),
  usage: (value) => {
    const { usage } = value;
    if (!isObject(usage)) return undefined;
    return {
      inputTokens: number(usage["prompt_tokens"]),
      outputTokens: number(usage["completion_tokens"]),
      cacheReadTokens: number(
        isObject(usage["prompt_tokens_details"])
          ? usage["prompt_tokens_details"]["cached_tokens"]
          : usage["prompt_cache_hit_tokens"],
      ),
      reasoningTokens: number(
        isObject(usage["completion_tokens_details"])
          ? usage["completion_tokens_details"]["reasoning_tokens"]
          : undefined,
      ),
    };
  },
  error: errorText,
};

/** Anthropic's messages. */
export const ANTHROPIC_MESSAGES: Dialect = {
  path: "/messages",
  body: (body, raw, modelId) =>
    body["model"] === modelId ? raw : Buffer.from(JSON.stringify({ ...body, model: modelId })),
  isContent: (frame) => has(frame, "content_block") || has(frame, "message_delta"),
  isEnd: (frame) => has(frame, "message_stop"),
  isOurs: () => false,
  isTelling: (frame) => has(frame, '"usage"') || has(frame, "event: error") || has(frame, '"type":"error"'),
  usage: (value) => {
    const holder = isObject(value["message"]) ? value["message"] : value;
    const { usage } = holder;
    if (!isObject(usage)) return undefined;
    const [read, written] = [number(usage["cache_read_input_tokens"]), number(usage["cache_creation_input_tokens"])];
    const input = usage["input_tokens"];
    return {
      ...(typeof input === "number"
        ? { inputTokens: input + read + written, cacheReadTokens: read, cacheWriteTokens: written }
        : {}),
      outputTokens: number(usage["output_tokens"]),
    };
  },
  error: errorText,
};

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;
}

function errorText(value: JsonObject): string | undefined {
  const { error } = value;
  if (error === undefined || error === null) return undefined;
  if (isObject(error) && typeof error["message"] === "string") return error["message"];
  return typeof error === "string" ? error : "The provider answered with an error.";
}
