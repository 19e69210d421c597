import type { JsonObject, RelayedAnswer } from "@ai-orchestrator/contract";
import { AnswerText } from "./answer-text.ts";
import type { DialectWords } from "./dialect-words.ts";

/** What a whole answer says. */
export function wholeAnswer(words: DialectWords, value: JsonObject): RelayedAnswer {
  const text = new AnswerText();
  words.tell(value, text.tell);
  return { bytes: 2 * text.length, text: () => text.toString() };
}
