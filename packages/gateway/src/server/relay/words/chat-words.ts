import { isObject } from "../../faces/read-fields.ts";
import { numberOf, objectsOf, type DialectWords } from "./dialect-words.ts";

/** Chat completions: `message.content` of each choice, `delta.content` in a stream. Some providers send the whole message so far with every delta, so a delta goes first. */
export const CHAT_WORDS: DialectWords = {
  tell: (value, tell) => {
    for (const choice of objectsOf(value["choices"])) {
      const { delta, message } = choice;
      const holder = isObject(delta) ? delta : message;
      if (!isObject(holder)) continue;
      const { content } = holder;
      if (typeof content === "string") tell(numberOf(choice), content);
      // Mistral's models that think answer in parts.
      for (const part of objectsOf(content))
        if (part["type"] === "text" && typeof part["text"] === "string") tell(numberOf(choice), part["text"]);
    }
  },
  mark: '"delta"',
  field: { name: '"content"', after: "mark" },
  asksForSeveral: ({ n }) => typeof n === "number" && n > 1,
};
