import { foldCharacter, characterClass, CHARACTER } from "./character-classes.ts";
import { createHashIndex, getHash, putHash, type HashIndex } from "./hash-index.ts";
import { hashWord } from "./scan-prompt.ts";

/** Words we know, and the index that finds the word meant by one with a single typing slip. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** Word hash to position in `words`. */
  readonly known: HashIndex;
  /** Hash of a word with one letter left out to position in `words`. */
  readonly deletes: HashIndex;
}

const SHORTEST_CORRECTED = 4;
const LONGEST_CORRECTED = 18;
const BASE = 0x01000193;
const DELETE_SALT = 0x3c6ef372;

/** Builds a vocabulary from folded words. Earlier words win where two could be meant. */
export function createVocabulary(words: readonly string[]): Vocabulary {
  const known = createHashIndex(words.length);
  let deletions = 0;
  for (const word of words) if (isCorrectable(word)) deletions += word.length;
  const deletes = createHashIndex(deletions);
  const prefix = new Int32Array(LONGEST_CORRECTED + 2);
  words.forEach((word, position) => {
    putHash(known, hashWord(word), position);
    if (!isCorrectable(word)) return;
    hashPrefixes(word, prefix);
    for (let i = 0; i < word.length; i++) {
      putHash(deletes, deletionHash(prefix, word.length, i) ^ DELETE_SALT, position);
    }
  });
  return { words, known, deletes };
}

function isCorrectable(word: string): boolean {
  if (word.length < SHORTEST_CORRECTED || word.length > LONGEST_CORRECTED) return false;
  return word.charCodeAt(0) < 0x250;
}

const POWERS: Int32Array = new Int32Array(LONGEST_CORRECTED + 3);
POWERS[0] = 1;
for (let i = 1; i < POWERS.length; i++) POWERS[i] = Math.imul(POWERS[i - 1]!, BASE);

function hashPrefixes(word: string, prefix: Int32Array): void {
  let h = 0;
  prefix[0] = 0;
  for (let i = 0; i < word.length; i++) {
    h = (Math.imul(h, BASE) + word.charCodeAt(i)) | 0;
    prefix[i + 1] = h;
  }
}

/** The hash of a word without its letter `i`, from the hashes of its prefixes. */
function deletionHash(prefix: Int32Array, length: number, i: number): number {
  const power = POWERS[length - i - 1]!;
  const suffix = (prefix[length]! - Math.imul(prefix[i + 1]!, power)) | 0;
  return (Math.imul(prefix[i]!, power) + suffix) | 0;
}

const PREFIX: Int32Array = new Int32Array(LONGEST_CORRECTED + 3);

/**
 * The position of the known word that differs from `text[start, end)` by one slip (a letter missing, extra, wrong, or two
 * swapped), or -1. Linear in the length of the word; words under four letters are left alone, since any may be meant.
 */
export function correctWord(vocabulary: Vocabulary, text: string, start: number, end: number): number {
  if (end - start < SHORTEST_CORRECTED - 1 || end - start > LONGEST_CORRECTED + 3) return -1;
  const word = foldedSlice(text, start, end);
  if (word.length < SHORTEST_CORRECTED - 1 || word.length > LONGEST_CORRECTED + 1 || word.charCodeAt(0) >= 0x250)
    return -1;
  hashPrefixes(word, PREFIX);
  const missing = getHash(vocabulary.deletes, PREFIX[word.length]! ^ DELETE_SALT);
  if (missing >= 0 && isOneSlip(word, vocabulary.words[missing]!)) return missing;
  for (let i = 0; i < word.length; i++) {
    const h = deletionHash(PREFIX, word.length, i);
    if (word.length > SHORTEST_CORRECTED) {
      const extra = getHash(vocabulary.known, h);
      if (extra >= 0 && isOneSlip(word, vocabulary.words[extra]!)) return extra;
    }
    const wrong = getHash(vocabulary.deletes, h ^ DELETE_SALT);
    if (wrong >= 0 && isOneSlip(word, vocabulary.words[wrong]!)) return wrong;
  }
  return -1;
}

function foldedSlice(text: string, start: number, end: number): string {
  let word = "";
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    const kind = characterClass(code);
    if (kind === CHARACTER.letter || kind === CHARACTER.digit) word += String.fromCharCode(foldCharacter(code));
  }
  return word;
}

/** True if two words are one insertion, deletion, substitution or swap of neighbours apart. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  let k = 0;
  const room = Math.min(a.length, b.length) - i;
  while (k < room && a.charCodeAt(a.length - 1 - k) === b.charCodeAt(b.length - 1 - k)) k++;
  const restA = a.length - i - k;
  const restB = b.length - i - k;
  if (restA <= 1 && restB <= 1) return true;
  return restA === 2 && restB === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}
