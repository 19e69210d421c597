import { createRandom } from "../../tools/train-routing/random.ts";

/** An edit that leaves the meaning of a prompt as it is. Worded apart from the training's variations. */
export interface Edit {
  readonly name: string;
  apply(prompt: string, seed: number): string;
}

const KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** A key beside the one of a letter, in its row or the next; the letter itself if it is on no such key. */
function neighbour(letter: string, pick: number): string {
  const row = KEYBOARD.findIndex((keys) => keys.includes(letter.toLowerCase()));
  if (row < 0) return letter;
  const at = KEYBOARD[row]?.indexOf(letter.toLowerCase()) ?? 0;
  const beside = [KEYBOARD[row]?.[at - 1], KEYBOARD[row]?.[at + 1], KEYBOARD[row - 1]?.[at], KEYBOARD[row + 1]?.[at]];
  const keys = beside.filter((key) => key !== undefined);
  return keys[pick % keys.length] ?? letter;
}

/** One letter in 33: dropped, doubled, swapped with what follows (a blank included), a neighbouring key, or any letter. */
function typos(prompt: string, seed: number): string {
  const random = createRandom(seed);
  let typed = "";
  for (let i = 0; i < prompt.length; i++) {
    const letter = prompt.charAt(i);
    if (!/\p{L}/u.test(letter) || random.next() >= 0.03) {
      typed += letter;
      continue;
    }
    const kind = random.below(5);
    if (kind === 1) typed += letter + letter;
    else if (kind === 2) typed += prompt.charAt(++i) + letter;
    else if (kind === 3) typed += neighbour(letter, random.below(12));
    else if (kind === 4) typed += String.fromCharCode(97 + random.below(26));
  }
  return typed;
}

const PREFIXES = [
  "Could you please help me with the following? ",
  "Hi! I hope you are well. ",
  "Please, ",
  "Hello, I would be grateful for your help. ",
  "Hey there! ",
];
const SUFFIXES = [
  " Thanks!",
  " Thank you very much in advance.",
  " Thanks a lot for your help!",
  " Many thanks.",
  " Thx",
];

/** The seven meaning-preserving edits. */
export const EDITS: readonly Edit[] = [
  { name: "lower case", apply: (prompt) => prompt.toLowerCase() },
  { name: "upper case first", apply: (prompt) => prompt.charAt(0).toUpperCase() + prompt.slice(1) },
  { name: "3 % typos", apply: typos },
  { name: "polite prefix", apply: (prompt, seed) => `${PREFIXES[seed % PREFIXES.length] ?? ""}${prompt}` },
  { name: "thanks suffix", apply: (prompt, seed) => `${prompt}${SUFFIXES[seed % SUFFIXES.length] ?? ""}` },
  { name: "double spaces", apply: (prompt) => `  ${prompt.replaceAll(" ", "  ")}  ` },
  { name: "no end mark", apply: (prompt) => prompt.replace(/\s*[.?!]+\s*$/, "") },
];
