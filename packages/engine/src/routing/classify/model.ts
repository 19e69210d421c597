import { TASKS } from "@ai-orchestrator/contract";
import { addBits, createHashIndex, putHash, spread, type HashIndex } from "./hash-index.ts";
import { COURTESIES, CUE_GROUPS, STOPWORDS } from "./lexicon/index.ts";
import { FUNCTION_WORDS, SHORT_WORDS } from "./lexicon/short-words.ts";
import { compilePhrases, indexPhrases, type PhraseIndex } from "./phrase-index.ts";
import { firstTokenAt, readLexicon, type LexiconTokens } from "./read-lexicon.ts";
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
  /** Cues of Latin script. */
  readonly cues: PhraseIndex;
  /** Cues of other scripts, compiled when a prompt first needs them: most processes never do. */
  readonly otherCues: () => PhraseIndex;
  readonly courtesies: PhraseIndex;
  /** For each cue group: 0 no, 1 a text beside it is material but its questions, 2 all of it is. */
  readonly takesPayload: readonly number[];
  readonly vocabulary: Vocabulary;
  /** The further words known, separated by blanks. */
  readonly known: string;
  /** How many of the vocabulary's words, the first ones, have weights. The rest are known so as not to be corrected. */
  readonly weighted: number;
  readonly pairs: HashIndex;
  readonly stopwords: HashIndex;
  readonly languages: readonly string[];
}

/**
 * Builds the feature space of a vocabulary: folded words with weights, separated by blanks, hashes of word pairs with
 * weights, and further words that are known so that slips of them are read as them.
 */
export function createFeatureSpace(words: string, pairHashes: Int32Array, known = ""): FeatureSpace {
  const pairs = createHashIndex(pairHashes.length);
  for (let position = 0; position < pairHashes.length; position++) putHash(pairs, pairHashes[position]!, position);
  const languages = Object.keys(STOPWORDS);
  const texts = lexiconTexts(languages);
  const lexicon = texts.map(({ text }) => text).join("|");
  const tokens = readLexicon(`${lexicon}|${FUNCTION_WORDS} ${SHORT_WORDS}|${known}`);
  const vocabulary = createVocabulary(words, tokens, lexicon.length);
  const cues = texts.slice(0, CUE_GROUPS.length);
  const courtesies = texts[CUE_GROUPS.length]!;
  let others: PhraseIndex | undefined;
  return {
    layout: layOut(vocabulary.own, pairHashes.length),
    cues: indexPhrases(tokens, { from: 0, ends: cues.map(({ end }) => end), payloads: cues.map((_, group) => group) }),
    otherCues: () => (others ??= compilePhrases(CUE_GROUPS.map(({ phrases }, group) => [otherPart(phrases), group]))),
    courtesies: indexPhrases(tokens, { from: cues.at(-1)!.end, ends: [courtesies.end], payloads: [1] }),
    takesPayload: CUE_GROUPS.map((group) =>
      group.takesPayload === "whole" ? 2 : group.takesPayload === "questions" ? 1 : 0,
    ),
    vocabulary,
    known,
    weighted: vocabulary.own,
    pairs,
    stopwords: stopwordIndex(tokens, texts.slice(CUE_GROUPS.length + 1)),
    languages,
  };
}

const OTHER_SCRIPT = /[\u0370-\uffff]/u;

/** Where the phrases of other scripts begin in a group, which has those of Latin script first. */
function startOfOthers(phrases: string): number {
  const first = phrases.search(OTHER_SCRIPT);
  return first < 0 ? phrases.length : phrases.lastIndexOf("|", first) + 1;
}

function otherPart(phrases: string): string {
  return phrases.slice(startOfOthers(phrases));
}

function latinPart(phrases: string): string {
  const others = startOfOthers(phrases);
  return others === phrases.length ? phrases : phrases.slice(0, Math.max(0, others - 1));
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

/** A text of the lexicon and where it ends, separator included, among all of them. */
interface LexiconText {
  readonly text: string;
  readonly end: number;
}

/** Cues, courtesies, stopwords: the texts whose words are known though they need not have weights. */
function lexiconTexts(languages: readonly string[]): LexiconText[] {
  let end = 0;
  const texts = [
    ...CUE_GROUPS.map((group) => latinPart(group.phrases)),
    COURTESIES,
    ...languages.map((language) => STOPWORDS[language]!),
  ];
  return texts.map((text) => ({ text, end: (end += text.length + 1) }));
}

const MOST_STOPWORDS = 2048;

/** For each stopword the languages that have it, one bit each.  */
function stopwordIndex(tokens: LexiconTokens, texts: readonly LexiconText[]): HashIndex {
  const index = createHashIndex(MOST_STOPWORDS);
  const from = texts[0]!.end - texts[0]!.text.length - 1;
  const to = firstTokenAt(tokens, texts.at(-1)!.end);
  let language = 0;
  for (let i = firstTokenAt(tokens, from); i < to; i++) {
    while (tokens.start[i]! >= texts[language]!.end) language++;
    addBits(index, tokens.hash[i]!, 1 << language);
  }
  return index;
}

/** The hash of two neighbouring words; `left` is 1 at the start of the instruction. */
export function pairHash(left: number, right: number): number {
  return (Math.imul(spread(left), 0x27d4eb2f) + spread(right)) | 0;
}

/** Number of tasks, the width of a row of weights. */
export const TASK_COUNT: number = TASKS.length;
