import { foldWord, queryWords } from "./fold-for-index.ts";
import type { QueryTerm } from "./match-query.ts";
import { withoutEscapes } from "./without-escapes.ts";

/** Marks around a match, as the contract has them. */
const OPEN = "\u0001";
const CLOSE = "\u0002";
/** Characters of context before the first match, and in all. */
const LEAD = 60;
const LENGTH = 200;
/** Longer texts are looked at only this far. */
const SCANNED = 400_000;

/** A stretch of the text as [start, end). */
type Span = readonly [start: number, end: number];

/** How much of the query a text holds, and an excerpt around the first match with every match in it marked. */
export interface Excerpt {
  /** Terms found, of those required. */
  readonly found: number;
  readonly snippet: string;
}

/** The excerpt of one text. */
export function excerpt(text: string, terms: readonly QueryTerm[]): Excerpt {
  const scanned = withoutEscapes(text.slice(0, SCANNED));
  const perTerm = terms.filter((term) => !term.excluded).map((term) => spansOf(scanned, term));
  const spans = merge(perTerm.flat());
  return { found: perTerm.filter((found) => found.length > 0).length, snippet: cut(scanned, spans) };
}

const LETTER = /[\p{L}\p{N}\p{Mn}\p{Mc}\p{Co}]/u;
const GAP = String.raw`[^\p{L}\p{N}\p{Mn}\p{Mc}\p{Co}]+`;
const expressions = new WeakMap<QueryTerm, RegExp>();

/** Matches are found in the text as it stands; where folding would be needed to see one (accents, full-width forms), word by word. */
function spansOf(text: string, term: QueryTerm): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(expressionOf(term))) {
    const end = match.index + match[0].length;
    if (endsWell(text, match.index, end, term)) found.push([match.index, end]);
  }
  return found.length > 0 ? found : foldedSpans(text, term);
}

function expressionOf(term: QueryTerm): RegExp {
  let expression = expressions.get(term);
  if (expression === undefined) {
    expression = new RegExp(
      joinPairs(term.words)
        .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
        .join(GAP),
      "giu",
    );
    expressions.set(term, expression);
  }
  return expression;
}

/** A match must be whole words, except where the script has none or the term is a beginning. */
function endsWell(text: string, start: number, end: number, term: QueryTerm): boolean {
  if (term.words.some((word) => queryWords(word).length > 0 && UNSPACED.test(word))) return true;
  const before = text.slice(0, start).match(/.$/su)?.[0] ?? "";
  const after = String.fromCodePoint(text.codePointAt(end) ?? 32);
  return !LETTER.test(before) && (term.prefix || !LETTER.test(after));
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Overlapping pairs back into the run they came from: "人工 工智" → "人工智". */
function joinPairs(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const [first, ...rest] = Array.from(word);
    if (last !== undefined && first !== undefined && UNSPACED.test(word) && last.endsWith(first))
      joined[joined.length - 1] = last + rest.join("");
    else joined.push(word);
  }
  return joined;
}

const WORD = /[\p{L}\p{N}\p{Mn}\p{Mc}\p{Co}]+/gu;

function foldedSpans(text: string, term: QueryTerm): Span[] {
  const wanted = term.words.map(foldWord);
  const words = [...text.matchAll(WORD)].map((match) => ({
    word: foldWord(match[0].normalize("NFKC")),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: Span[] = [];
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    const fits = wanted.every((word, offset) => {
      const here = words[at + offset]?.word ?? "";
      return here === word || (term.prefix && offset === wanted.length - 1 && here.startsWith(word));
    });
    if (fits) found.push([words[at]?.start ?? 0, words[at + wanted.length - 1]?.end ?? 0]);
  }
  return found;
}

function merge(spans: Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => a[0] - b[0]);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && span[0] < last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])];
    else merged.push(span);
  }
  return merged;
}

function cut(text: string, spans: readonly Span[]): string {
  const first = spans[0]?.[0] ?? 0;
  const start = first <= LEAD ? 0 : wordStart(text, first - LEAD, first);
  const end = Math.min(text.length, start + LENGTH);
  let result = start > 0 ? "…" : "";
  let at = start;
  for (const [from, to] of spans) {
    if (to <= start || from >= end) continue;
    result +=
      clean(text.slice(at, Math.max(from, at))) +
      OPEN +
      clean(text.slice(Math.max(from, at), Math.min(to, end))) +
      CLOSE;
    at = Math.min(to, end);
  }
  return (result + clean(text.slice(at, end)) + (end < text.length ? "…" : "")).trim();
}

/** The first word beginning at or after `from`, not past `limit`. */
function wordStart(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/);
  return space === -1 ? from : from + space + 1;
}

/** On one line, without the characters that mark matches, and never half of a surrogate pair. */
function clean(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "")
    .replaceAll(/\s+/g, " ")
    .toWellFormed()
    .replaceAll("\ufffd", "");
}
