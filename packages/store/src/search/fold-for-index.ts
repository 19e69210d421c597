/** Scripts written without spaces: searched by overlapping pairs of characters. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30FC]`;
const UNSPACED_RUN = new RegExp(`${UNSPACED}+`, "gu");
const HAS_UNSPACED = new RegExp(UNSPACED, "u");
/** The same characters the index's tokenizer keeps: letters, numbers, marks, private use. */
const WORD = /[\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]+/gu;
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * A text as the index is given it: compatibility forms unified (NFKC), runs of unspaced scripts as pairs, and only what
 * is a word by today's Unicode (the index's own tables are of 2012). Case and accents are folded by the index itself.
 */
export function foldForIndex(text: string): string {
  return ASCII.test(text) ? text : splitWords(text).join(" ");
}

/** The words of a query: as `splitWords`, but a run of unspaced characters that ends it may go on in the text, so its last character does not stand alone. */
export function queryWords(text: string): readonly string[] {
  const unified = text.normalize("NFKC").trim();
  const words = splitWords(unified);
  const lone = words.at(-1) ?? "";
  const isOpenRun =
    words.length > 1 &&
    Array.from(lone).length === 1 &&
    isUnspaced(lone) &&
    (words.at(-2) ?? "").endsWith(lone) &&
    unified.endsWith(lone);
  return isOpenRun ? words.slice(0, -1) : words;
}

/** The words of a text in order; runs of unspaced scripts as overlapping pairs. */
export function splitWords(text: string): readonly string[] {
  const unified = text.normalize("NFKC");
  const spaced = HAS_UNSPACED.test(unified)
    ? unified.replace(UNSPACED_RUN, (run) => ` ${pairs(run).join(" ")} `)
    : unified;
  return spaced.match(WORD) ?? [];
}

/** A word without case and Latin, Greek or Cyrillic accents. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  return ASCII.test(lower)
    ? lower
    : lower
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .normalize("NFC");
}

/** True where the word is of a script that is indexed by pairs. */
export function isUnspaced(word: string): boolean {
  return HAS_UNSPACED.test(word);
}

/** "abc" → ab bc c: the last character stands alone too, so that each character begins a word of the index. */
function pairs(run: string): readonly string[] {
  const characters = Array.from(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ""));
}
