import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, has, type Dialect } from "../dialect.ts";

/** Anthropic's messages. */
export const ANTHROPIC_MESSAGES: Dialect = {
  face: "anthropic",
  path: () => "/messages",
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
    const [read, written] = [count(usage["cache_read_input_tokens"]), count(usage["cache_creation_input_tokens"])];
    const input = usage["input_tokens"];
    return {
      ...(typeof input === "number"
        ? { inputTokens: input + read + written, cacheReadTokens: read, cacheWriteTokens: written }
        : {}),
      outputTokens: count(usage["output_tokens"]),
    };
  },
  error: errorOf,
};
