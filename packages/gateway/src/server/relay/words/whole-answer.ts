import type { JsonObject, RelayedAnswer } from "@ai-orchestrator/contract";
import { AnswerText, MOST_FIRST } from "./answer-text.ts";
import type { DialectWords } from "./dialect-words.ts";

/** What a whole answer says. */
export function wholeAnswer(words: DialectWords, value: JsonObject): RelayedAnswer {
  // Nearly every answer is one text.
  let [first, of] = ["", 0];
  let all: AnswerText | undefined;
  words.tell(value, (answer, text) => {
    if (all === undefined && first === "" && text.length <= MOST_FIRST) {
      [first, of] = [text, answer];
      return;
    }
    if (all === undefined) {
      all = new AnswerText();
      all.tell(of, first);
    }
    all.tell(answer, text);
  });
  const said = all;
  return said === undefined
    ? { bytes: 2 * first.length, text: () => first }
    : { bytes: 2 * said.length, text: () => said.toString() };
}
