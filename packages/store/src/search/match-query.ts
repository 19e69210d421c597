import type { ContentCodec } from "../encryption/content-codec.ts";
import { foldWord, isUnspaced, queryWords } from "./fold-for-index.ts";

/** One thing a text must (or must not) contain: words in a row, the last one perhaps only begun. */
export interface QueryTerm {
  readonly words: readonly string[];
  readonly prefix: boolean;
  readonly excluded: boolean;
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
export function matchExpression(terms: readonly QueryTerm[], codec: ContentCodec): string | undefined {
  const required = terms.filter((term) => !term.excluded);
  const excluded = terms.filter((term) => term.excluded);
  if (required.length === 0) return undefined;
  const all = required.map((term) => phrase(term, codec)).join(" AND ");
  return excluded.length === 0 ? all : `(${all}) NOT (${excluded.map((term) => phrase(term, codec)).join(" OR ")})`;
}

function phrase(term: QueryTerm, codec: ContentCodec): string {
  if (codec.encrypted)
    return `"${term.words.map((word) => codec.indexText(foldWord(word)).split(" ")[0] ?? "").join(" ")}"`;
  return `"${term.words.join(" ")}"${term.prefix ? " *" : ""}`;
}

function isLoneCharacter(term: QueryTerm): boolean {
  const [word] = term.words;
  return term.words.length === 1 && word !== undefined && Array.from(word).length === 1 && isUnspaced(word);
}
