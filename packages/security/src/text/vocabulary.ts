import { decodeOwnBase64 } from "./decode-base64.ts";
import { KNOWN_HASHES, KNOWN_WORDS, WORD_GROUPS } from "./known-words.ts";
import { HASH_SEED, hashStep, hashWord } from "./tokenize.ts";

// Stands for a word that no group was found for.
const UNGROUPED = 255;

let groups: ReadonlyMap<number, number> | undefined;
let shuffled: ReadonlyMap<number, string> | undefined;

/** By length, first, last and the letters between in any order: what a word is still read as when its middle is shuffled. */
function shuffledWords(): ReadonlyMap<number, string> {
  const words = new Map<number, string>();
  for (const word of KNOWN_WORDS) {
    if (word.length < 5) continue;
    const key = shuffleKey((i) => word.charCodeAt(i), word.length);
    if (!words.has(key)) words.set(key, word);
  }
  return words;
}

/** Whether the hash is that of a common English word. */
export function isKnownHash(hash: number): boolean {
  groups ??= readGroups();
  return groups.has(hash);
}

/** The group of words of like use that a common English word belongs to, 0–255; -1 where none is known. */
export function groupOf(hash: number): number {
  groups ??= readGroups();
  return groups.get(hash) ?? -1;
}

function readGroups(): ReadonlyMap<number, number> {
  const bytes = decodeOwnBase64(KNOWN_HASHES);
  const hashes = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  const numbers = decodeOwnBase64(WORD_GROUPS);
  const read = new Map<number, number>();
  for (let i = 0; i < hashes.length; i++) read.set(hashes[i] ?? 0, numbers[i] === UNGROUPED ? -1 : (numbers[i] ?? 0));
  return read;
}

/** Whether a folded word is a common English one. */
export function isKnownWord(word: string): boolean {
  return isKnownHash(hashWord(word));
}

/** The common word whose inner letters were shuffled into the one at `from`–`to` of `codes`, or undefined. */
export function unshuffle(codes: Uint16Array, from: number, to: number): string | undefined {
  const length = to - from;
  if (length < 5 || length > 16) return undefined;
  shuffled ??= shuffledWords();
  return shuffled.get(shuffleKey((i) => codes[from + i] ?? 0, length));
}

// The letters between are added up, so that their order does not count.
function shuffleKey(at: (index: number) => number, length: number): number {
  let middle = 0;
  for (let i = 1; i < length - 1; i++) middle = (middle + Math.imul(at(i) * at(i), 0x9e3779b1)) | 0;
  return Math.imul(middle ^ (at(0) << 16) ^ (at(length - 1) << 8) ^ length, 0x85ebca6b) | 0;
}

const MAX_WORD = 16;
const CHUNK = 240;
const MAX_LETTERS = 2400;

/** A run of letters cut into common words, the fewest that fit; undefined when much of it is none. */
export function segmentWords(run: string): string[] | undefined {
  const text = run.slice(0, MAX_LETTERS);
  if (new Set(text).size < 5) return undefined;
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const chunk = text.slice(at, at + CHUNK);
    const cut = segmentChunk(chunk);
    // The last word of a chunk may go on in the next.
    const isLast = at + CHUNK >= text.length;
    const kept = isLast || cut.length < 3 ? cut : cut.slice(0, -1);
    parts.push(...kept);
    at += kept.reduce((sum, part) => sum + part.length, 0);
  }
  const known = parts.reduce((letters, part) => letters + (isKnownWord(part) ? part.length : 0), 0);
  return known >= text.length * 0.72 ? joinUnknown(parts) : undefined;
}

function segmentChunk(run: string): string[] {
  const cost = new Float64Array(run.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(run.length + 1);
  cost[0] = 0;
  for (let start = 0; start < run.length; start++) {
    let hash = HASH_SEED;
    const base = cost[start] ?? 0;
    for (let end = start + 1; end <= Math.min(run.length, start + MAX_WORD); end++) {
      hash = hashStep(hash, run.charCodeAt(end - 1));
      const length = end - start;
      const step = isKnownHash(hash)
        ? 4 + (length === 1 ? 5 : length === 2 ? 2 : 0)
        : length === 1
          ? 9
          : Number.POSITIVE_INFINITY;
      if (base + step < (cost[end] ?? 0)) {
        cost[end] = base + step;
        from[end] = start;
      }
    }
  }
  const parts: string[] = [];
  for (let end = run.length; end > 0; end = from[end] ?? 0) parts.push(run.slice(from[end], end));
  return parts.toReversed();
}

// Single leftover letters side by side are one word the vocabulary lacks.
function joinUnknown(parts: readonly string[]): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const part of parts) {
    const isLoose = part.length === 1 && !isKnownWord(part);
    if (isLoose && isOpen) joined[joined.length - 1] += part;
    else joined.push(part);
    isOpen = isLoose;
  }
  return joined;
}
