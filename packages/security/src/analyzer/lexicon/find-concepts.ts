import { HASH_SEED, hashStep, type Tokens } from "../../text/tokenize.ts";
import {
  conceptAt,
  conceptCount,
  firstOf,
  keyLetters,
  type LexiconIndex,
  lexiconIndex,
  recordConcept,
  recordStem,
  recordWords,
} from "./lexicon-index.ts";

/** Concepts found in a text, in order: hit `i` is concept number `concept[i]` on the tokens `from[i]`–`to[i]`, `to` exclusive. */
export interface ConceptHits {
  readonly concept: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly count: number;
}

/** Where the lexicon's words stand. Linear in the text. */
export function findConcepts(tokens: Tokens): ConceptHits {
  const index = lexiconIndex();
  const hits = new HitList(tokens.count);
  for (let at = 0; at < tokens.count; at++) {
    const hash = tokens.hash[at] ?? 0;
    const word = firstOf(index.words, hash);
    if (word >= 0) {
      const value = index.words.values[word] ?? 0;
      for (let i = 0; i < conceptCount(value); i++) hits.add(conceptAt(value, i), at, at + 1);
    }
    addPhrases(index, hits, { tokens, at, hash });
    addStems(index, hits, { tokens, at });
  }
  return hits;
}

function addPhrases(
  { phrases, records, stemTexts }: LexiconIndex,
  hits: HitList,
  { tokens, at, hash }: { readonly tokens: Tokens; readonly at: number; readonly hash: number },
): void {
  const first = firstOf(phrases, hash);
  if (first < 0) return;
  for (let entry = first; phrases.hashes[entry] === hash; entry++) {
    const record = phrases.values[entry] ?? 0;
    const head = records[record] ?? 0;
    const count = recordWords(head);
    if (at + count > tokens.count) continue;
    let i = 1;
    while (i < count && tokens.hash[at + i] === records[record + i]) i++;
    if (i < count) continue;
    const stem = recordStem(head);
    if (stem === 0) hits.add(recordConcept(head), at, at + count);
    else if (matchesStem(tokens, at + count, stemTexts[stem] ?? "")) hits.add(recordConcept(head), at, at + count + 1);
  }
}

function addStems(
  { stems, stemTexts }: LexiconIndex,
  hits: HitList,
  { tokens, at }: { readonly tokens: Tokens; readonly at: number },
): void {
  const start = tokens.start[at] ?? 0;
  const letters = keyLetters(tokens.text.codes[start] ?? 0);
  if ((tokens.end[at] ?? 0) - start < letters) return;
  let key = HASH_SEED;
  for (let i = 0; i < letters; i++) key = hashStep(key, tokens.text.codes[start + i] ?? 0);
  const first = firstOf(stems, key);
  if (first < 0) return;
  for (let entry = first; stems.hashes[entry] === key; entry++) {
    const head = stems.values[entry] ?? 0;
    if (matchesStem(tokens, at, stemTexts[recordStem(head)] ?? "")) hits.add(recordConcept(head), at, at + 1);
  }
}

class HitList implements ConceptHits {
  concept: Uint8Array;
  from: Int32Array;
  to: Int32Array;
  count = 0;

  constructor(tokens: number) {
    const size = 64 + tokens;
    this.concept = new Uint8Array(size);
    this.from = new Int32Array(size);
    this.to = new Int32Array(size);
  }

  add(concept: number, from: number, to: number): void {
    for (let i = this.count - 1; i >= 0 && this.from[i] === from; i--) {
      if (this.concept[i] !== concept) continue;
      this.to[i] = Math.max(this.to[i] ?? 0, to);
      return;
    }
    if (this.count === this.concept.length) this.#grow();
    this.concept[this.count] = concept;
    this.from[this.count] = from;
    this.to[this.count++] = to;
  }

  #grow(): void {
    const [concept, from, to] = [
      new Uint8Array(this.count * 2),
      new Int32Array(this.count * 2),
      new Int32Array(this.count * 2),
    ];
    concept.set(this.concept);
    from.set(this.from);
    to.set(this.to);
    this.concept = concept;
    this.from = from;
    this.to = to;
  }
}

function matchesStem(tokens: Tokens, at: number, stem: string): boolean {
  if (at >= tokens.count) return false;
  const start = tokens.start[at] ?? 0;
  if ((tokens.end[at] ?? 0) - start < stem.length) return false;
  for (let i = 0; i < stem.length; i++) if (tokens.text.codes[start + i] !== stem.charCodeAt(i)) return false;
  return true;
}
