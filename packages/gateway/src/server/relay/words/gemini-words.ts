import { isObject } from "../../faces/read-fields.ts";
import { numberOf, objectsOf, type DialectWords } from "./dialect-words.ts";

/** Google's generateContent: text parts that are no thoughts, in a stream as in a whole answer. */
export const GEMINI_WORDS: DialectWords = {
  tell: (value, tell) => {
    for (const candidate of objectsOf(value["candidates"])) {
      const { content } = candidate;
      if (!isObject(content)) continue;
      for (const part of objectsOf(content["parts"]))
        if (part["thought"] !== true && typeof part["text"] === "string") tell(numberOf(candidate), part["text"]);
    }
  },
  // Thoughts are told apart by a field beside the text, and an event holds many words: parsing is what it takes, and cheap.
  mark: '"text"',
  asksForSeveral: ({ generationConfig }) =>
    isObject(generationConfig) &&
    typeof generationConfig["candidateCount"] === "number" &&
    generationConfig["candidateCount"] > 1,
};
