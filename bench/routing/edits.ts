import { createRandom } from "../../tools/train-routing/random.ts";

/** An edit that leaves the meaning of a prompt as it is. Worded apart from the training's variations. */
export interface Edit {
  readonly name: string;
  apply(prompt: string, seed: number): string;
}

function typos(prompt: string, seed: number): string {
  const random = createRandom(seed);
  let typed = "";
  for (let i = 0; i < prompt.length; i++) {
    const letter = prompt.charAt(i);
    if (!/\p{L}/u.test(letter) || random.next() >= 0.03) {
      typed += letter;
      continue;
    }
    const kind = random.below(3);
    if (kind === 1) typed += String.fromCharCode(97 + random.below(26));
    else if (kind === 2) typed += prompt.charAt(++i) + letter;
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
