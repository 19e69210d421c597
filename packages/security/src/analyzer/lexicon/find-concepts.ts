import { HASH_SEED, hashStep, type Tokens } from "../../text/tokenize.ts";
import { lexiconIndex, type Phrase, STEM_LETTERS } from "./lexicon-index.ts";

/** Concepts found in a text, in order: hit `i` is concept number `concept[i]` on the tokens `from[i]`–`to[i]`, `to` exclusive. */
export interface ConceptHits {
  readonly concept: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly count: number;
}

/** Where the lexicon's words stand. At most four concepts a place; linear in the text. */
export function findConcepts(tokens: Tokens): ConceptHits {
  const index = lexiconIndex();
  const hits = new HitList(tokens.count);
  for (let at = 0; at < tokens.count; at++) {
    const hash = tokens.hash[at] ?? 0;
    const words = index.words.get(hash);
    if (words !== undefined) for (const concept of words) hits.add(concept, at, at + 1);
    const phrases = index.phrases.get(hash);
    if (phrases !== undefined)
      for (const phrase of phrases)
        if (matchesAt(tokens, at, phrase))
          for (const concept of phrase.concepts)
            hits.add(concept, at, at + phrase.hashes.length + (phrase.stem === "" ? 0 : 1));
    const stems = index.stems.get(prefixHash(tokens, at));
    if (stems !== undefined)
      for (const phrase of stems)
        if (matchesStem(tokens, at, phrase.stem)) for (const concept of phrase.concepts) hits.add(concept, at, at + 1);
  }
  return hits;
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

function matchesAt(tokens: Tokens, at: number, phrase: Phrase): boolean {
  const last = phrase.hashes.length;
  if (at + last > tokens.count) return false;
  for (let i = 1; i < last; i++) if (tokens.hash[at + i] !== phrase.hashes[i]) return false;
  return phrase.stem === "" || matchesStem(tokens, at + last, phrase.stem);
}

function matchesStem(tokens: Tokens, at: number, stem: string): boolean {
  if (at >= tokens.count) return false;
  const start = tokens.start[at] ?? 0;
  if ((tokens.end[at] ?? 0) - start < stem.length) return false;
  for (let i = 0; i < stem.length; i++) if (tokens.text.codes[start + i] !== stem.charCodeAt(i)) return false;
  return true;
}

function prefixHash(tokens: Tokens, at: number): number {
  const start = tokens.start[at] ?? 0;
  if ((tokens.end[at] ?? 0) - start < STEM_LETTERS) return 0;
  return hashStep(hashStep(HASH_SEED, tokens.text.codes[start] ?? 0), tokens.text.codes[start + 1] ?? 0);
}
