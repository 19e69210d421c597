/** An open-addressing map from 32-bit hashes to small non-negative integers; built once at load, read on every prompt. */
export interface HashIndex {
  readonly keys: Int32Array;
  readonly values: Int32Array;
  readonly mask: number;
}

/** Room for `size` entries at a load of at most one half. */
export function createHashIndex(size: number): HashIndex {
  let capacity = 16;
  while (capacity < size * 2) capacity *= 2;
  return { keys: new Int32Array(capacity), values: new Int32Array(capacity).fill(-1), mask: capacity - 1 };
}

/** Stores `value` under `key` unless the key is already there: the first writer wins. */
export function putHash(index: HashIndex, key: number, value: number): void {
  let slot = spread(key) & index.mask;
  while (index.values[slot]! >= 0) {
    if (index.keys[slot] === key) return;
    slot = (slot + 1) & index.mask;
  }
  index.keys[slot] = key;
  index.values[slot] = value;
}

/** Sets `bits` in the value stored under `key`. */
export function addBits(index: HashIndex, key: number, bits: number): void {
  let slot = spread(key) & index.mask;
  while (index.values[slot]! >= 0 && index.keys[slot] !== key) slot = (slot + 1) & index.mask;
  index.keys[slot] = key;
  index.values[slot] = Math.max(0, index.values[slot]!) | bits;
}

/** The value stored under `key`, or -1. */
export function getHash(index: HashIndex, key: number): number {
  let slot = spread(key) & index.mask;
  for (;;) {
    const value = index.values[slot]!;
    if (value < 0) return -1;
    if (index.keys[slot] === key) return value;
    slot = (slot + 1) & index.mask;
  }
}

/** Murmur3's finalizer: polynomial hashes of similar words differ mostly in their low bits without it. */
export function spread(key: number): number {
  let h = key ^ (key >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return h ^ (h >>> 11);
}
