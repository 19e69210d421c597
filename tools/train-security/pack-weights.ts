import { GAP_BITS, WEIGHT_BITS } from "../../packages/security/src/analyzer/model/unpack-weights.ts";

/** Weights from -8 to 8, few of them not zero, as base64: what `unpackWeights` of the security package reads. */
export function packWeights(weights: Int8Array): string {
  const bits: number[] = [];
  const write = (value: number, count: number): void => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  let gap = 0;
  for (const weight of weights) {
    if (weight === 0) {
      gap++;
      continue;
    }
    for (let eights = gap >> GAP_BITS; eights > 0; eights--) bits.push(1);
    bits.push(0);
    write(gap & ((1 << GAP_BITS) - 1), GAP_BITS);
    write(weight < 0 ? weight + 8 : weight + 7, WEIGHT_BITS);
    gap = 0;
  }
  // Ones, which begin a gap that never ends.
  while (bits.length % 8 !== 0) bits.push(1);
  const bytes = new Uint8Array(bits.length / 8);
  for (const [i, bit] of bits.entries()) bytes[i >> 3] = ((bytes[i >> 3] ?? 0) << 1) | bit;
  return Buffer.from(bytes).toString("base64");
}
