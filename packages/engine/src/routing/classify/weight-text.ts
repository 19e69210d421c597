/**
 * Small integers as printable text: one character a weight, no escapes in a TypeScript string.
 * Weights lie in -44…44 (6.5 bits); hashes take five characters.
 */
export const ALPHABET: string =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#%&'()*+,-./:;<=>?@[]^_{|}~";
/** The largest magnitude a weight can have. */
export const LARGEST_WEIGHT = 44;

const VALUE: Int16Array = new Int16Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i;

/** The text of integer weights. Throws a RangeError for one outside -44…44. */
export function encodeWeights(weights: ArrayLike<number>): string {
  const pieces: string[] = [];
  for (let i = 0; i < weights.length; i++) {
    const character = ALPHABET[weights[i]! + LARGEST_WEIGHT];
    if (character === undefined) throw new RangeError(`weight ${weights[i]} at ${i} does not fit`);
    pieces.push(character);
  }
  return pieces.join("");
}

/** The weights in a text written by {@link encodeWeights}. */
export function decodeWeights(text: string): Int8Array {
  const weights = new Int8Array(text.length);
  for (let i = 0; i < text.length; i++) weights[i] = VALUE[text.charCodeAt(i)]! - LARGEST_WEIGHT;
  return weights;
}

/** The bytes of a text written by {@link encodeWeights}: each stands for a weight by {@link weightOf}. Native, so nothing is decoded at start-up. */
export function weightCodes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The integer weight of a byte. */
export function weightOf(code: number): number {
  return VALUE[code]! - LARGEST_WEIGHT;
}

const HASH_CHARACTERS = 5;

/** The text of 32-bit hashes. */
export function encodeHashes(hashes: Int32Array): string {
  let text = "";
  for (const hash of hashes) {
    let rest = hash >>> 0;
    for (let i = 0; i < HASH_CHARACTERS; i++) {
      text += ALPHABET[rest % ALPHABET.length];
      rest = Math.floor(rest / ALPHABET.length);
    }
  }
  return text;
}

/** The hashes in a text written by {@link encodeHashes}. */
export function decodeHashes(text: string): Int32Array {
  const hashes = new Int32Array(text.length / HASH_CHARACTERS);
  for (let i = 0; i < hashes.length; i++) {
    let value = 0;
    for (let j = HASH_CHARACTERS - 1; j >= 0; j--) {
      value = value * ALPHABET.length + VALUE[text.charCodeAt(i * HASH_CHARACTERS + j)]!;
    }
    hashes[i] = value | 0;
  }
  return hashes;
}
