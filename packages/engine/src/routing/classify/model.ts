import { TASKS } from "@ai-orchestrator/contract";
import { createHashIndex, putHash, spread, type HashIndex } from "./hash-index.ts";
import { COURTESIES, CUE_GROUPS, STOPWORDS } from "./lexicon/index.ts";
import { foldText } from "./character-classes.ts";
import { compilePhrases, type PhraseIndex } from "./phrase-index.ts";
import { hashWord } from "./scan-prompt.ts";
import { STRUCTURE_NAMES } from "./structure-features.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";

/** Buckets for the endings and beginnings of words not in the vocabulary. */
export const AFFIX_BUCKETS = 512;

/** Where each family of features starts in the one numbering that the weights use. */
export interface FeatureLayout {
  readonly structure: number;
  readonly cue: number;
  readonly leadingCue: number;
  /** Cues seen only in the material beside the instruction. */
  readonly materialCue: number;
  readonly affix: number;
  readonly word: number;
  readonly pair: number;
  readonly size: number;
}

/** Everything the feature extractor needs, without weights. */
export interface FeatureSpace {
  readonly layout: FeatureLayout;
  readonly cues: PhraseIndex;
  readonly courtesies: PhraseIndex;
  /** For each cue group: 0 no, 1 a text beside it is material but its questions, 2 all of it is. */
  readonly takesPayload: readonly number[];
  readonly vocabulary: Vocabulary;
  /** Hash of each word of the vocabulary. */
  readonly hashes: Int32Array;
  /** How many of the vocabulary's words, the first ones, have weights. The rest are known so as not to be corrected. */
  readonly weighted: number;
  readonly pairs: HashIndex;
  readonly stopwords: HashIndex;
  readonly languages: readonly string[];
}

/** Builds the feature space of a vocabulary: folded words with weights, and hashes of word pairs with weights. */
export function createFeatureSpace(words: readonly string[], pairHashes: Int32Array): FeatureSpace {
  const known = new Set(words);
  const others = [...lexiconWords()].filter((word) => !known.has(word));
  const pairs = createHashIndex(pairHashes.length);
  pairHashes.forEach((hash, position) => putHash(pairs, hash, position));
  const languages = Object.keys(STOPWORDS);
  const vocabulary = createVocabulary([...words, ...others]);
  return {
    layout: layOut(words.length, pairHashes.length),
    cues: compilePhrases(CUE_GROUPS.map((group, position) => [group.phrases, position] as const)),
    courtesies: compilePhrases([[COURTESIES, 1]]),
    takesPayload: CUE_GROUPS.map((group) =>
      group.takesPayload === "whole" ? 2 : group.takesPayload === "questions" ? 1 : 0,
    ),
    vocabulary,
    hashes: Int32Array.from(vocabulary.words, hashWord),
    weighted: words.length,
    pairs,
    stopwords: stopwordIndex(languages),
    languages,
  };
}

function layOut(words: number, pairs: number): FeatureLayout {
  const cue = STRUCTURE_NAMES.length;
  const leadingCue = cue + CUE_GROUPS.length;
  const materialCue = leadingCue + CUE_GROUPS.length;
  const affix = materialCue + CUE_GROUPS.length;
  const word = affix + AFFIX_BUCKETS;
  const pair = word + words;
  return { structure: 0, cue, leadingCue, materialCue, affix, word, pair, size: pair + pairs };
}

/** Every folded word of the lexicon: cues, courtesies and stopwords. */
export function lexiconWords(): Set<string> {
  const words = new Set<string>();
  const texts = [...CUE_GROUPS.map((group) => group.phrases), COURTESIES, ...Object.values(STOPWORDS)];
  for (const text of texts)
    for (const word of foldText(text).split(/[^\p{L}\p{N}]+/u)) if (word !== "") words.add(word);
  return words;
}

function stopwordIndex(languages: readonly string[]): HashIndex {
  const masks = new Map<string, number>();
  languages.forEach((language, bit) => {
    for (const word of foldText(STOPWORDS[language]!).split(" ")) masks.set(word, (masks.get(word) ?? 0) | (1 << bit));
  });
  const index = createHashIndex(masks.size);
  for (const [word, mask] of masks) putHash(index, hashWord(word), mask);
  return index;
}

/** The hash of two neighbouring words; `left` is 1 at the start of the instruction. */
export function pairHash(left: number, right: number): number {
  return (Math.imul(spread(left), 0x27d4eb2f) + spread(right)) | 0;
}

/** Number of tasks, the width of a row of weights. */
export const TASK_COUNT: number = TASKS.length;
