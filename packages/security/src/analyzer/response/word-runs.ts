import { type HashSet, holdsHash } from "../../text/hash-set.ts";
import { isKnownHash } from "../../text/vocabulary.ts";

/** Words a gram. */
const GRAM = 4;
const BASE = 31;
const OLDEST = BASE ** GRAM;

/** Words in a row that also stand so in another text; `from` and `to` (exclusive) count words. */
export interface Copy {
  readonly from: number;
  readonly to: number;
  /** Words in the longest unbroken copy. */
  readonly words: number;
  /** Words anywhere in copies. */
  readonly all: number;
}

/** Hashes of every four words in a row. */
export function gramsOf(words: Int32Array): Int32Array {
  const grams = new Int32Array(Math.max(0, words.length - GRAM + 1));
  let gram = 0;
  for (let i = 0; i < words.length; i++) {
    gram = nextGram(gram, words, i);
    if (i >= GRAM - 1) grams[i - GRAM + 1] = gram;
  }
  return grams;
}

/** The longest copy among the first `count` words of a text whose grams are `grams`. */
export function longestCopy(words: Int32Array, count: number, grams: HashSet): Copy {
  let best: Copy = { from: 0, to: 0, words: 0, all: 0 };
  let all = 0;
  let gram = 0;
  // Words of the copy that ends here.
  let run = 0;
  let counted = 0;
  for (let i = 0; i < count; i++) {
    gram = nextGram(gram, words, i);
    if (i < GRAM - 1) continue;
    if (!holdsHash(grams, gram)) {
      run = 0;
      continue;
    }
    run += run === 0 ? GRAM : 1;
    all += i + 1 - Math.max(counted, i + 1 - run);
    counted = i + 1;
    if (run > best.words) best = { from: i + 1 - run, to: i + 1, words: run, all: 0 };
  }
  return { ...best, all };
}

/** How many of some words are no common English ones. */
export function countRare(words: Int32Array, from: number, to: number): number {
  let rare = 0;
  for (let i = from; i < to; i++) if (!isKnownHash(words[i] ?? 0)) rare++;
  return rare;
}

/** The hash of the four words that end at `at`, from that of the four before. */
function nextGram(gram: number, words: Int32Array, at: number): number {
  const left = at >= GRAM ? Math.imul(OLDEST, words[at - GRAM] ?? 0) : 0;
  return (Math.imul(gram, BASE) + (words[at] ?? 0) - left) | 0;
}
