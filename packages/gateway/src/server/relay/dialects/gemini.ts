import { isObject } from "../../faces/read-fields.ts";
import { count, errorOf, has, type Dialect } from "../dialect.ts";

/** Google's generateContent; streams as server-sent events. */
export const GEMINI: Dialect = {
  face: "gemini",
  path: (modelId, streams) =>
    `/models/${encodeURIComponent(modelId)}:${streams ? "streamGenerateContent?alt=sse" : "generateContent"}`,
  // The model is in the path; `stream` is ours, so that every face says it the same way.
  body: (_body, raw) => raw,
  isContent: (frame) => has(frame, '"parts"') || has(frame, '"finishReason"') || has(frame, '"blockReason"'),
  isEnd: (frame) => has(frame, '"finishReason"') || has(frame, '"blockReason"'),
  isOurs: () => false,
  isTelling: (frame) => has(frame, '"usageMetadata"') || has(frame, '"error"'),
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
};
