import type { JsonObject } from "@ai-orchestrator/contract";
import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, type Dialect } from "../dialect.ts";
import { CHAT_WORDS } from "../words/chat-words.ts";

/** Why an answer stops. Some servers say an empty word all along. */
const FINISH = /"finish_reason":"[^"]/;

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
  isAnswer: ({ choices }) => Array.isArray(choices) && choices.length > 0,
  isContent: (frame) =>
    frame.includes('"content":"')
      ? !frame.includes('"content":""') || frame.includes('"reasoning') || frame.includes('"tool_calls":[')
      : frame.includes('"tool_calls":[') || frame.includes('"reasoning') || FINISH.test(frame),
  isEnd: (frame) => frame.includes("[DONE]"),
  // Not every server that speaks it sends [DONE]. Of several answers one may end while others go on.
  isFinish: (frame, body) => FINISH.test(frame) && (body["n"] ?? 1) === 1,
  lastEvent: "data: [DONE]\n\n",
  pieceOf,
  isOurs: (frame, body) => {
    const options = body["stream_options"];
    return (
      !(isObject(options) && options["include_usage"] === true) &&
      frame.includes('"choices":[]') &&
      frame.includes('"usage":{')
    );
  },
  // Errors are `{"error": …}` here, `event: error` there.
  isTelling: (frame) => /"usage": ?\{|error|"finish_reason": ?"/.test(frame),
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

function pieceOf(value: JsonObject): { readonly value: JsonObject; readonly isLast: boolean } | undefined {
  const { choices } = value;
  if (!Array.isArray(choices)) return undefined;
  const all = choices.filter(isObject);
  const isLast = all.some((choice) => typeof choice["finish_reason"] === "string" && choice["finish_reason"] !== "");
  if (all.length === 0 || all.some((choice) => isObject(choice["delta"]))) return { value, isLast };
  const pieces = all.map(({ message, ...choice }) =>
    isObject(message) ? { ...choice, delta: deltaOf(message) } : undefined,
  );
  if (pieces.includes(undefined)) return undefined;
  return { value: { ...value, object: "chat.completion.chunk", choices: pieces as JsonObject[] }, isLast: true };
}

/** A message as a stream would say it at once: its calls are numbered. */
function deltaOf(message: JsonObject): JsonObject {
  const calls = message["tool_calls"];
  if (!Array.isArray(calls)) return message;
  return { ...message, tool_calls: calls.map((call, index) => (isObject(call) ? { index, ...call } : call)) };
}
