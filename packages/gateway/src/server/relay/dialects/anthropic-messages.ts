import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, type Dialect } from "../dialect.ts";
import { MESSAGES_WORDS } from "../words/messages-words.ts";

/** Anthropic's messages. */
export const ANTHROPIC_MESSAGES: Dialect = {
  face: "anthropic",
  path: () => "/messages",
  body: (body, raw, modelId) =>
    body["model"] === modelId ? raw : Buffer.from(JSON.stringify({ ...body, model: modelId })),
  isAnswer: ({ content }) => Array.isArray(content),
  isContent: (frame) => frame.includes("content_block") || frame.includes("message_delta"),
  isEnd: (frame) => frame.includes("message_stop"),
  isOurs: () => false,
  isTelling: (frame) => /"usage"|event: error|"type": ?"error"/.test(frame),
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
  words: MESSAGES_WORDS,
};
