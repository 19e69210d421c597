import { foldHonestText } from "../../text/fold-text.ts";
import { type Tokens, tokenize } from "../../text/tokenize.ts";
import { CONCEPTS, type Concept, type Lexicon } from "./concept.ts";
import { ENGLISH } from "./english.ts";
import { ENGLISH_STRUCTURE } from "./english-structure.ts";
import { LANGUAGES } from "./languages.ts";
import { STRUCTURE_LANGUAGES } from "./structure-languages.ts";
import { type ReadLexicon, stemKey } from "./lexicon-index.ts";

/** The index of all languages' words, made of the lexicon itself. Slow: what ships is its packed form, written by tools/train-security/build-lexicon.ts. */
export function buildIndex(): ReadLexicon {
  const built: ReadLexicon = { words: new Map(), phrases: new Map(), stems: new Map() };
  for (const lexicon of [
    ENGLISH,
    ENGLISH_STRUCTURE,
    ...Object.values(LANGUAGES),
    ...Object.values(STRUCTURE_LANGUAGES),
  ])
    addLexicon(built, lexicon);
  return built;
}

const BAR = 124;
const STAR = 42;

// A language is folded and cut into words at one go: thousands of single entries would hold up the first scan.
function addLexicon(into: ReadLexicon, lexicon: Lexicon): void {
  const tokens = tokenize(foldHonestText(`${Object.values(lexicon).join("|")}|`));
  const concepts = Object.entries(lexicon).flatMap(([concept, words]) =>
    Array.from(words.matchAll(/\||$/g), () => CONCEPTS.indexOf(concept as Concept)),
  );
  const { codes, length } = tokens.text;
  let entry = 0;
  let from = 0;
  for (let at = 0; at < length; at++) {
    if (codes[at] !== BAR) continue;
    let to = from;
    while (to < tokens.count && (tokens.start[to] ?? 0) < at) to++;
    addEntry(into, { tokens, from, to, isStem: codes[at - 1] === STAR, concept: concepts[entry++] ?? 0 });
    from = to;
  }
}

interface Entry {
  readonly tokens: Tokens;
  readonly from: number;
  readonly to: number;
  /** The last word may have any ending. */
  readonly isStem: boolean;
  readonly concept: number;
}

function addEntry(into: ReadLexicon, { tokens, from, to, isStem, concept }: Entry): void {
  const last = isStem ? to - 1 : to;
  const hashes = Array.from(tokens.hash.subarray(from, last));
  const stem = isStem ? String.fromCharCode(...tokens.text.codes.subarray(tokens.start[last], tokens.end[last])) : "";
  if (!isStem && hashes.length === 1) return push(into.words, hashes[0] ?? 0, concept);
  const phrase = { hashes, concept, stem };
  if (hashes.length === 0) return push(into.stems, stemKey(stem), phrase);
  push(into.phrases, hashes[0] ?? 0, phrase);
}

function push<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
