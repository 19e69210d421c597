/** A set of 32-bit hashes in one flat array: looked up for every word of a long text, a `Set` takes five times as long and ten times the room. */
export interface HashSet {
  /** Open addressing; 0 is an empty place. */
  readonly slots: Int32Array;
}

// What 0 is kept as.
const ZERO = 0x9e3779b1 | 0;

/** A set of the first `count` hashes. */
export function createHashSet(hashes: Int32Array, count: number = hashes.length): HashSet {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(8, count * 4))));
  for (let i = 0; i < count; i++) {
    const hash = hashes[i] ?? 0;
    slots[placeOf(slots, hash)] = hash === 0 ? ZERO : hash;
  }
  return { slots };
}

/** Whether the hash is in the set. */
export function holdsHash({ slots }: HashSet, hash: number): boolean {
  return slots[placeOf(slots, hash)] !== 0;
}

/** Where the hash stands, or would. */
function placeOf(slots: Int32Array, hash: number): number {
  const wanted = hash === 0 ? ZERO : hash;
  const mask = slots.length - 1;
  // The upper bits, which all of the hash bears on; as many as there are places.
  let at = Math.imul(wanted, 0x85ebca6b) >>> (Math.clz32(slots.length) + 1);
  while (slots[at] !== 0 && slots[at] !== wanted) at = (at + 1) & mask;
  return at;
}
