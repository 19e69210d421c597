import { createFeatureSpace, pairHash, type FeatureSpace } from "../../packages/engine/src/routing/classify/model.ts";
import { createReading, readPrompt } from "../../packages/engine/src/routing/classify/extract-features.ts";
import { foldText } from "../../packages/engine/src/routing/classify/character-classes.ts";
import { getHash, keysByValue } from "../../packages/engine/src/routing/classify/hash-index.ts";
import { hashWord, TOKEN } from "../../packages/engine/src/routing/classify/scan-prompt.ts";
import { wordAt } from "../../packages/engine/src/routing/classify/vocabulary.ts";
import type { SparseRows } from "./fit-softmax.ts";
import type { WeightedPrompt } from "./compose-training.ts";

/** How often a word or pair must occur, in how many different families of prompts, to become a feature. */
export interface FeatureFloor {
  readonly word: number;
  readonly pair: number;
}

/** Every word and pair frequent enough, most frequent first; ties in the order of the alphabet, so that runs agree. */
export function collectFeatures(prompts: readonly WeightedPrompt[], floor: FeatureFloor): FeatureSpace {
  const space = createFeatureSpace("", new Int32Array(0));
  const words = new Map<string, Set<string>>();
  const pairs = new Map<number, Set<string>>();
  const reading = createReading();
  for (const { prompt, family, isVariation } of prompts) {
    if (isVariation) continue;
    readPrompt(space, reading, prompt);
    const { scan, spans } = reading;
    let left = 1;
    for (let i = 0; i < scan.tokens; i++) {
      if (spans.isInstruction[i] === 0) continue;
      const hash = scan.hash[i]!;
      if (scan.kind[i] !== TOKEN.number) {
        note(words, wordText(space, reading.wordOf[i]!, scan.text.slice(scan.start[i]!, scan.end[i]!)), family);
      }
      note(pairs, pairHash(left, hash), family);
      left = hash;
    }
  }
  return createFeatureSpace(frequent(words, floor.word).join(" "), Int32Array.from(frequent(pairs, floor.pair)));
}

function wordText(space: FeatureSpace, known: number, text: string): string {
  return known >= 0 ? wordAt(space.vocabulary, known) : foldText(text).replaceAll(/['\u2019]/g, "");
}

function note<K>(counts: Map<K, Set<string>>, key: K, family: string): void {
  const families = counts.get(key);
  if (families === undefined) counts.set(key, new Set([family]));
  else families.add(family);
}

function frequent<K extends string | number>(counts: Map<K, Set<string>>, floor: number): K[] {
  return [...counts]
    .filter(([, families]) => families.size >= floor)
    .toSorted(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1))
    .map(([key]) => key);
}

/** The features of every prompt, as sparse rows. */
export function extractRows(space: FeatureSpace, prompts: readonly WeightedPrompt[]): SparseRows {
  const reading = createReading();
  const starts = new Int32Array(prompts.length + 1);
  let ids = new Int32Array(prompts.length * 64);
  let values = new Float32Array(prompts.length * 64);
  let n = 0;
  prompts.forEach(({ prompt }, row) => {
    const { features } = readPrompt(space, reading, prompt);
    if (n + features.count > ids.length) {
      ids = grown(ids, new Int32Array(ids.length * 2));
      values = grown(values, new Float32Array(values.length * 2));
    }
    ids.set(features.ids.subarray(0, features.count), n);
    values.set(features.values.subarray(0, features.count), n);
    n += features.count;
    starts[row + 1] = n;
  });
  return {
    starts,
    ids: ids.slice(0, n),
    values: values.slice(0, n),
    labels: Uint8Array.from(prompts, (prompt) => prompt.label),
    weights: Float32Array.from(prompts, (prompt) => prompt.weight),
  };
}

function grown<T extends Int32Array | Float32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** How many words and pairs get weights, and how many more words are known. */
export interface FeatureBudget {
  readonly words: number;
  readonly pairs: number;
  readonly known: number;
}

/** Shorter words are listed in the lexicon. */
const SHORTEST_KNOWN = 4;

/** Keeps the words and pairs whose weights matter most over the training rows. */
export function keepStrongest(
  space: FeatureSpace,
  fitted: { readonly weights: Float64Array; readonly rows: SparseRows; readonly classes: number },
  keep: FeatureBudget,
): FeatureSpace {
  const { weights, rows, classes } = fitted;
  const mass = new Float64Array(space.layout.size);
  for (let f = 0; f < rows.ids.length; f++) mass[rows.ids[f]!]! += rows.values[f]! ** 2;
  const force = (id: number): number => {
    let spreadOfRow = 0;
    for (let k = 0; k < classes; k++) spreadOfRow += weights[id * classes + k]! ** 2;
    return spreadOfRow * Math.sqrt(mass[id]!);
  };
  const best = (from: number, count: number, limit: number): number[] =>
    Array.from({ length: count }, (_, i) => i)
      .toSorted((a, b) => force(from + b) - force(from + a) || a - b)
      .slice(0, limit)
      .toSorted((a, b) => a - b);
  const { layout, vocabulary } = space;
  const pairOf = keysByValue(space.pairs);
  const words = best(layout.word, space.weighted, keep.words).map((i) => wordAt(vocabulary, i));
  const pairs = best(layout.pair, layout.size - layout.pair, keep.pairs).map((i) => pairOf[i]!);
  const kept = new Set(words);
  const known = Array.from({ length: space.weighted }, (_, i) => wordAt(vocabulary, i))
    .filter(
      (word) => word.length >= SHORTEST_KNOWN && word.charCodeAt(0) < 0x250 && !kept.has(word) && !isOfLexicon(word),
    )
    .slice(0, keep.known)
    .join(" ");
  return createFeatureSpace(words.join(" "), Int32Array.from(pairs), known);
}

const lexicon: FeatureSpace = createFeatureSpace("", new Int32Array(0));

function isOfLexicon(word: string): boolean {
  return getHash(lexicon.vocabulary.known, hashWord(word)) >= 0;
}
