import { foldText } from "../../text/fold-text.ts";
import { readViews } from "../../text/read-views.ts";
import { type Tokens, tokenize } from "../../text/tokenize.ts";
import type { Finding, Severity, SystemWords } from "../scan-result.ts";
import { longestLetterCopy } from "./letter-runs.ts";
import { partsInDisguise } from "./parts-in-disguise.ts";
import { readSystem } from "./read-system.ts";
import { LETTERS, readWordHashes, shiftedHashes } from "./word-hashes.ts";
import { type Copy, countRare, longestCopy } from "./word-runs.ts";

/** Letters a word, spaces not counted. More than are usual: a copy found by its letters alone must be longer. */
const LETTERS_A_WORD = 5.5;

const NO_COPY: Copy = { from: 0, to: 0, words: 0, all: 0 };

/** Copies of the system prompt in an answer, straight or in disguise, and the terms it protects. The first reading that shows one is told. */
export function findLeak(text: string, system: string, read: SystemWords = readSystem(system)): Finding[] {
  const words = tokenize(foldText(text));
  const findings = findCopies(text, words, read);
  findings.push(...leakedTerms(text, read.terms));
  return findings;
}

function findCopies(text: string, words: Tokens, read: SystemWords): Finding[] {
  const { hash, count } = words;
  const straight = copied(words, longestCopy(hash, count, read.grams), read.count);
  if (straight?.severity === "critical") return [straight];
  // In Chinese a word is a letter, and has neither shape nor order.
  const other = words.text.length < count * 1.5 ? undefined : readWordHashes(words);
  const backwards = copied(words, longestCopy(hash, count, read.backwards), read.count, "with its words backwards");
  const shifted = other && shiftedCopy(words, longestCopy(other.shapes, count, read.shapes), read);
  const found = [straight, backwards, shifted].filter((finding) => finding !== undefined);
  // A straight copy is one by these readings too.
  const isOpen = found.length === 0;
  const rearranged = isOpen && other ? longestCopy(other.sets, count, read.sets) : NO_COPY;
  const freely = isOpen
    ? (copied(words, rearranged, read.count, "with the letters of its words rearranged") ??
      copiedByLetters(words, read))
    : undefined;
  return freely === undefined ? [...found, ...decodedCopies(text, words, read)] : [freely];
}

/** A finding where enough is copied; `how` it is disguised. */
function copied(
  { text, start, end, hash }: Tokens,
  copy: Copy,
  systemWords: number,
  how?: string,
): Finding | undefined {
  const severity = copySeverity(copy, { systemWords, rare: () => countRare(hash, copy.from, copy.to) });
  if (severity === undefined) return undefined;
  return leak(severity, copy.words, how, {
    start: text.at[start[copy.from] ?? 0] ?? 0,
    end: (text.at[(end[copy.to - 1] ?? 1) - 1] ?? 0) + 1,
  });
}

function leak(
  severity: Severity,
  words: number,
  how: string | undefined,
  { start, end }: { readonly start: number; readonly end: number },
): Finding {
  return {
    rule: how === undefined ? "system_prompt_copied" : "system_prompt_copied_in_disguise",
    category: "response_leakage",
    severity,
    reason: `Repeats ${words} words of the system prompt${how === undefined ? "" : `, ${how}`}.`,
    start,
    end,
  };
}

/** Words of one shape may be chance: the shift that makes most of the copy the system prompt's words must make a copy of them. */
function shiftedCopy(words: Tokens, likely: Copy, read: SystemWords): Finding | undefined {
  if (copySeverity(likely, { systemWords: read.count, rare: () => 1 }) === undefined) return undefined;
  const { text, hash } = words;
  const { from, to } = likely;
  const part: Tokens = {
    text,
    start: words.start.subarray(from, to),
    end: words.end.subarray(from, to),
    hash: hash.subarray(from, to),
    count: to - from,
  };
  let best = { shift: 0, words: 0 };
  for (let shift = 1; shift < LETTERS; shift++) {
    const copy = longestCopy(shiftedHashes(part, shift), part.count, read.grams);
    if (copy.words > best.words) best = { shift, words: copy.words };
  }
  if (best.shift === 0) return undefined;
  const copy = longestCopy(shiftedHashes(words, best.shift), words.count, read.grams);
  return copied(words, copy, read.count, "with its letters shifted");
}

/** However the letters are spaced, cut, glued or marked, and backwards. */
function copiedByLetters({ text }: Tokens, read: SystemWords): Finding | undefined {
  const { letters, all, from, to } = longestLetterCopy(text, read.letters);
  const words = Math.floor(letters / LETTERS_A_WORD);
  const copy = { words, all: Math.floor(all / LETTERS_A_WORD) };
  const severity = copySeverity(copy, { systemWords: read.count, rare: () => 0 });
  if (severity === undefined) return undefined;
  return leak(severity, words, "by its letters", { start: text.at[from] ?? 0, end: (text.at[to - 1] ?? 0) + 1 });
}

/** Copies in what parts of the text say when they are decoded. */
function decodedCopies(text: string, words: Tokens, read: SystemWords): Finding[] {
  const findings: Finding[] = [];
  for (const part of partsInDisguise(text, words)) {
    const tokens = part.text === text ? words : tokenize(foldText(part.text));
    for (const view of readViews(part.text, tokens)) {
      const said = tokenize(foldText(view.text));
      const copy = longestCopy(said.hash, said.count, read.grams);
      const found = copied(said, copy, read.count, view.kind);
      if (found !== undefined) findings.push({ ...found, start: part.start + view.start, end: part.start + view.end });
    }
  }
  return findings;
}

// A copied phrase of a few common words is chance; a sentence is not.
function copySeverity(
  { words, all }: Pick<Copy, "words" | "all">,
  { systemWords, rare }: { readonly systemWords: number; readonly rare: () => number },
): Severity | undefined {
  if (words >= 20 || (words >= 8 && words >= systemWords * 0.8)) return "critical";
  if (words >= 11 || all >= 24) return "high";
  if (words >= 8 || all >= 14 || (words >= 6 && rare() >= 1)) return "medium";
  return words >= 6 && words >= systemWords * 0.5 ? "medium" : undefined;
}

function leakedTerms(text: string, terms: readonly string[]): Finding[] {
  if (terms.length === 0) return [];
  const lower = text.toLowerCase();
  return terms.flatMap((term) => {
    const at = lower.indexOf(term);
    return at < 0
      ? []
      : [
          {
            rule: "protected_term_told",
            category: "response_leakage" as const,
            severity: "high" as const,
            reason: "Tells something that the system prompt protects.",
            start: at,
            end: at + term.length,
          },
        ];
  });
}
