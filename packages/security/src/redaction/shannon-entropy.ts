const ASCII = 128;
const COUNTS = new Uint32Array(ASCII);
/** What one more of a character that was counted `n` times adds to the sum of `n·log2(n)`. */
const MORE = Float64Array.from({ length: 512 }, (_, n) => added(n));

function added(n: number): number {
  return (n + 1) * Math.log2(n + 1) - (n === 0 ? 0 : n * Math.log2(n));
}

/** Bits a character, from the text's own letter frequencies (Shannon 1948). 0 for an empty text. */
export function shannonEntropy(text: string): number {
  if (text === "") return 0;
  COUNTS.fill(0);
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ASCII) return entropyOfAny(text);
    const count = COUNTS[code] ?? 0;
    sum += MORE[count] ?? added(count);
    COUNTS[code] = count + 1;
  }
  return Math.log2(text.length) - sum / text.length;
}

function entropyOfAny(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
