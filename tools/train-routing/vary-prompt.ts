import type { Random } from "./random.ts";

/** An edit that leaves the meaning of a prompt as it is. */
export interface Variation {
  readonly name: string;
  apply(prompt: string, random: Random): string;
}

const PREFIXES = [
  "Please ",
  "Could you please ",
  "Hi! ",
  "Hello, ",
  "Hi there, could you help me with this? ",
  "Hey, quick question: ",
  "I would really appreciate your help with this. ",
  "If you don't mind, ",
  "I was wondering if you could help: ",
  "Good morning! ",
  "Can you please help me? ",
  "Dear assistant, ",
];
const SUFFIXES = [
  " Thanks!",
  " Thank you.",
  " thanks",
  " Thanks in advance!",
  " Thank you so much for your help.",
  "\n\nThanks!",
  " Cheers",
  " I appreciate it.",
  " Please.",
];

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const KEYS = "qwertyuiop asdfghjkl zxcvbnm";

/** The key left or right of a letter's. */
function nearKey(letter: string, random: Random): string {
  const at = KEYS.indexOf(letter.toLowerCase());
  const near = KEYS.charAt(at + (random.next() < 0.5 ? -1 : 1)).trim();
  return near === "" ? letter : near;
}

/** One slip every thirty-three letters or so: a letter dropped, doubled, replaced (by any other or by one whose key is near), or swapped with the next. */
export function mistype(prompt: string, random: Random, rate = 0.03): string {
  let out = "";
  for (let i = 0; i < prompt.length; i++) {
    const letter = prompt[i]!;
    if (!/[a-zA-Z]/.test(letter) || random.next() >= rate) {
      out += letter;
      continue;
    }
    const kind = random.below(5);
    if (kind === 1) out += letter + letter;
    else if (kind === 4) out += nearKey(letter, random);
    else if (kind === 2) out += String.fromCharCode(97 + random.below(26));
    else if (kind === 3 && i + 1 < prompt.length) out += prompt[++i]! + letter;
  }
  return out;
}

/** The meaning-preserving edits that a decision must survive. */
export const VARIATIONS: readonly Variation[] = [
  { name: "lower case", apply: (prompt) => prompt.toLowerCase() },
  { name: "3 % typos", apply: (prompt, random) => mistype(prompt, random) },
  { name: "polite prefix", apply: (prompt, random) => random.pick(PREFIXES) + prompt },
  { name: "thanks suffix", apply: (prompt, random) => prompt + random.pick(SUFFIXES) },
  { name: "spacing", apply: (prompt, random) => prompt.replaceAll(" ", () => (random.next() < 0.3 ? "  " : " ")) },
  { name: "no final mark", apply: (prompt) => prompt.replace(/[.?!]$/, "") },
  { name: "capitals", apply: (prompt) => capitalized(prompt).replaceAll(/\bi\b/g, "I") },
];
