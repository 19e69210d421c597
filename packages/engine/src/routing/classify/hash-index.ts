/** An open-addressing map from 32-bit hashes to small non-negative integers; built once at load, read on every prompt. */
export interface HashIndex {
  /** Key and value plus one side by side; 0 for an empty slot, as fresh memory is. */
  readonly slots: Int32Array;
  readonly mask: number;
}

/** Room for `size` entries at a load of at most two thirds. */
export function createHashIndex(size: number): HashIndex {
  let capacity = 16;
  while (capacity < size * 1.5) capacity *= 2;
  return { slots: new Int32Array(capacity * 2), mask: capacity - 1 };
}

/** Stores `value` under `key` unless the key is already there: the first writer wins. */
export function putHash(index: HashIndex, key: number, value: number): void {
  const { slots, mask } = index;
  let slot = spread(key) & mask;
  while (slots[2 * slot + 1] !== 0) {
    if (slots[2 * slot] === key) return;
    slot = (slot + 1) & mask;
  }
  slots[2 * slot] = key;
  slots[2 * slot + 1] = value + 1;
}

/** Stores `value` under `key` if the key is new or holds `old`. */
export function replaceHash(index: HashIndex, key: number, old: number, value: number): void {
  const { slots, mask } = index;
  let slot = spread(key) & mask;
  while (slots[2 * slot + 1] !== 0 && slots[2 * slot] !== key) slot = (slot + 1) & mask;
  if (slots[2 * slot + 1] !== 0 && slots[2 * slot + 1] !== old + 1) return;
  slots[2 * slot] = key;
  slots[2 * slot + 1] = value + 1;
}

/** Sets `bits` in the value stored under `key`. */
export function addBits(index: HashIndex, key: number, bits: number): void {
  const { slots, mask } = index;
  let slot = spread(key) & mask;
  while (slots[2 * slot + 1] !== 0 && slots[2 * slot] !== key) slot = (slot + 1) & mask;
  slots[2 * slot] = key;
  slots[2 * slot + 1] = (Math.max(0, slots[2 * slot + 1]! - 1) | bits) + 1;
}

/** The value stored under `key`, or -1. */
export function getHash(index: HashIndex, key: number): number {
  const { slots, mask } = index;
  let slot = spread(key) & mask;
  for (;;) {
    const value = slots[2 * slot + 1]!;
    if (value === 0 || slots[2 * slot] === key) return value - 1;
    slot = (slot + 1) & mask;
  }
}

/** Every key by its value, for values that count up from 0. */
export function keysByValue(index: HashIndex): Int32Array {
  const entries: [number, number][] = [];
  for (let slot = 0; slot < index.slots.length; slot += 2) {
    if (index.slots[slot + 1] !== 0) entries.push([index.slots[slot + 1]! - 1, index.slots[slot]!]);
  }
  const keys = new Int32Array(entries.length);
  for (const [value, key] of entries) keys[value] = key;
  return keys;
}

/** Murmur3's finalizer: polynomial hashes of similar words differ mostly in their low bits without it. */
export function spread(key: number): number {
  let h = key ^ (key >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return h ^ (h >>> 11);
}
