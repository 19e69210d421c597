import { KNOWN_WORDS } from "./known-words.ts";
import { hashWord } from "./tokenize.ts";

interface Vocabulary {
  readonly words: Set<string>;
  readonly hashes: Set<number>;
  /** By first letter, last letter and the sorted letters between: what a word is still read as when its middle is shuffled. */
  readonly shuffled: Map<string, string>;
}

let built: Vocabulary | undefined;

function vocabulary(): Vocabulary {
  if (built !== undefined) return built;
  const words = new Set(KNOWN_WORDS);
  const shuffled = new Map<string, string>();
  for (const word of KNOWN_WORDS) if (word.length >= 5 && !shuffled.has(shuffleKey(word))) shuffled.set(shuffleKey(word), word);
  built = { words, hashes: new Set(KNOWN_WORDS.map(hashWord)), shuffled };
  return built;
}

/** Whether a folded word is a common English one. */
export function isKnownWord(word: string): boolean {
  return vocabulary().words.has(word);
}

/** The same by its hash. */
export function isKnownHash(hash: number): boolean {
  return vocabulary().hashes.has(hash);
}

/** The common word whose inner letters were shuffled into `word`, or undefined. */
export function unshuffle(word: string): string | undefined {
  return word.length < 5 ? undefined : vocabulary().shuffled.get(shuffleKey(word));
}

function shuffleKey(word: string): string {
  return word.slice(0, 1) + Array.from(word.slice(1, -1)).sort().join("") + word.slice(-1);
}

const MAX_WORD = 16;
const MAX_RUN = 400;

/** A run of letters cut into common words, the fewest that fit; undefined when much of it is none. */
export function segmentWords(run: string): string[] | undefined {
  if (run.length > MAX_RUN) {
    const [head, tail] = [segmentWords(run.slice(0, MAX_RUN)), segmentWords(run.slice(MAX_RUN, 2 * MAX_RUN))];
    return head === undefined ? undefined : [...head, ...(tail ?? [])];
  }
  const { words } = vocabulary();
  const cost = new Float64Array(run.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(run.length + 1);
  cost[0] = 0;
  for (let end = 1; end <= run.length; end++) {
    for (let start = Math.max(0, end - MAX_WORD); start < end; start++) {
      const length = end - start;
      const isWord = words.has(run.slice(start, end));
      const step = isWord ? 4 + (length === 1 ? 5 : length === 2 ? 2 : 0) : length === 1 ? 9 : Number.POSITIVE_INFINITY;
      if ((cost[start] ?? 0) + step < (cost[end] ?? 0)) {
        cost[end] = (cost[start] ?? 0) + step;
        from[end] = start;
      }
    }
  }
  const parts: string[] = [];
  for (let end = run.length; end > 0; end = from[end] ?? 0) parts.unshift(run.slice(from[end], end));
  const known = parts.reduce((letters, part) => letters + (part.length > 1 || words.has(part) ? part.length : 0), 0);
  return known >= run.length * 0.8 ? joinUnknown(parts, words) : undefined;
}

// Single leftover letters side by side are one word the vocabulary lacks.
function joinUnknown(parts: readonly string[], words: ReadonlySet<string>): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const part of parts) {
    const isLoose = part.length === 1 && !words.has(part);
    if (isLoose && isOpen) joined[joined.length - 1] += part;
    else joined.push(part);
    isOpen = isLoose;
  }
  return joined;
}
