import { expect, it } from "vitest";
import { foldText } from "../../text/fold-text.ts";
import { createHashSet } from "../../text/hash-set.ts";
import { eachLetterRun, longestLetterCopy } from "./letter-runs.ts";

const text = foldText("Whoever reads a long answer letter by letter meets runs that look like others by mere chance.");
const runs: number[] = [];
eachLetterRun(text, (hash) => runs.push(hash));

it("takes single runs that happen to have a known hash for no copy", () => {
  const strewn = createHashSet(Int32Array.from(runs.filter((_run, index) => index % 10 === 0)));
  expect(longestLetterCopy(text, strewn)).toMatchObject({ letters: 0, all: 0 });
});

it("counts the letters of copies, all of them and those of the longest", () => {
  const known = createHashSet(Int32Array.from([...runs.slice(10, 20), ...runs.slice(40, 42)]));
  expect(longestLetterCopy(text, known)).toMatchObject({ letters: 33, all: 33 + 25 });
});
