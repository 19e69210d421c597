import { decodeEscapes } from "./decode-escapes.ts";
import { decodeRuns } from "./decode-runs.ts";
import { findHiddenText } from "./find-hidden-text.ts";
import { foldText } from "./fold-text.ts";
import { rearrangeWords } from "./rearrange-words.ts";
import { respellWords } from "./respell-words.ts";
import type { TextView } from "./text-view.ts";
import { type Tokens, tokenize } from "./tokenize.ts";

const MAX_VIEWS = 8;
// Time is the limit: an attack needs few words, a decoder bomb many.
const MAX_CHARACTERS = 48_000;

/** Other readings of a text, one step of decoding at a time and two deep, in bounded number and size. */
export function readViews(text: string, tokens: Tokens): TextView[] {
  const views: TextView[] = [];
  let budget = MAX_CHARACTERS;
  const take = (view: TextView): void => {
    if (views.length >= MAX_VIEWS || budget <= 0) return;
    const cut = view.text.slice(0, budget);
    budget -= cut.length;
    views.push(cut === view.text ? view : { ...view, text: cut });
  };
  const near = text.length > MAX_CHARACTERS ? { ...tokens, count: firstTokenAfter(tokens, MAX_CHARACTERS) } : tokens;
  for (const view of [...findHiddenText(text), ...decodeEscapes(text), ...decodeRuns(text)]) take(view);
  for (const view of [...rearrangeWords(near), ...respellWords(near)]) take(view);
  for (const outer of views.slice(0, 4)) {
    const inner = outer.text;
    const innerTokens = tokenize(foldText(inner));
    for (const view of [...decodeEscapes(inner), ...decodeRuns(inner), ...rearrangeWords(innerTokens), ...respellWords(innerTokens)].slice(0, 2)) {
      take({ ...view, start: outer.start, end: outer.end });
    }
  }
  return views;
}

function firstTokenAfter(tokens: Tokens, position: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.start[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
