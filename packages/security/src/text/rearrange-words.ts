import type { TextView } from "./text-view.ts";
import { type Tokens, tokenText } from "./tokenize.ts";
import { isKnownHash, isKnownWord } from "./vocabulary.ts";

interface Run {
  readonly from: number;
  readonly to: number;
}

const SAMPLE = 14;
const MAX_RUN = 4000;

/** Runs of words that are no words until shifted along the alphabet, mirrored in it, or read backwards (whole, or word by word). */
export function rearrangeWords(tokens: Tokens): TextView[] {
  const views: TextView[] = [];
  for (const run of foreignRuns(tokens).slice(0, 3)) {
    const read = bestReading(tokens, run);
    if (read === undefined) continue;
    views.push({ kind: "rearranged", text: read, start: tokens.text.at[tokens.start[run.from] ?? 0] ?? 0, end: (tokens.text.at[(tokens.end[run.to - 1] ?? 1) - 1] ?? 0) + 1 });
  }
  return views;
}

/** Stretches of at least four plain Latin words of which hardly one is known. */
function foreignRuns(tokens: Tokens): Run[] {
  const runs: Run[] = [];
  let from = -1;
  let unknown = 0;
  let known = 0;
  const close = (to: number): void => {
    if (from >= 0 && unknown >= 4) runs.push({ from, to: Math.min(to, from + MAX_RUN) });
    from = -1;
    unknown = known = 0;
  };
  for (let i = 0; i < tokens.count; i++) {
    if (!isPlainLatin(tokens, i)) {
      if (from >= 0 && ++known > 3) close(i);
      continue;
    }
    const length = (tokens.end[i] ?? 0) - (tokens.start[i] ?? 0);
    if (isKnownHash(tokens.hash[i] ?? 0)) {
      if (length > 2 && from >= 0 && ++known > 2 + unknown * 0.4) close(i);
    } else {
      if (from < 0) from = i;
      unknown++;
    }
  }
  close(tokens.count);
  return runs.sort((a, b) => b.to - b.from - (a.to - a.from));
}

function isPlainLatin(tokens: Tokens, index: number): boolean {
  for (let i = tokens.start[index] ?? 0; i < (tokens.end[index] ?? 0); i++) {
    const code = tokens.text.codes[i] ?? 0;
    if ((code < 97 || code > 122) && code !== 39) return false;
  }
  return true;
}

function bestReading(tokens: Tokens, run: Run): string | undefined {
  const words = Array.from({ length: run.to - run.from }, (_, i) => tokenText(tokens, run.from + i));
  const sample = words.filter((word) => word.length > 2).slice(0, SAMPLE);
  if (sample.length < 3) return undefined;
  let best = { share: Math.max(0.5, knownShare(sample) + 0.3), read: undefined as string | undefined };
  const consider = (transform: (word: string) => string, order: (list: string[]) => string[] = (list) => list): void => {
    const share = knownShare(sample.map(transform));
    if (share > best.share) best = { share, read: order(words.map(transform)).join(" ") };
  };
  for (let shift = 1; shift < 26; shift++) consider((word) => shiftWord(word, shift));
  consider((word) => Array.from(word, (letter) => String.fromCharCode(219 - letter.charCodeAt(0))).join(""));
  consider(pigLatin);
  const forward = knownShare(sample.map(backwards));
  if (forward > best.share) {
    // Read backwards as a whole or word by word? The model is given both.
    const reversed = words.map(backwards);
    best = { share: forward, read: `${reversed.toReversed().join(" ")}\n${reversed.join(" ")}` };
  }
  return best.read;
}

function knownShare(words: readonly string[]): number {
  return words.filter(isKnownWord).length / Math.max(1, words.length);
}

function shiftWord(word: string, by: number): string {
  let out = "";
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    out += code >= 97 && code <= 122 ? String.fromCharCode(97 + ((code - 97 + by) % 26)) : word.charAt(i);
  }
  return out;
}

function backwards(word: string): string {
  return Array.from(word).toReversed().join("");
}

function pigLatin(word: string): string {
  if (!word.endsWith("ay")) return word;
  const core = word.slice(0, -2);
  for (let cut = 0; cut <= 3 && cut < core.length; cut++) {
    const read = core.slice(core.length - cut) + core.slice(0, core.length - cut);
    if (isKnownWord(read)) return read;
    if (cut === 1 && core.endsWith("w") && isKnownWord(core.slice(0, -1))) return core.slice(0, -1);
  }
  return word;
}
