import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, type Dialect } from "../dialect.ts";
import { GEMINI_WORDS } from "../words/gemini-words.ts";

/** Google's generateContent; streams as server-sent events. */
export const GEMINI: Dialect = {
  face: "gemini",
  path: (modelId, streams) =>
    `/models/${encodeURIComponent(modelId)}:${streams ? "streamGenerateContent?alt=sse" : "generateContent"}`,
  // The model is in the path; `stream` is ours, so that every face says it the same way.
  body: (_body, raw) => raw,
  isAnswer: ({ candidates, promptFeedback }) => Array.isArray(candidates) || isObject(promptFeedback),
  isContent: (frame) =>
    frame.includes('"parts"') || frame.includes('"finishReason"') || frame.includes('"blockReason"'),
  isEnd: (frame) => frame.includes('"finishReason"') || frame.includes('"blockReason"'),
  isOurs: () => false,
  isTelling: (frame) => /"usageMetadata"|"error"/.test(frame),
  usage: (value) => {
    const { usageMetadata: usage } = value;
    if (!isObject(usage)) return undefined;
    const thoughts = count(usage["thoughtsTokenCount"]);
    return {
      inputTokens: count(usage["promptTokenCount"]) + count(usage["toolUsePromptTokenCount"]),
      outputTokens: count(usage["candidatesTokenCount"]) + thoughts,
      cacheReadTokens: count(usage["cachedContentTokenCount"]),
      reasoningTokens: thoughts,
    };
  },
  error: errorOf,
  words: GEMINI_WORDS,
};
