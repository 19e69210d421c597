import { HASH_SEED, hashStep, tokenize, type Tokens } from "../../text/tokenize.ts";
import { readViews } from "../../text/read-views.ts";
import { foldText } from "../../text/fold-text.ts";
import { splitLongText } from "../../text/split-long-text.ts";
import type { TextView } from "../../text/text-view.ts";
import { isKnownHash } from "../../text/vocabulary.ts";
import type { Finding, Severity, SystemWords } from "../scan-result.ts";
import { protectedTerms } from "../context/protected-terms.ts";

const GRAM = 4;

const LETTERS = 26;
const A = 97;

/** A system prompt as answers are compared with it; hashes only, no words. */
export function readSystem(system: string): SystemWords {
  const words = wordsOf(system);
  return { grams: gramsOf(words), count: words.count };
}

/** Copies of the system prompt in an answer: straight, with shifted letters, decoded, rearranged or backwards; and the terms it protects. */
export function findLeak(text: string, system: string, read: SystemWords = readSystem(system)): Finding[] {
  const { grams, count } = read;
  const plain = wordsOf(text);
  const readings: { tokens: Tokens; span?: { start: number; end: number; kind: string } }[] = [{ tokens: plain }];
  for (const view of disguisedParts(text, plain)) readings.push({ tokens: wordsOf(view.text), span: view });
  const findings: Finding[] = [];
  for (const { tokens, span } of readings) {
    const run = longestCopy(tokens, grams);
    const severity = copySeverity(run, count);
    if (severity === undefined) continue;
    const place = span ?? { start: offset(tokens, run.from), end: offset(tokens, run.to - 1, true) };
    findings.push({
      rule: span === undefined ? "system_prompt_copied" : "system_prompt_copied_in_disguise",
      category: "response_leakage",
      severity,
      reason: `Repeats ${run.words} words of the system prompt${span === undefined ? "" : `, ${span.kind}`}.`,
      start: place.start,
      end: place.end,
    });
  }
  if (findings.length === 0) findings.push(...shiftedCopy(plain, shiftedGrams(system, read), count));
  findings.push(...reversedCopy(text, grams, count), ...leakedTerms(text, system));
  return findings;
}

/** Other readings of the text; of a long one, of the parts worth it. */
function disguisedParts(text: string, words: Tokens): TextView[] {
  const [only, ...more] = splitLongText(text);
  if (more.length === 0 || only === undefined) return readViews(text, words);
  return [only, ...more].flatMap((part) =>
    readViews(part.text, wordsOf(part.text)).map((view) => ({
      ...view,
      start: view.start + part.start,
      end: view.end + part.start,
    })),
  );
}

function wordsOf(text: string): Tokens {
  return tokenize(foldText(text));
}

// By the words read of the system prompt, which callers keep from answer to answer.
const shifted = new WeakMap<SystemWords, ReadonlySet<number>>();

/** Every four words of the system prompt under each shift of the alphabet: one look-up a word finds any of them, however long the answer. */
function shiftedGrams(system: string, read: SystemWords): ReadonlySet<number> {
  const known = shifted.get(read);
  if (known !== undefined) return known;
  const tokens = wordsOf(system);
  const grams = new Set<number>();
  for (let shift = 1; shift < LETTERS; shift++) {
    const hash = tokens.hash.slice();
    for (let i = 0; i < tokens.count; i++) hash[i] = shiftedHash(tokens, i, shift);
    // Writing without Latin letters stays as it is: that is no disguise.
    for (const gram of gramsOf({ ...tokens, hash })) if (!read.grams.has(gram)) grams.add(gram);
  }
  shifted.set(read, grams);
  return grams;
}

function shiftedHash({ text, start, end, hash }: Tokens, index: number, shift: number): number {
  const [from, to] = [start[index] ?? 0, end[index] ?? 0];
  const first = (text.codes[from] ?? 0) - A;
  if (first < 0 || first >= LETTERS) return hash[index] ?? 0;
  let value = HASH_SEED;
  for (let at = from; at < to; at++) {
    const letter = (text.codes[at] ?? 0) - A;
    value = hashStep(value, letter >= 0 && letter < LETTERS ? A + ((letter + shift) % LETTERS) : letter + A);
  }
  return value;
}

function shiftedCopy(tokens: Tokens, grams: ReadonlySet<number>, systemWords: number): Finding[] {
  const run = longestCopy(tokens, grams);
  const severity = copySeverity(run, systemWords);
  if (severity === undefined) return [];
  return [
    {
      rule: "system_prompt_copied_in_disguise",
      category: "response_leakage",
      severity,
      reason: `Repeats ${run.words} words of the system prompt with its letters shifted.`,
      start: offset(tokens, run.from),
      end: offset(tokens, run.to - 1, true),
    },
  ];
}

interface Copy {
  readonly from: number;
  readonly to: number;
  /** Words in the longest unbroken copy. */
  readonly words: number;
  /** Words anywhere in copies. */
  readonly all: number;
  /** Uncommon ones among the longest copy's words. */
  readonly rare: number;
}

function gramsOf(tokens: Tokens): ReadonlySet<number> {
  const grams = new Set<number>();
  for (let i = 0; i + GRAM <= tokens.count; i++) grams.add(gramHash(tokens, i));
  return grams;
}

function gramHash(tokens: Tokens, at: number): number {
  let hash = 0;
  for (let i = at; i < at + GRAM; i++) hash = Math.imul(hash, 31) + (tokens.hash[i] ?? 0);
  return hash | 0;
}

function longestCopy(tokens: Tokens, grams: ReadonlySet<number>): Copy {
  let best: Copy = { from: 0, to: 0, words: 0, all: 0, rare: 0 };
  let all = 0;
  for (let i = 0; i + GRAM <= tokens.count;) {
    if (!grams.has(gramHash(tokens, i))) {
      i++;
      continue;
    }
    const from = i;
    while (i + GRAM <= tokens.count && grams.has(gramHash(tokens, i))) i++;
    const to = i + GRAM - 1;
    all += to - from;
    if (to - from > best.words) best = { from, to, words: to - from, all: 0, rare: rareWords(tokens, from, to) };
    i = to;
  }
  return { ...best, all };
}

function rareWords(tokens: Tokens, from: number, to: number): number {
  let rare = 0;
  for (let i = from; i < to; i++) if (!isKnownHash(tokens.hash[i] ?? 0)) rare++;
  return rare;
}

// A copied phrase of a few common words is chance; a sentence is not.
function copySeverity({ words, all, rare }: Copy, systemWords: number): Severity | undefined {
  if (words >= 20 || (words >= 8 && words >= systemWords * 0.8)) return "critical";
  if (words >= 11 || all >= 24) return "high";
  if (words >= 8 || (words >= 6 && rare >= 1) || all >= 14) return "medium";
  return words >= 6 && words >= systemWords * 0.5 ? "medium" : undefined;
}

function offset(tokens: Tokens, index: number, atEnd = false): number {
  const code = atEnd ? (tokens.end[index] ?? 1) - 1 : (tokens.start[index] ?? 0);
  return (tokens.text.at[code] ?? 0) + (atEnd ? 1 : 0);
}

/** Letters backwards, words backwards: the readings that {@link readViews} finds only in foreign-looking text. */
function reversedCopy(text: string, grams: ReadonlySet<number>, systemWords: number): Finding[] {
  if (text.length > 100_000) return [];
  const backwards = Array.from(text).toReversed().join("");
  for (const reading of [backwards, text.split(/\s+/).toReversed().join(" ")]) {
    const tokens = wordsOf(reading);
    const severity = copySeverity(longestCopy(tokens, grams), systemWords);
    if (severity !== undefined)
      return [
        {
          rule: "system_prompt_copied_in_disguise",
          category: "response_leakage",
          severity,
          reason: "Repeats the system prompt backwards.",
          start: 0,
          end: text.length,
        },
      ];
  }
  return [];
}

function leakedTerms(text: string, system: string): Finding[] {
  const findings: Finding[] = [];
  const lower = text.toLowerCase();
  for (const term of protectedTerms(system)) {
    const at = lower.indexOf(term.toLowerCase());
    if (at >= 0)
      findings.push({
        rule: "protected_term_told",
        category: "response_leakage",
        severity: "high",
        reason: "Tells something that the system prompt protects.",
        start: at,
        end: at + term.length,
      });
  }
  return findings;
}
