import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, type Dialect } from "../dialect.ts";
import { RESPONSES_WORDS } from "../words/responses-words.ts";

/** OpenAI's responses. */
export const OPENAI_RESPONSES: Dialect = {
  face: "openai",
  path: () => "/responses",
  body: (body, raw, modelId) => {
    if (body["model"] === modelId && body["aio"] === undefined) return raw;
    const { aio: _ours, ...rest } = body;
    return Buffer.from(JSON.stringify({ ...rest, model: modelId }));
  },
  isAnswer: ({ output }) => Array.isArray(output),
  isContent: (frame) =>
    frame.includes('"response.output') ||
    frame.includes('"response.content') ||
    frame.includes('"response.reasoning') ||
    frame.includes('"response.function_call') ||
    frame.includes('"response.refusal') ||
    frame.includes('"response.completed"') ||
    frame.includes('"response.incomplete"'),
  isEnd: (frame) => frame.includes('"response.completed"') || frame.includes('"response.incomplete"'),
  isOurs: () => false,
  isTelling: (frame) => /"response\.(?:completed|incomplete|failed)"|"type": ?"error"/.test(frame),
  usage: (value) => {
    const holder = isObject(value["response"]) ? value["response"] : value;
    const { usage } = holder;
    if (!isObject(usage)) return undefined;
    const [input, output] = [usage["input_tokens_details"], usage["output_tokens_details"]];
    return {
      inputTokens: count(usage["input_tokens"]),
      outputTokens: count(usage["output_tokens"]),
      cacheReadTokens: count(isObject(input) ? input["cached_tokens"] : undefined),
      reasoningTokens: count(isObject(output) ? output["reasoning_tokens"] : undefined),
    };
  },
  error: (value) => {
    if (value["type"] === "error") return errorOf({ error: value["error"] ?? { ...value, type: "" } });
    return errorOf(isObject(value["response"]) ? value["response"] : value);
  },
  words: RESPONSES_WORDS,
};
