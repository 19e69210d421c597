import type { TextView } from "./text-view.ts";
import { HASH_SEED, hashStep, type Tokens, tokenText } from "./tokenize.ts";
import { isKnownHash, isKnownWord } from "./vocabulary.ts";

interface Run {
  readonly from: number;
  readonly to: number;
}

const SAMPLE = 14;
const MAX_RUN = 4000;
const MAX_RUNS = 3;
const A = 97;

/** Runs of words that are no words until shifted along the alphabet, mirrored in it, turned into Pig Latin, or read backwards. */
export function rearrangeWords(tokens: Tokens): TextView[] {
  const views: TextView[] = [];
  for (const run of foreignRuns(tokens).slice(0, MAX_RUNS)) {
    const read = bestReading(tokens, run);
    if (read === undefined) continue;
    views.push({
      kind: "rearranged",
      text: read,
      start: tokens.text.at[tokens.start[run.from] ?? 0] ?? 0,
      end: (tokens.text.at[(tokens.end[run.to - 1] ?? 1) - 1] ?? 0) + 1,
    });
  }
  return views;
}

/** Stretches of at least four plain Latin words of which hardly one is known, longest first. */
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
    if (isKnownHash(tokens.hash[i] ?? 0)) {
      const isLong = (tokens.end[i] ?? 0) - (tokens.start[i] ?? 0) > 2;
      if (isLong && from >= 0 && ++known > 2 + unknown * 0.4) close(i);
    } else if (!isPlainLatin(tokens, i)) {
      if (from >= 0 && ++known > 3 + unknown * 0.4) close(i);
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
    if ((code < A || code > 122) && code !== 39) return false;
  }
  return true;
}

/** Whole words of a run, as many as tell what it is. */
function sampleOf(tokens: Tokens, { from, to }: Run): number[] {
  const sample: number[] = [];
  for (let i = from; i < to && sample.length < SAMPLE; i++) {
    if ((tokens.end[i] ?? 0) - (tokens.start[i] ?? 0) > 2 && isPlainLatin(tokens, i)) sample.push(i);
  }
  return sample;
}

function bestReading(tokens: Tokens, run: Run): string | undefined {
  const sample = sampleOf(tokens, run);
  if (sample.length < 3) return undefined;
  const share = (read: (start: number, end: number) => number): number =>
    sample.filter((i) => isKnownHash(read(tokens.start[i] ?? 0, tokens.end[i] ?? 0))).length / sample.length;
  const { codes } = tokens.text;
  const mapped =
    (change: (code: number) => number) =>
    (start: number, end: number): number => {
      let hash = HASH_SEED;
      for (let i = start; i < end; i++) hash = hashStep(hash, change(codes[i] ?? 0));
      return hash;
    };
  const backwards = (start: number, end: number): number => {
    let hash = HASH_SEED;
    for (let i = end - 1; i >= start; i--) hash = hashStep(hash, codes[i] ?? 0);
    return hash;
  };
  let least = Math.max(0.5, share(mapped((code) => code)) + 0.3);
  let best: (() => string) | undefined;
  const consider = (found: number, read: () => string): void => {
    if (found <= least) return;
    least = found;
    best = read;
  };
  for (let by = 1; by < 26; by++) consider(share(mapped(shifted(by))), () => rewrite(tokens, run, shifted(by)));
  consider(share(mapped(mirrored)), () => rewrite(tokens, run, mirrored));
  consider(share(backwards), () => reverse(tokens, run));
  consider(
    sample.filter((i) => tokenText(tokens, i).endsWith("ay") && isKnownWord(pigLatin(tokenText(tokens, i)))).length /
      sample.length,
    () => wordsOf(tokens, run).map(pigLatin).join(" "),
  );
  return best?.();
}

function shifted(by: number): (code: number) => number {
  return (code) => (code >= A && code <= 122 ? A + ((code - A + by) % 26) : code);
}

function mirrored(code: number): number {
  return code >= A && code <= 122 ? 219 - code : code;
}

/** The run with each letter changed, punctuation kept: it parts sentences. */
function rewrite(tokens: Tokens, { from, to }: Run, change: (code: number) => number): string {
  let text = "";
  for (let i = tokens.start[from] ?? 0; i < (tokens.end[to - 1] ?? 0); i++)
    text += String.fromCharCode(change(tokens.text.codes[i] ?? 0));
  return text;
}

/** Read backwards as a whole or word by word? Both are given. */
function reverse(tokens: Tokens, { from, to }: Run): string {
  let whole = "";
  for (let i = (tokens.end[to - 1] ?? 0) - 1; i >= (tokens.start[from] ?? 0); i--)
    whole += String.fromCharCode(tokens.text.codes[i] ?? 0);
  return `${whole}\n\n${wordsOf(tokens, { from, to })
    .map((word) => Array.from(word).toReversed().join(""))
    .join(" ")}`;
}

function wordsOf(tokens: Tokens, { from, to }: Run): string[] {
  return Array.from({ length: to - from }, (_, i) => tokenText(tokens, from + i));
}

function pigLatin(word: string): string {
  if (!word.endsWith("ay")) return word;
  const core = word.slice(0, -2);
  if (core.endsWith("w") && isKnownWord(core.slice(0, -1))) return core.slice(0, -1);
  for (let cut = 0; cut <= 3 && cut < core.length; cut++) {
    const read = core.slice(core.length - cut) + core.slice(0, core.length - cut);
    if (isKnownWord(read)) return read;
  }
  return word;
}
