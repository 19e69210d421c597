import type { StoreContext } from "../store-context.ts";
import { foldWord, isUnspaced, queryWords } from "./fold-for-index.ts";

/** One thing a text must (or must not) contain: words in a row, the last one perhaps only begun. */
export interface QueryTerm {
  readonly words: readonly string[];
  readonly prefix: boolean;
  readonly excluded: boolean;
}

/** How words stand in the index. */
interface IndexWords {
  readonly codec: Pick<StoreContext["codec"], "standIn">;
  readonly index: Pick<StoreContext["index"], "beginningWith">;
}

const SEGMENT = /(-?)(?:"([^"]*)"?|([^\s"]+))/gu;

/**
 * Reads what a person typed: words are all required, "quoted words" stand in a row, `word*` matches beginnings,
 * `-word` excludes. The last bare word matches beginnings too, so that results appear while typing.
 */
export function parseQuery(query: string): readonly QueryTerm[] {
  const terms: QueryTerm[] = [];
  const bare = /[^\s"*]$/u.test(query);
  for (const [, minus, quoted, word] of query.matchAll(SEGMENT)) {
    const text = quoted ?? word ?? "";
    const words = queryWords(text);
    if (words.length === 0) continue;
    terms.push({ words, prefix: quoted === undefined && text.endsWith("*"), excluded: minus === "-" });
  }
  const last = terms.at(-1);
  if (last !== undefined && bare && !last.excluded && (last.words.at(-1)?.length ?? 0) > 1)
    terms[terms.length - 1] = { ...last, prefix: true };
  return terms.map((term) => (isLoneCharacter(term) ? { ...term, prefix: true } : term));
}

/** The FTS5 expression for the terms, or undefined where nothing is required. Words are always quoted, so nothing a person types is syntax. */
export function matchExpression(terms: readonly QueryTerm[], words: IndexWords): string | undefined {
  const required = allRequired(terms, words);
  if (required === undefined) return undefined;
  const excluded = terms.filter((term) => term.excluded).map((term) => phrase(term, words));
  return excluded.length === 0 ? required : `(${required}) NOT (${excluded.join(" OR ")})`;
}

/** The same, for turns whose question alone holds all that is required. */
export function questionExpression(terms: readonly QueryTerm[], words: IndexWords): string | undefined {
  const match = matchExpression(terms, words);
  return match === undefined ? undefined : `(${match}) AND ({question} : (${allRequired(terms, words)}))`;
}

function allRequired(terms: readonly QueryTerm[], words: IndexWords): string | undefined {
  const required = terms.filter((term) => !term.excluded);
  return required.length === 0 ? undefined : required.map((term) => phrase(term, words)).join(" AND ");
}

function phrase(term: QueryTerm, { codec: { standIn }, index }: IndexWords): string {
  if (standIn === undefined) return `"${term.words.join(" ")}"${term.prefix ? " *" : ""}`;
  const folded = term.words.map(foldWord);
  const before = folded.slice(0, -1).map(standIn);
  const last = folded.at(-1) ?? "";
  const ends = term.prefix ? [...new Set([last, ...index.beginningWith(last)])] : [last];
  const phrases = ends.map((end) => `"${[...before, standIn(end)].join(" ")}"`);
  return phrases.length === 1 ? (phrases[0] ?? "") : `(${phrases.join(" OR ")})`;
}

function isLoneCharacter(term: QueryTerm): boolean {
  const [word] = term.words;
  return term.words.length === 1 && word !== undefined && Array.from(word).length === 1 && isUnspaced(word);
}
