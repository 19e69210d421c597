import type { TextPart } from "../../text/split-long-text.ts";
import { MAX_WHOLE } from "../../text/split-long-text.ts";
import type { Tokens } from "../../text/tokenize.ts";

const EDGE = 12_000;
const BLOCK = 4000;
const OVERLAP = 400;
const MAX_BLOCKS = 4;
/** Letters a word in which words are rarely written. */
const LONG = 16;
// Where a block holds less that looks encoded, nothing is.
const LEAST = 60;

/** The parts of an answer that may say something in code: short ones whole; of long ones both ends, and the blocks with most that looks encoded. */
export function partsInDisguise(text: string, words: Tokens): TextPart[] {
  if (text.length <= MAX_WHOLE) return [{ text, start: 0 }];
  const weights = weighBlocks(text, words);
  const chosen = Array.from(weights, (weight, block) => ({ weight, block }))
    .filter(({ weight }) => weight >= LEAST)
    .sort((a, b) => b.weight - a.weight || a.block - b.block)
    .slice(0, MAX_BLOCKS);
  const part = (start: number, end: number): TextPart => ({ text: text.slice(start, end), start });
  return [
    part(0, EDGE),
    part(text.length - EDGE, text.length),
    ...chosen.map(({ block }) => part(Math.max(0, block * BLOCK - OVERLAP), (block + 1) * BLOCK + OVERLAP)),
  ];
}

/** For each block: letters in words too long to be any, and signs that escapes begin with. */
function weighBlocks(text: string, { text: folded, start, end, count }: Tokens): Uint32Array {
  const weights = new Uint32Array(Math.ceil(text.length / BLOCK));
  const add = (code: number, weight: number): void => {
    const block = Math.floor((folded.at[code] ?? 0) / BLOCK);
    weights[block] = (weights[block] ?? 0) + weight;
  };
  for (let i = 0; i < count; i++) {
    const [from, to] = [start[i] ?? 0, end[i] ?? 0];
    if (to - from >= LONG) add(from, to - from);
    else if (from > 0 && ESCAPES.has(folded.codes[from - 1] ?? 0)) add(from, to - from);
  }
  return weights;
}

// % & # \ = as in %41, &amp;, &#65;, \u0041, =41.
const ESCAPES: ReadonlySet<number> = new Set([37, 38, 35, 92, 61]);
