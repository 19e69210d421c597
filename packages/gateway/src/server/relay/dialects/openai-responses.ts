import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, has, type Dialect } from "../dialect.ts";

/** OpenAI's responses. */
export const OPENAI_RESPONSES: Dialect = {
  face: "openai",
  path: () => "/responses",
  body: (body, raw, modelId) => {
    if (body["model"] === modelId && body["aio"] === undefined) return raw;
    const { aio: _ours, ...rest } = body;
    return Buffer.from(JSON.stringify({ ...rest, model: modelId }));
  },
  isContent: (frame) =>
    has(frame, '"response.output') ||
    has(frame, '"response.content') ||
    has(frame, '"response.reasoning') ||
    has(frame, '"response.function_call') ||
    has(frame, '"response.refusal'),
  isEnd: (frame) => has(frame, '"response.completed"') || has(frame, '"response.incomplete"'),
  isOurs: () => false,
  isTelling: (frame) =>
    has(frame, '"response.completed"') ||
    has(frame, '"response.incomplete"') ||
    has(frame, '"response.failed"') ||
    has(frame, '"type":"error"'),
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
};
