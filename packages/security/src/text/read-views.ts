import { decodeEscapes } from "./decode-escapes.ts";
import { decodeRuns } from "./decode-runs.ts";
import { findHiddenText } from "./find-hidden-text.ts";
import { foldText } from "./fold-text.ts";
import { rearrangeWords } from "./rearrange-words.ts";
import { respellWords } from "./respell-words.ts";
import type { TextView } from "./text-view.ts";
import { type Tokens, tokenize } from "./tokenize.ts";

const MAX_VIEWS = 6;
// Time is the limit: an attack needs few words, a decoder bomb many.
const MAX_CHARACTERS = 24_000;

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
  for (const view of [...findHiddenText(text), ...decodeEscapes(text), ...decodeRuns(text)]) take(view);
  for (const view of [...rearrangeWords(tokens), ...respellWords(tokens)]) take(view);
  for (const outer of views.slice(0, 4)) {
    const inner = outer.text;
    const innerTokens = tokenize(foldText(inner));
    for (const view of [
      ...decodeEscapes(inner),
      ...decodeRuns(inner),
      ...rearrangeWords(innerTokens),
      ...respellWords(innerTokens),
    ].slice(0, 2)) {
      take({ ...view, start: outer.start, end: outer.end });
    }
  }
  return views;
}
