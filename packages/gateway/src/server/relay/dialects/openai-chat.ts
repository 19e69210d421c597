import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, type Dialect } from "../dialect.ts";
import { CHAT_WORDS } from "../words/chat-words.ts";

/** OpenAI's chat completions, as a dozen providers speak them. */
export const OPENAI_CHAT: Dialect = {
  face: "openai",
  path: () => "/chat/completions",
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
    frame.includes('"content":"')
      ? !frame.includes('"content":""') || frame.includes('"reasoning') || frame.includes('"tool_calls":[')
      : frame.includes('"tool_calls":[') || frame.includes('"reasoning') || frame.includes('"finish_reason":"'),
  isEnd: (frame) => frame.includes("[DONE]"),
  isOurs: (frame, body) => {
    const options = body["stream_options"];
    return (
      !(isObject(options) && options["include_usage"] === true) &&
      frame.includes('"choices":[]') &&
      frame.includes('"usage":{')
    );
  },
  isTelling: (frame) => frame.includes('"usage":{') || frame.includes('"error"'),
  usage: (value) => {
    const { usage } = value;
    if (!isObject(usage)) return undefined;
    return {
      inputTokens: count(usage["prompt_tokens"]),
      outputTokens: count(usage["completion_tokens"]),
      cacheReadTokens: count(
        isObject(usage["prompt_tokens_details"])
          ? usage["prompt_tokens_details"]["cached_tokens"]
          : usage["prompt_cache_hit_tokens"],
      ),
      reasoningTokens: count(
        isObject(usage["completion_tokens_details"])
          ? usage["completion_tokens_details"]["reasoning_tokens"]
          : undefined,
      ),
    };
  },
  error: errorOf,
  words: CHAT_WORDS,
};
