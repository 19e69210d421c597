import { CHARACTER, characterClass, foldCharacter } from "./character-classes.ts";
import type { Reading } from "./extract-features.ts";
import { getHash } from "./hash-index.ts";
import { TOKEN, WORD_BASE } from "./scan-prompt.ts";
import type { Vocabulary } from "./vocabulary.ts";

const LONGEST = 24;
const POWERS: Int32Array = new Int32Array(LONGEST + 1);
POWERS[0] = 1;
for (let i = 1; i <= LONGEST; i++) POWERS[i] = Math.imul(POWERS[i - 1]!, WORD_BASE);

/** The inverse of the base modulo 2³², by Newton's iteration: taking the last letter off a hash needs it. */
const INVERSE: number = inverse(WORD_BASE);

function inverse(odd: number): number {
  let x = odd;
  for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(odd, x));
  return x;
}

/**
 * "professo rof", "youa re": a blank typed a letter late or early. Moves it if that makes two known words, and says so;
 * `at` is the token before the blank. The hashes are worked out from those at hand, no text is copied.
 */
export function moveBlank({ known, hashes }: Vocabulary, { scan, wordOf }: Reading, at: number): boolean {
  if (at < 0 || at + 1 >= scan.tokens || scan.kind[at] !== TOKEN.word || scan.kind[at + 1] !== TOKEN.word) return false;
  const { text } = scan;
  const end = scan.end[at]!;
  const next = scan.start[at + 1]!;
  const first = end - scan.start[at]!;
  const second = scan.end[at + 1]! - next;
  if (first > LONGEST || second > LONGEST) return false;
  for (let i = end; i < next; i++) if (characterClass(text.charCodeAt(i)) !== CHARACTER.space) return false;
  const [left, right] = [scan.hash[at]!, scan.hash[at + 1]!];
  const leading = foldCharacter(text.charCodeAt(next));
  const trailing = foldCharacter(text.charCodeAt(end - 1));
  let a = -1;
  let b = -1;
  if (second > 1) {
    a = getHash(known, (Math.imul(left, WORD_BASE) + leading) | 0);
    if (a >= 0) b = getHash(known, (right - Math.imul(leading, POWERS[second - 1]!)) | 0);
  }
  if (first > 1 && (a < 0 || b < 0)) {
    a = getHash(known, Math.imul((left - trailing) | 0, INVERSE));
    if (a >= 0) b = getHash(known, (Math.imul(trailing, POWERS[second]!) + right) | 0);
  }
  if (a < 0 || b < 0) return false;
  wordOf[at] = a;
  wordOf[at + 1] = b;
  scan.hash[at] = hashes[a]!;
  scan.hash[at + 1] = hashes[b]!;
  return true;
}
