import { decodeOwnBase64 } from "../../text/decode-base64.ts";

/** Bits of a gap's remainder: gaps are 13 on average where 80,000 of 1,048,576 buckets have a weight. */
export const GAP_BITS = 3;
/** Bits of a weight: -8 to -1 and 1 to 8. */
export const WEIGHT_BITS = 4;
const REST = GAP_BITS + WEIGHT_BITS;

/**
 * The weights that `packWeights` of tools/train-security wrote, one a bucket, most of them zero. Of each that is not: how many
 * zeros stand before it (Rice code: eights as ones, a zero, the rest), then the weight. What fills the last byte is ones.
 */
export function unpackWeights(packed: string, buckets: number): Int8Array {
  const bytes = decodeOwnBase64(packed);
  const weights = new Int8Array(buckets);
  const end = bytes.length * 8;
  let bucket = 0;
  let at = 0;
  while (end - at > REST) {
    // The next 25 bits at least, the first of them highest.
    const byte = at >> 3;
    const next =
      (((bytes[byte] ?? 0) << 24) |
        ((bytes[byte + 1] ?? 0) << 16) |
        ((bytes[byte + 2] ?? 0) << 8) |
        (bytes[byte + 3] ?? 0)) <<
      (at & 7);
    const eights = Math.clz32(~next);
    // A long row of ones: eight eights, and on.
    if (eights > 25 - REST - 1) {
      bucket += 8 << GAP_BITS;
      at += 8;
      continue;
    }
    const value = (next << (eights + 1)) >>> (32 - REST);
    bucket += (eights << GAP_BITS) + (value >> WEIGHT_BITS);
    const weight = (value & ((1 << WEIGHT_BITS) - 1)) - 8;
    weights[bucket++] = weight < 0 ? weight : weight + 1;
    at += eights + 1 + REST;
  }
  return weights;
}
