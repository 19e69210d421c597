import { decodeOwnBase64 } from "../../text/decode-base64.ts";
import { HASH_SEED, hashStep } from "../../text/tokenize.ts";
import { PACKED_NUMBERS, PACKED_STEMS } from "./packed-lexicon.ts";

/** Words in a row that name an idea, as the lexicon is read. */
export interface Phrase {
  readonly hashes: readonly number[];
  readonly concept: number;
  /** The last word may have any ending that begins so. */
  readonly stem: string;
}

/** The lexicon as it is read, by hashes of folded words; {@link packIndex} makes of it what ships. */
export interface ReadLexicon {
  readonly words: Map<number, number[]>;
  /** By the hash of the first word. */
  readonly phrases: Map<number, Phrase[]>;
  /** By the hash of the stem's first letters. */
  readonly stems: Map<number, Phrase[]>;
}

/** Numbers by hash, sorted by it; a hash may stand several times. Looked up where `starts` says for its upper bits. */
interface HashTable {
  readonly hashes: Int32Array;
  readonly values: Int32Array;
  readonly starts: Uint32Array;
}

/** The lexicon as it is looked up: views of the packed numbers, nothing unpacked, as the first scan waits for it. */
export interface LexiconIndex {
  /** For each word its ideas, see {@link conceptAt}. */
  readonly words: HashTable;
  /** By the hash of the first word: where in `records` the phrase stands. */
  readonly phrases: HashTable;
  /** By the hash of the stem's first letters: a record of no words. */
  readonly stems: HashTable;
  /** For each phrase its idea, stem and number of words, then the hashes of all but the first. */
  readonly records: Int32Array;
  readonly stemTexts: readonly string[];
}

/** How many letters of a stem it is found by; none is shorter. A Hangul syllable says as much as three letters. */
export function keyLetters(firstCode: number): number {
  return firstCode >= 0xac00 && firstCode <= 0xd7a3 ? 1 : 3;
}

/** The hash a stem is found by. */
export function stemKey(stem: string): number {
  const letters = keyLetters(stem.charCodeAt(0));
  if (stem.length < letters) throw new Error(`The stem ${stem} is too short.`);
  let hash = HASH_SEED;
  for (let i = 0; i < letters; i++) hash = hashStep(hash, stem.charCodeAt(i));
  return hash;
}

// A concept's number takes so many bits of the 29 beside their count.
const CONCEPT_BITS = 7;
const MOST_CONCEPTS = 4;
const UPPER_BITS = 12;
const SHIFT = 32 - UPPER_BITS;

/** How many ideas a word's value holds. */
export function conceptCount(value: number): number {
  return value & 7;
}

/** One of a word's ideas. */
export function conceptAt(value: number, index: number): number {
  return (value >>> (3 + CONCEPT_BITS * index)) & 127;
}

/** A phrase's idea. */
export function recordConcept(head: number): number {
  return head >>> 20;
}

/** The number of a phrase's stem in `stemTexts`; 0 is no stem. */
export function recordStem(head: number): number {
  return (head >>> 4) & 0xffff;
}

/** How many words a phrase has before its stem. */
export function recordWords(head: number): number {
  return head & 15;
}

/** Where a hash may stand: from `starts` of it, while the hash is equal. -1 where it does not. */
export function firstOf({ hashes, starts }: HashTable, hash: number): number {
  const upper = hash >>> SHIFT;
  const end = starts[upper + 1] ?? 0;
  for (let at = starts[upper] ?? 0; at < end; at++) if (hashes[at] === hash) return at;
  return -1;
}

type Entry = readonly [hash: number, value: number];

/** The lexicon as numbers and a list of stems. */
export function packIndex(read: ReadLexicon): { readonly numbers: Int32Array; readonly stems: string } {
  const stems = [""];
  const stemNumber = (stem: string): number => {
    if (!stems.includes(stem)) stems.push(stem);
    return stems.indexOf(stem);
  };
  const words = [...read.words].map(([hash, concepts]): Entry => {
    if (concepts.length > MOST_CONCEPTS) throw new Error(`A word stands for ${concepts.length} ideas.`);
    return [hash, concepts.reduce((sum, concept, i) => sum | (concept << (3 + CONCEPT_BITS * i)), concepts.length)];
  });
  const head = ({ hashes, concept, stem }: Phrase): number => (concept << 20) | (stemNumber(stem) << 4) | hashes.length;
  const records: number[] = [];
  const phrases = [...read.phrases].flatMap(([hash, list]) =>
    list.map((phrase): Entry => {
      const at = records.length;
      records.push(head(phrase), ...phrase.hashes.slice(1));
      return [hash, at];
    }),
  );
  const endings = [...read.stems].flatMap(([key, list]) => list.map((phrase): Entry => [key, head(phrase)]));
  const tables = [words, phrases, endings].map((entries) => entries.toSorted(([a], [b]) => (a >>> 0) - (b >>> 0)));
  return {
    numbers: Int32Array.from([
      ...tables.map((entries) => entries.length),
      ...tables.flatMap((entries) => [...entries.map(([hash]) => hash), ...entries.map(([, value]) => value)]),
      ...records,
    ]),
    stems: stems.join("|"),
  };
}

/** The index over what {@link packIndex} packed. */
export function openIndex(numbers: Int32Array, stems: string): LexiconIndex {
  let at = 3;
  const take = (length: number): Int32Array => numbers.subarray(at, (at += length));
  const table = (length: number): HashTable => {
    const hashes = take(length);
    return { hashes, values: take(length), starts: startsOf(hashes) };
  };
  const [words, phrases, endings] = [0, 1, 2].map((number) => table(numbers[number] ?? 0)) as [
    HashTable,
    HashTable,
    HashTable,
  ];
  return { words, phrases, stems: endings, records: numbers.subarray(at), stemTexts: stems.split("|") };
}

function startsOf(hashes: Int32Array): Uint32Array {
  const starts = new Uint32Array((1 << UPPER_BITS) + 1);
  let upper = 0;
  for (let at = 0; at < hashes.length; at++) {
    const own = (hashes[at] ?? 0) >>> SHIFT;
    while (upper < own) starts[++upper] = at;
  }
  while (upper < 1 << UPPER_BITS) starts[++upper] = hashes.length;
  return starts;
}

let loaded: LexiconIndex | undefined;

/** The index that ships with this package, opened at first use. */
export function lexiconIndex(): LexiconIndex {
  if (loaded === undefined) {
    const bytes = decodeOwnBase64(PACKED_NUMBERS);
    loaded = openIndex(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2), PACKED_STEMS);
  }
  return loaded;
}
