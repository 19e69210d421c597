import { decodeOwnBase64 } from "../../text/decode-base64.ts";
import { HASH_SEED, hashStep } from "../../text/tokenize.ts";
import { PACKED_NUMBERS, PACKED_STEMS } from "./packed-lexicon.ts";

/** Words in a row that name ideas. */
export interface Phrase {
  readonly hashes: readonly number[];
  readonly concepts: number[];
  /** The last word may have any ending that begins so. */
  readonly stem: string;
}

/** The lexicon, by hashes of folded words. */
export interface LexiconIndex {
  readonly words: Map<number, number[]>;
  /** By the hash of the first word. */
  readonly phrases: Map<number, Phrase[]>;
  /** By the hash of the stem's first letters. */
  readonly stems: Map<number, Phrase[]>;
}

/** How many letters of a stem it is found by. */
export const STEM_LETTERS = 2;

/** The hash a stem is found by; 0 for shorter ones, as for shorter words. */
export function stemKey(stem: string): number {
  if (stem.length < STEM_LETTERS) return 0;
  return hashStep(hashStep(HASH_SEED, stem.charCodeAt(0)), stem.charCodeAt(1));
}

// A concept's number takes so many bits of the 29 beside their count.
const CONCEPT_BITS = 7;
const MOST_CONCEPTS = 4;

/** An index as numbers and a list of stems: for each word its hash and concepts; for each phrase its concept, stem and hashes. */
export function packIndex(index: LexiconIndex): { readonly numbers: Int32Array; readonly stems: string } {
  const stems = [""];
  const words = [...index.words].flatMap(([hash, concepts]) => {
    if (concepts.length > MOST_CONCEPTS) throw new Error(`a word stands for ${concepts.length} ideas`);
    return [hash, concepts.reduce((sum, concept, i) => sum | (concept << (3 + CONCEPT_BITS * i)), concepts.length)];
  });
  const phrases = [...index.phrases.values(), ...index.stems.values()].flat().flatMap(({ hashes, concepts, stem }) => {
    if (stem !== "" && !stems.includes(stem)) stems.push(stem);
    return [((concepts[0] ?? 0) << 20) | (stems.indexOf(stem) << 4) | hashes.length, ...hashes];
  });
  return { numbers: Int32Array.from([index.words.size, ...words, ...phrases]), stems: stems.join("|") };
}

/** The index that {@link packIndex} packed. */
export function unpackIndex(numbers: Int32Array, stemList: string): LexiconIndex {
  const index: LexiconIndex = { words: new Map(), phrases: new Map(), stems: new Map() };
  const stems = stemList.split("|");
  // Thousands of entries share a few lists of ideas: the first scan waits for this.
  const lists = new Map<number, number[]>();
  const conceptsOf = (packed: number): number[] => {
    const known = lists.get(packed);
    if (known !== undefined) return known;
    const list = Array.from({ length: packed & 7 }, (_, i) => (packed >>> (3 + CONCEPT_BITS * i)) & 127);
    lists.set(packed, list);
    return list;
  };
  let at = 1;
  for (let word = 0; word < (numbers[0] ?? 0); word++) {
    const packed = numbers[at + 1] ?? 0;
    index.words.set(numbers[at] ?? 0, conceptsOf(packed));
    at += 2;
  }
  while (at < numbers.length) {
    const packed = numbers[at++] ?? 0;
    const stem = stems[(packed >>> 4) & 0xffff] ?? "";
    const hashes: number[] = [];
    for (let i = 0; i < (packed & 15); i++) hashes.push(numbers[at++] ?? 0);
    const phrase = { hashes, concepts: conceptsOf(1 | ((packed >>> 20) << 3)), stem };
    const [map, key] = hashes.length === 0 ? [index.stems, stemKey(stem)] : [index.phrases, hashes[0] ?? 0];
    const list = map.get(key);
    if (list === undefined) map.set(key, [phrase]);
    else list.push(phrase);
  }
  return index;
}

let loaded: LexiconIndex | undefined;

/** The index that ships with this package, unpacked at first use. */
export function lexiconIndex(): LexiconIndex {
  if (loaded === undefined) {
    const bytes = decodeOwnBase64(PACKED_NUMBERS);
    loaded = unpackIndex(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2), PACKED_STEMS);
  }
  return loaded;
}
