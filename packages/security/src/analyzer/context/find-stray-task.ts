import { type Tokens, tokenText } from "../../text/tokenize.ts";
import {
  ANSWER_WORDS,
  EDITING_WORDS,
  EMPTY_WORDS,
  HUMAN_TASK_WORDS,
  POINTING_WORDS,
  QUESTION_WORDS,
  READING_WORDS,
  TASK_WORDS,
} from "./task-words.ts";

/** A line that gives the model a task foreign to the document it stands in. Token indices, `to` exclusive. */
export interface StrayTask {
  readonly from: number;
  readonly to: number;
  /** It names the model's own answer ("in your reply"), which no document speaks of. */
  readonly namesAnswer: boolean;
  /** The rest is a document by its form: a table, a mail, an answer with code. */
  readonly inDocument: boolean;
}

const MIN_REST = 12;
const MAX_TASK = 45;
const MAX_LINES = 4000;
const MAX_EDIT = 8;
const COLON = 58;
const QUESTION = 63;

/** The most telling foreign task on a line of its own; undefined when there is none. Linear. */
export function findStrayTask(tokens: Tokens): StrayTask | undefined {
  if (tokens.count < MIN_REST + 3) return undefined;
  const lines = linesOf(tokens);
  if (lines.length < 2 || lines.length > MAX_LINES) return undefined;
  const candidates = lines.filter((line) => isTaskLine(tokens, line));
  if (candidates.length === 0 || candidates.length > 2) return undefined;
  const counts = wordCounts(tokens);
  const inDocument = hasDocumentForm(tokens, lines);
  let best: StrayTask | undefined;
  for (const line of candidates) {
    const words = wordsOf(tokens, line);
    const namesAnswer = words.some(
      (word, i) => word === "your" && words.slice(i + 1, i + 4).some((next) => ANSWER_WORDS.has(next)),
    );
    // "Answer this mail:" introduces the text.
    if (
      !namesAnswer &&
      (codeAfter(tokens, line.to - 1) === COLON ||
        HUMAN_TASK_WORDS.has((words[0] === "please" || words[0] === "kindly" ? words[1] : words[0]) ?? "") ||
        !isForeign(words, counts))
    )
      continue;
    if (best === undefined || (namesAnswer && !best.namesAnswer)) best = { ...line, namesAnswer, inDocument };
  }
  return best;
}

interface Line {
  readonly from: number;
  readonly to: number;
}

function linesOf(tokens: Tokens): Line[] {
  const lines: Line[] = [];
  let from = 0;
  const { codes } = tokens.text;
  for (let i = 1; i <= tokens.count; i++) {
    let isBreak = i === tokens.count;
    for (let at = tokens.end[i - 1] ?? 0; !isBreak && at < (tokens.start[i] ?? 0); at++) isBreak = codes[at] === 10;
    if (!isBreak) continue;
    lines.push({ from, to: i });
    from = i;
  }
  return lines;
}

function isTaskLine(tokens: Tokens, { from, to }: Line): boolean {
  const length = to - from;
  if (length < 3 || length > MAX_TASK || tokens.count - length < MIN_REST) return false;
  const first = tokenText(tokens, from);
  // A cell, a quotation or a list item is part of the document.
  const before = tokens.text.codes[(tokens.start[from] ?? 0) - 1];
  if (
    before === 124 ||
    before === 96 ||
    before === 62 ||
    tokens.text.codes.subarray(tokens.start[from], tokens.end[to - 1]).includes(124)
  )
    return false;
  const verb = first === "please" || first === "kindly" ? tokenText(tokens, from + 1) : first;
  if (!TASK_WORDS.has(verb) || codeAfter(tokens, from) === COLON) return false;
  if (QUESTION_WORDS.has(verb)) return isQuestion(tokens, to);
  // "Translate to French." above or below a text is what people ask for.
  return !(EDITING_WORDS.has(verb) && length <= MAX_EDIT && (from === 0 || to === tokens.count));
}

function codeAfter(tokens: Tokens, index: number): number {
  return tokens.text.codes[tokens.end[index] ?? 0] ?? 0;
}

function isQuestion({ text, end }: Tokens, to: number): boolean {
  const at = end[to - 1] ?? 0;
  return text.codes.subarray(at, Math.min(text.length, at + 4)).includes(QUESTION);
}

function wordsOf(tokens: Tokens, { from, to }: Line): string[] {
  return Array.from({ length: to - from }, (_, i) => tokenText(tokens, from + i));
}

function wordCounts(tokens: Tokens): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < Math.min(tokens.count, 6000); i++) {
    const word = stem(tokenText(tokens, i));
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function stem(word: string): string {
  return word.length > 5 ? word.replace(/(?:ing|ed|es|s|ly)$/, "") : word;
}

/** Neither points at the rest nor shares a word of substance with it. */
function isForeign(words: readonly string[], counts: ReadonlyMap<string, number>): boolean {
  if (words.some((word) => POINTING_WORDS.has(word))) return false;
  const inside = new Map<string, number>();
  for (const word of words) inside.set(stem(word), (inside.get(stem(word)) ?? 0) + 1);
  const content = [...inside].filter(
    ([word]) =>
      word.length > 3 &&
      !EMPTY_WORDS.has(word) &&
      !TASK_WORDS.has(word) &&
      !ANSWER_WORDS.has(word) &&
      !READING_WORDS.has(word),
  );
  // "Write a reply.", "List the action items.": asked of the text itself.
  if (content.length === 0) return false;
  return content.filter(([word, count]) => (counts.get(word) ?? 0) > count).length <= content.length * 0.15;
}

function hasDocumentForm(tokens: Tokens, lines: readonly Line[]): boolean {
  const { codes } = tokens.text;
  let cells = 0;
  let fences = 0;
  for (let i = 0; i < Math.min(tokens.text.length, 20_000); i++) {
    if (codes[i] === 124) cells++;
    else if (codes[i] === 96 && codes[i + 1] === 96 && codes[i + 2] === 96) fences++;
  }
  const opening = lines.slice(0, 3).map(({ from }) => tokenText(tokens, from));
  const isMail = opening.some((word) => /^(?:subject|from|hi|hello|dear|received|email_from)$/.test(word));
  return cells >= 8 || fences >= 2 || isMail;
}
