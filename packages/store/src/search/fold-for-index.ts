/** Scripts written without spaces: searched by overlapping pairs of characters. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30FC]`;
const UNSPACED_RUN = new RegExp(`${UNSPACED}+`, "gu");
const HAS_UNSPACED = new RegExp(UNSPACED, "u");
/** The same characters the index's tokenizer keeps: letters, numbers, marks, private use. */
const WORD = /[\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]+/gu;
const ASCII = /^[\u0000-\u007f]*$/;

/** A text as the index is given it: compatibility forms unified (NFKC), runs of unspaced scripts as pairs. Case and accents are folded by the index itself. */
export function foldForIndex(text: string): string {
  if (ASCII.test(text)) return text;
  const unified = text.normalize("NFKC");
  return HAS_UNSPACED.test(unified) ? unified.replace(UNSPACED_RUN, (run) => ` ${pairs(run).join(" ")} `) : unified;
}

/** The words of a query: as `splitWords`, but a run of several unspaced characters is only its pairs. */
export function queryWords(text: string): readonly string[] {
  const unified = text.normalize("NFKC");
  return unified.replace(UNSPACED_RUN, (run) => ` ${(Array.from(run).length > 1 ? pairs(run).slice(0, -1) : [run]).join(" ")} `).match(WORD) ?? [];
}

/** The words of a text in order, after `foldForIndex`. */
export function splitWords(text: string): readonly string[] {
  return foldForIndex(text).match(WORD) ?? [];
}

/** A word without case and Latin, Greek or Cyrillic accents. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  return ASCII.test(lower) ? lower : lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
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
