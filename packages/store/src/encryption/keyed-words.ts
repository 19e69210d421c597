import { createHmac } from "node:crypto";
import { foldWord, splitWords } from "../search/fold-for-index.ts";

/** Words kept in memory so that frequent ones are hashed once. */
const CACHE_WORDS = 50_000;
/** 60 bits: two words of a large history practically never share one. */
const HEX_DIGITS = 15;

/**
 * Turns a text into keyed stand-ins for its words, in order, so that an index over them finds words and phrases
 * without holding one. It still shows how often (not which) words repeat; beginnings of words cannot be searched.
 */
export function keyedWords(key: Uint8Array): (text: string) => string {
  const cache = new Map<string, string>();
  const standIn = (word: string): string => {
    const known = cache.get(word);
    if (known !== undefined) return known;
    const made = `k${createHmac("sha256", key).update(word).digest("hex").slice(0, HEX_DIGITS)}`;
    if (cache.size >= CACHE_WORDS) cache.clear();
    cache.set(word, made);
    return made;
  };
  return (text) =>
    splitWords(text)
      .map((word) => standIn(foldWord(word)))
      .join(" ");
}
