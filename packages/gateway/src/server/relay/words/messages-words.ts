import { isObject } from "../../faces/read-fields.ts";
import { objectsOf, type DialectWords } from "./dialect-words.ts";

/** Anthropic's messages: text blocks, `text_delta` in a stream. */
export const MESSAGES_WORDS: DialectWords = {
  tell: ({ content, delta }, tell) => {
    for (const block of objectsOf(content))
      if (block["type"] === "text" && typeof block["text"] === "string") tell(0, block["text"]);
    if (isObject(delta) && delta["type"] === "text_delta" && typeof delta["text"] === "string") tell(0, delta["text"]);
  },
  mark: '"text_delta"',
  field: { name: '"text"', after: "start" },
  asksForSeveral: () => false,
};
