import { createHashIndex, getHash, putHash, replaceHash, spread, type HashIndex } from "./hash-index.ts";
import { firstTokenAt, readLexicon, type LexiconTokens } from "./read-lexicon.ts";

/** Phrases compiled for matching in one pass: a trie over word hashes, flattened into one hash index. */
export interface PhraseIndex {
  readonly prefixes: HashIndex;
  /** Words in the longest phrase, so each token starts at most this many look-ups. */
  readonly longest: number;
}

/** Value of a prefix that is no phrase by itself. */
const PREFIX_ONLY = 1 << 20;

/** Compiles phrases given as `[phrases separated by "|", payload number]`. The first payload to claim a phrase keeps it. */
export function compilePhrases(entries: readonly (readonly [string, number])[]): PhraseIndex {
  let at = 0;
  const ends = entries.map(([text]) => (at += text.length + 1));
  return indexPhrases(readLexicon(entries.map(([text]) => text).join("|")), {
    from: 0,
    ends,
    payloads: entries.map(([, payload]) => payload),
  });
}

/** Which part of lexicon tokens is to be indexed: from a position in their text, the ends of its groups and their payloads. */
export interface PhraseRange {
  readonly from: number;
  readonly ends: readonly number[];
  readonly payloads: readonly number[];
}

/** Share of tokens that become entries of their own: neighbouring phrases mostly begin alike. */
const DISTINCT = 0.8;

/** Indexes tokens read already. The first payload to claim a phrase keeps it; a longer one passing through cannot hide it. */
export function indexPhrases(tokens: LexiconTokens, { from, ends, payloads }: PhraseRange): PhraseIndex {
  const { start, hash, startsPhrase } = tokens;
  const first = firstTokenAt(tokens, from);
  const to = firstTokenAt(tokens, ends.at(-1)!);
  const prefixes = createHashIndex(Math.ceil((to - first) * DISTINCT));
  const before = new Int32Array(64);
  let longest = 1;
  let h = 0;
  let words = 0;
  let group = 0;
  for (let i = first; i < to; i++) {
    if (startsPhrase[i] === 1) h = words = 0;
    h = extendPhrase(h, hash[i]!);
    words++;
    if (words > longest) longest = words;
    if (i + 1 === to || startsPhrase[i + 1] === 1) {
      while (start[i]! >= ends[group]!) group++;
      replaceHash(prefixes, h, PREFIX_ONLY, payloads[group]!);
    } else if (before[words] !== h) {
      // A prefix seen just before is in already.
      before[words] = h;
      putHash(prefixes, h, PREFIX_ONLY);
    }
  }
  return { prefixes, longest };
}

/** The hash of a phrase one word longer. */
export function extendPhrase(h: number, word: number): number {
  return (Math.imul(h, 0x2c1b3c6d) + spread(word) + 0x5bd1) | 0;
}

/** Phrases found in a scan, in order of their first token. */
export interface PhraseMatches {
  count: number;
  readonly payload: Int32Array;
  readonly first: Int32Array;
  /** One past the last token. */
  readonly end: Int32Array;
}

const MAXIMUM_MATCHES = 1024;

/** Buffers for the matches of one scan. */
export function createMatches(): PhraseMatches {
  return {
    count: 0,
    payload: new Int32Array(MAXIMUM_MATCHES),
    first: new Int32Array(MAXIMUM_MATCHES),
    end: new Int32Array(MAXIMUM_MATCHES),
  };
}

/** Finds every phrase inside tokens `[from, to)`, appending to `matches`. At most `longest` look-ups a token. */
export function matchPhrases(
  index: PhraseIndex,
  hashes: Int32Array,
  range: readonly [number, number],
  matches: PhraseMatches,
): void {
  const [from, to] = range;
  for (let i = from; i < to; i++) {
    const stop = Math.min(to, i + index.longest);
    let h = 0;
    for (let j = i; j < stop; j++) {
      h = extendPhrase(h, hashes[j]!);
      const value = getHash(index.prefixes, h);
      if (value < 0) break;
      if (value !== PREFIX_ONLY) record(matches, value, i, j + 1);
    }
  }
}

function record(matches: PhraseMatches, payload: number, first: number, end: number): void {
  if (matches.count >= MAXIMUM_MATCHES) return;
  matches.payload[matches.count] = payload;
  matches.first[matches.count] = first;
  matches.end[matches.count] = end;
  matches.count++;
}

/** The end of the longest phrase that starts at token `at`, or `at` if none does. */
export function longestPhraseAt(index: PhraseIndex, hashes: Int32Array, at: number, to: number): number {
  let h = 0;
  let end = at;
  for (let j = at; j < Math.min(to, at + index.longest); j++) {
    h = extendPhrase(h, hashes[j]!);
    const value = getHash(index.prefixes, h);
    if (value < 0) break;
    if (value !== PREFIX_ONLY) end = j + 1;
  }
  return end;
}
