import { createHashSet, type HashSet } from "../../text/hash-set.ts";
import { foldText } from "../../text/fold-text.ts";
import { tokenize } from "../../text/tokenize.ts";
import { protectedTerms } from "../context/protected-terms.ts";
import type { SystemWords } from "../scan-result.ts";
import { eachLetterRun } from "./letter-runs.ts";
import { gramsOf } from "./word-runs.ts";
import { readWordHashes } from "./word-hashes.ts";

/** A system prompt as answers are compared with it: hashes of its words and letters, and the terms it protects. */
export function readSystem(system: string): SystemWords {
  const folded = foldText(system);
  const words = tokenize(folded);
  const { shapes, sets } = readWordHashes(words);
  const { count } = words;
  const hash = words.hash.subarray(0, count);
  return {
    count,
    grams: createHashSet(gramsOf(hash)),
    backwards: createHashSet(gramsOf(hash.toReversed())),
    shapes: createHashSet(gramsOf(shapes)),
    sets: createHashSet(gramsOf(sets)),
    letters: lettersOf(folded),
    terms: protectedTerms(system).map((term) => term.toLowerCase()),
  };
}

/** Runs of letters, forwards and backwards. */
function lettersOf({ codes, length, ...rest }: ReturnType<typeof foldText>): HashSet {
  const runs = new Int32Array(2 * length);
  let count = 0;
  const add = (run: number): void => {
    runs[count++] = run;
  };
  eachLetterRun({ ...rest, codes, length }, add);
  eachLetterRun({ ...rest, codes: codes.slice(0, length).reverse(), length }, add);
  return createHashSet(runs, count);
}
