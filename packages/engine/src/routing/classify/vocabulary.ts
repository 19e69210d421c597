import { foldCharacter, foldText, characterClass, CHARACTER } from "./character-classes.ts";
import { FUNCTION_WORDS } from "./lexicon/short-words.ts";
import { createHashIndex, getHash, putHash, type HashIndex } from "./hash-index.ts";
import type { LexiconTokens } from "./read-lexicon.ts";
import { TOKEN } from "./scan-prompt.ts";

/** Words we know, and the index that finds the word meant by one with a single typing slip. */
export interface Vocabulary {
  /** The texts the words stand in, joined. */
  readonly text: string;
  readonly size: number;
  /** Where each word starts and ends in `text`. Earlier words win where two could be meant. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Hash of each word. */
  readonly hashes: Int32Array;
  /** Word hash to position. */
  readonly known: HashIndex;
  /** How many words, the first ones, were given as such; then come those of the lexicon. */
  readonly own: number;
  /** The first of the further words, after the lexicon's. */
  readonly further: number;
  /** By length of a word: its hash with one letter left out to position; each built when a word unknown needs it. */
  readonly deletes: (HashIndex | undefined)[];
}

const SHORTEST_CORRECTED = 4;
/** Words of three letters are corrected only if two neighbours are swapped ("teh"). */
const SHORTEST_SWAPPED = 3;
const LONGEST_CORRECTED = 18;
const SHORTEST = 2;
/** From this length an unknown word is read as a word of the lexicon too, whatever its language; "went" is no slip of "cent". */
const SURE_LENGTH = 6;
const BASE = 0x01000193;
const DELETE_SALT = 0x3c6ef372;

/** Share of a lexicon's tokens that are words not seen before in it, at most. */
const DISTINCT = 0.6;
/** Characters a word, with its separator, below which no real vocabulary lies. */
const SHORTEST_MEAN_WORD = 4;

/**
 * Builds a vocabulary from folded words separated by blanks, then every other word of the lexicon, whose text holds
 * further words, of no phrase, from position `further` on.
 */
export function createVocabulary(
  words: string,
  lexicon: LexiconTokens,
  further: number = Number.POSITIVE_INFINITY,
): Vocabulary {
  const text = `${words} ${lexicon.text}`;
  const room = 16 + Math.floor(words.length / SHORTEST_MEAN_WORD + lexicon.count * DISTINCT);
  const vocabulary: Growing = {
    text,
    size: 0,
    start: new Int32Array(room),
    end: new Int32Array(room),
    hashes: new Int32Array(room),
    known: createHashIndex(room),
    own: 0,
    further: 0,
    deletes: [],
  };
  readWords(vocabulary, words.length);
  vocabulary.own = vocabulary.size;
  const offset = words.length + 1;
  for (let i = 0; i < lexicon.count; i++) {
    if (lexicon.start[i]! < further) vocabulary.further = vocabulary.size;
    const hash = lexicon.hash[i]!;
    if (lexicon.kind[i] !== TOKEN.word || getHash(vocabulary.known, hash) >= 0) continue;
    addWord(vocabulary, hash, offset + lexicon.start[i]!, offset + lexicon.end[i]!);
    if (lexicon.start[i]! < further) vocabulary.further = vocabulary.size;
  }
  return vocabulary;
}

type Growing = { -readonly [K in keyof Vocabulary]: Vocabulary[K] };

function readWords(vocabulary: Growing, length: number): void {
  const { text } = vocabulary;
  let from = 0;
  let h = 0;
  for (let i = 0; i <= length; i++) {
    const code = i < length ? text.charCodeAt(i) : 0x20;
    if (code !== 0x20) {
      h = (Math.imul(h, BASE) + code) | 0;
      continue;
    }
    if (i > from) addWord(vocabulary, h, from, i);
    from = i + 1;
    h = 0;
  }
}

function addWord(vocabulary: Growing, hash: number, start: number, end: number): void {
  const position = vocabulary.size++;
  if (position >= vocabulary.start.length)
    throw new RangeError("the words of a vocabulary are shorter than any language's");
  vocabulary.start[position] = start;
  vocabulary.end[position] = end;
  vocabulary.hashes[position] = hash;
  putHash(vocabulary.known, hash, position);
}

/** The folded word at a position. */
export function wordAt(vocabulary: Vocabulary, position: number): string {
  return foldText(vocabulary.text.slice(vocabulary.start[position], vocabulary.end[position])).replaceAll(
    /['\u2019]/g,
    "",
  );
}

/** Letters a word may have more as written than folded: accents set apart and apostrophes. */
const MOST_MARKS = 4;

/** The words of `length` letters with one letter left out; uses the buffers of the word at hand. */
function indexDeletes(vocabulary: Vocabulary, length: number): HashIndex {
  const { text, start, end } = vocabulary;
  const own: number[] = [];
  for (let position = 0; position < vocabulary.size; position++) {
    const written = end[position]! - start[position]!;
    if (length < SURE_LENGTH && position >= vocabulary.own && position < vocabulary.further) continue;
    if (written >= length && written <= length + MOST_MARKS) own.push(position);
  }
  const deletes = createHashIndex(own.length * length);
  for (const position of own) {
    if (foldWord(text, start[position]!, end[position]!) !== length || LETTERS[0]! >= 0x250) continue;
    hashPrefixes(length);
    for (let i = 0; i < length; i++) putHash(deletes, deletionHash(length, i) ^ DELETE_SALT, position);
  }
  return deletes;
}

const NONE: HashIndex = createHashIndex(0);

/** Makes sure of the index for words of `length` letters, before a word at hand is written to the buffers. */
function deletesOf(vocabulary: Vocabulary, length: number): HashIndex {
  if (length < SHORTEST_CORRECTED || length > LONGEST_CORRECTED) return NONE;
  return (vocabulary.deletes[length] ??= indexDeletes(vocabulary, length));
}

const POWERS: Int32Array = new Int32Array(LONGEST_CORRECTED + 3);
POWERS[0] = 1;
for (let i = 1; i < POWERS.length; i++) POWERS[i] = Math.imul(POWERS[i - 1]!, BASE);

/** The word at hand, folded, and the hashes of its prefixes. */
const LETTERS: Uint16Array = new Uint16Array(LONGEST_CORRECTED + 4);
const PREFIX: Int32Array = new Int32Array(LONGEST_CORRECTED + 5);

/** Writes the folded letters of `text[start, end)` and returns how many there are; more than fit are not written. */
function foldWord(text: string, start: number, end: number): number {
  let length = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    const kind = characterClass(code);
    if (kind === CHARACTER.letter || kind === CHARACTER.digit) LETTERS[length++] = foldCharacter(code);
  }
  return length;
}

function hashPrefixes(length: number): void {
  let h = 0;
  for (let i = 0; i < length; i++) {
    h = (Math.imul(h, BASE) + LETTERS[i]!) | 0;
    PREFIX[i + 1] = h;
  }
}

/** The hash of the word at hand without its letter `i`, from the hashes of its prefixes. */
function deletionHash(length: number, i: number): number {
  const power = POWERS[length - i - 1]!;
  const suffix = (PREFIX[length]! - Math.imul(PREFIX[i + 1]!, power)) | 0;
  return (Math.imul(PREFIX[i]!, power) + suffix) | 0;
}

/**
 * The position of the known word that differs from `text[start, end)` by one slip (a letter missing, extra, wrong, or two
 * swapped), or -1. Linear in the length of the word. Words of up to four letters may be any; they are read as function words.
 */
export function correctWord(vocabulary: Vocabulary, text: string, start: number, end: number): number {
  if (end - start < SHORTEST || end - start > LONGEST_CORRECTED + 3) return -1;
  const word = foldedSlice(text, start, end);
  const { length } = word;
  if (length < SHORTEST || length > LONGEST_CORRECTED + 1 || word.charCodeAt(0) >= 0x250) return -1;
  const longer = deletesOf(vocabulary, length + 1);
  const alike = deletesOf(vocabulary, length);
  foldWord(word, 0, length);
  hashPrefixes(length);
  if (length === SHORTEST_SWAPPED) {
    const swapped = swappedWord(vocabulary);
    if (swapped >= 0) return swapped;
  }
  const isMeant = (position: number): boolean =>
    position >= 0 &&
    (position < vocabulary.own || position >= vocabulary.further || length >= SURE_LENGTH) &&
    isOneSlip(word, wordAt(vocabulary, position));
  const missing = getHash(longer, PREFIX[length]! ^ DELETE_SALT);
  if (isMeant(missing)) return missing;
  if (length <= SHORTEST_CORRECTED) {
    const short = functionWord(vocabulary, word);
    if (short >= 0) return short;
  }
  for (let i = 0; i < length; i++) {
    const h = deletionHash(length, i);
    if (length > SHORTEST_CORRECTED) {
      const extra = getHash(vocabulary.known, h);
      if (isMeant(extra)) return extra;
    }
    const wrong = getHash(alike, h ^ DELETE_SALT);
    if (isMeant(wrong)) return wrong;
  }
  return -1;
}

/** The commonest function word one slip from an unknown word of two to four letters, or -1. */
function functionWord({ known }: Vocabulary, word: string): number {
  FUNCTION_LIST ??= FUNCTION_WORDS.split(" ");
  for (const meant of FUNCTION_LIST) {
    if (meant.length > 1 && meant.length <= 3 && isOneSlip(word, meant)) return getHash(known, hashOf(meant));
  }
  return -1;
}

let FUNCTION_LIST: string[] | undefined;

function hashOf(word: string): number {
  let h = 0;
  for (let i = 0; i < word.length; i++) h = (Math.imul(h, BASE) + word.charCodeAt(i)) | 0;
  return h;
}

/** The known word of three letters that the one at hand is with two neighbours swapped, or -1. */
function swappedWord({ known }: Vocabulary): number {
  const [a, b, c] = [LETTERS[0]!, LETTERS[1]!, LETTERS[2]!];
  const later = getHash(known, hashLetters(a, c, b));
  return later >= 0 ? later : getHash(known, hashLetters(b, a, c));
}

function hashLetters(a: number, b: number, c: number): number {
  return (Math.imul((Math.imul(a, BASE) + b) | 0, BASE) + c) | 0;
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
