import { type FoldedText, isWordCode } from "../../text/fold-text.ts";
import { type HashSet, holdsHash } from "../../text/hash-set.ts";

/** Letters a run: some five words. */
const RUN = 24;
const BASE = 0x01000193;
// What a letter has grown to when it leaves the run.
const OLDEST = Array.from({ length: RUN }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** A stretch of a text in which letters follow each other as in another; offsets into the folded text, end exclusive. */
export interface LetterCopy {
  readonly from: number;
  readonly to: number;
  /** Letters of the longest unbroken copy. */
  readonly letters: number;
  /** Letters anywhere in copies. */
  readonly all: number;
}

/** Tells the hash of every run of letters, whatever stands between them, and where it ends. Digits are no letters: they number lists. */
export function eachLetterRun({ codes, length }: FoldedText, tell: (hash: number, at: number) => void): void {
  const ring = new Uint16Array(RUN);
  let hash = 0;
  let seen = 0;
  let place = 0;
  for (let i = 0; i < length; i++) {
    const code = codes[i] ?? 0;
    if (!isLetter(code)) continue;
    hash = (Math.imul(hash, BASE) + code - Math.imul(OLDEST, ring[place] ?? 0)) | 0;
    ring[place] = code;
    place = place === RUN - 1 ? 0 : place + 1;
    if (++seen >= RUN) tell(hash, i);
  }
}

/** The longest copy of a text whose runs of letters are `runs`. */
export function longestLetterCopy(text: FoldedText, runs: HashSet): LetterCopy {
  let best: LetterCopy = { from: 0, to: 0, letters: 0, all: 0 };
  let all = 0;
  let letters = 0;
  let from = 0;
  eachLetterRun(text, (hash, at) => {
    if (!holdsHash(runs, hash)) {
      letters = 0;
      return;
    }
    if (letters === 0) {
      // In a long text a run or two have a known hash by chance: a copy is what goes on.
      letters = RUN;
      from = at;
      return;
    }
    all += letters === RUN ? RUN + 1 : 1;
    letters++;
    if (letters > best.letters) best = { from, to: at + 1, letters, all: 0 };
  });
  return { ...best, from: beginning(text, best.from), all };
}

/** Where the run that ends at `at` begins. */
function beginning({ codes }: FoldedText, at: number): number {
  let i = at;
  for (let left = RUN - 1; left > 0 && i > 0;) if (isLetter(codes[--i] ?? 0)) left--;
  return i;
}

function isLetter(code: number): boolean {
  return code < 128 ? code >= 97 && code <= 122 : isWordCode(code);
}
