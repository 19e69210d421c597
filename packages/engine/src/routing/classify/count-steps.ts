import type { Reading } from "./extract-features.ts";
import { addBits, createHashIndex, getHash, type HashIndex } from "./hash-index.ts";
import { readLexicon } from "./read-lexicon.ts";
import { TOKEN } from "./scan-prompt.ts";

/**
 * What a word problem is made of, as far as it shows in words. Each more means a further step to work out. None of this
 * knows a benchmark: it is the vocabulary of school arithmetic.
 */
const STEP_WORDS: Readonly<Record<string, string>> = {
  quantities:
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|dozen|half|third|quarter|twice|double|triple|thrice",
  comparisons: "more|less|fewer|than|older|younger|taller|shorter|longer|faster|slower|heavier|bigger|smaller",
  ratios:
    "twice|half|third|thirds|quarter|quarters|double|doubled|triple|tripled|times|fraction|ratio|percent|percentage",
  rates: "each|per|every|apiece|times|daily|weekly|hourly",
  units:
    "hour|hours|minute|minutes|second|seconds|day|days|week|weeks|month|months|year|years|mile|miles|foot|feet|inch|inches|pound|pounds|ounce|ounces|gallon|gallons|cent|cents|dollar|dollars|km|meter|meters|kg|liter|liters",
  conditions: "if|then|after|before|when|until|while|but|however|instead|only|except|unless",
  totals: "remaining|remain|remains|left|rest|total|altogether|combined|sum|difference|average|together",
  references: "he|she|they|it|his|her|hers|their|its|him|them|another",
};

/** Names of the counts, in the order the trained weights know them. */
const WORD_MEASURES: readonly string[] = Object.keys(STEP_WORDS);
export const STEP_MEASURES: readonly string[] = [...WORD_MEASURES, "longest sentence"];

const counts: Int32Array = new Int32Array(STEP_MEASURES.length);
let index: HashIndex | undefined;

function stepIndex(): HashIndex {
  const built = createHashIndex(256);
  WORD_MEASURES.forEach((name, bit) => {
    const tokens = readLexicon(STEP_WORDS[name]!);
    for (let i = 0; i < tokens.count; i++) addBits(built, tokens.hash[i]!, 1 << bit);
  });
  return built;
}

/** Counts of the steps a word problem seems to take; the array is reused by the next call. Numbers and "$" and "%" count as written. */
export function countSteps({ scan }: Reading): Int32Array {
  index ??= stepIndex();
  counts.fill(0);
  for (let i = 0; i < scan.tokens; i++) {
    if (scan.kind[i] === TOKEN.number) {
      counts[0]!++;
      if (scan.text.charCodeAt(scan.end[i]!) === PERCENT) counts[2]!++;
      if (scan.text.charCodeAt(scan.start[i]! - 1) === DOLLAR) counts[4]!++;
      continue;
    }
    for (let bits = getHash(index, scan.hash[i]!), k = 0; bits > 0; bits >>= 1, k++) counts[k]! += bits & 1;
  }
  for (let s = 0; s < scan.segments; s++)
    counts[LONGEST] = Math.max(counts[LONGEST]!, scan.endToken[s]! - scan.firstToken[s]!);
  return counts;
}

const LONGEST: number = STEP_MEASURES.length - 1;
const PERCENT = 0x25;
const DOLLAR = 0x24;
