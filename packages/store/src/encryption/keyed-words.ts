import { createHmac } from "node:crypto";

/** Words kept in memory so that frequent ones are hashed once. */
const CACHE_WORDS = 50_000;
/** 60 bits: two words of a large history practically never share one. */
const HEX_DIGITS = 15;

/**
 * Makes keyed stand-ins for words, so that an index over them finds words and phrases without holding one. It still
 * shows how often (not which) words repeat.
 */
export function keyedWords(key: Uint8Array): (word: string) => string {
  const cache = new Map<string, string>();
  return (word) => {
    const known = cache.get(word);
    if (known !== undefined) return known;
    const made = `k${createHmac("sha256", key).update(word).digest("hex").slice(0, HEX_DIGITS)}`;
    if (cache.size >= CACHE_WORDS) cache.clear();
    cache.set(word, made);
    return made;
  };
}
