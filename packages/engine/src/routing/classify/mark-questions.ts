import { createHashIndex, getHash, putHash, type HashIndex } from "./hash-index.ts";
import { QUESTION_WORDS } from "./lexicon/question-words.ts";
import { readLexicon } from "./read-lexicon.ts";
import { ENDING, SEGMENT, type Scan } from "./scan-prompt.ts";

let index: HashIndex | undefined;

function questionWords(): HashIndex {
  const tokens = readLexicon(QUESTION_WORDS.replaceAll(" ", "|"));
  const words = createHashIndex(tokens.count);
  for (let i = 0; i < tokens.count; i++) putHash(words, tokens.hash[i]!, 0);
  return words;
}

/**
 * People leave the question mark out when they type fast: a sentence that begins like a question ends as one, so that
 * the mark decides nothing. Text in quotations and fences is left as it is written.
 */
export function markQuestions(scan: Scan): void {
  index ??= questionWords();
  for (let s = 0; s < scan.segments; s++) {
    const ending = scan.ending[s]!;
    if (ending === ENDING.question || ending === ENDING.colon || (scan.flags[s]! & SEGMENT.fenced) !== 0) continue;
    const first = scan.firstToken[s]!;
    if (scan.endToken[s]! - first < 2 || getHash(index, scan.hash[first]!) < 0) continue;
    scan.ending[s] = ENDING.question;
    scan.counts.questions++;
  }
}
