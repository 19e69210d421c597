import { objectsOf, type DialectWords } from "./dialect-words.ts";

/** OpenAI's responses: `output_text` parts of messages; the deltas of a stream, not the whole that repeats them. */
export const RESPONSES_WORDS: DialectWords = {
  tell: ({ output, type, delta }, tell) => {
    if (type === "response.output_text.delta" && typeof delta === "string") tell(0, delta);
    for (const item of objectsOf(output))
      for (const part of objectsOf(item["content"]))
        if (part["type"] === "output_text" && typeof part["text"] === "string") tell(0, part["text"]);
  },
  mark: "response.output_text.delta",
  field: { name: '"delta"', after: "start" },
  asksForSeveral: () => false,
};
