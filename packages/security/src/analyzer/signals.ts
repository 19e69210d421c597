import { readViews } from "../text/read-views.ts";
import { splitLongText, type TextPart } from "../text/split-long-text.ts";
import { type ContextSignal, weighContext } from "./context/weigh-context.ts";
import type { SecurityModel } from "./model/security-model.ts";
import type { Reading } from "./model/each-feature.ts";
import { type BestWindow, scoreWindows } from "./model/score-windows.ts";
import { readText } from "./read-text.ts";
import { findMarkupRules, type MarkupHit } from "./rules/find-markup-rules.ts";
import { MARKUP_RULES } from "./rules/markup-rules.ts";
import type { ScanInput } from "./scan-result.ts";

/** One reading of the text, or of a part, and what it scores; `span` is set where the reading is a decoded part. */
export interface ScoredReading {
  readonly reading: Reading;
  readonly window: BestWindow;
  /** Where in the text the part read begins. */
  readonly base: number;
  readonly span?: { readonly start: number; readonly end: number; readonly kind: string };
}

/** Everything a score is made of. */
export interface Signals {
  readonly readings: readonly ScoredReading[];
  readonly markup: readonly MarkupHit[];
  readonly markupWeight: number;
  readonly context: ContextSignal;
  /** Typed by the user: what such a text quotes is spoken of, where a document's quotation is still put before the model. */
  readonly isPrompt: boolean;
}

/** So much context alone is even odds. */
export const CONTEXT_ALONE = 6;

/** Reads a text in every view and weighs it. */
export function findSignals(input: ScanInput, model: SecurityModel): Signals {
  const parts = splitLongText(input.text).map((part) => partSignals(input, part, model));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return {
    readings: parts.flatMap(({ readings }) => readings),
    markup: parts.flatMap(({ markup }) => markup),
    markupWeight: Math.max(...parts.map(({ markupWeight }) => markupWeight)),
    context: parts.map(({ context }) => context).reduce((most, one) => (one.weight > most.weight ? one : most)),
    isPrompt: parts[0]?.isPrompt ?? true,
  };
}

/** The log-odds of a reading: what its words, rules, markup and surroundings add up to. */
export function readingLogit(
  scored: Pick<ScoredReading, "window">,
  model: Pick<SecurityModel, "combine">,
  rest: RestOfText,
): number {
  // Where a text stands may give it away even when its words are innocent.
  return Math.max(readingWordsLogit(scored, model, rest), rest.context - CONTEXT_ALONE);
}

/** What is the same for all readings of a text. */
export interface RestOfText {
  readonly markup: number;
  readonly context: number;
  readonly isPrompt: boolean;
}

/** The same without what the text's place alone gives away. */
export function readingWordsLogit(
  scored: Pick<ScoredReading, "window">,
  { combine }: Pick<SecurityModel, "combine">,
  rest: RestOfText,
): number {
  return (
    combine.bias +
    combine.window * scored.window.logit +
    combine.markup * rest.markup -
    combine.quoted * (rest.isPrompt ? quotedPart(scored.window) : 0) +
    combine.context * rest.context
  );
}

/** How much of a window's log-odds stands in quotation marks only. */
export function quotedPart({ logit, unquoted }: Pick<BestWindow, "logit" | "unquoted">): number {
  return Math.min(6, Math.max(0, logit - unquoted));
}

function partSignals(input: ScanInput, { text, start }: TextPart, model: SecurityModel): Signals {
  const isDocument = input.kind === "document" || input.kind === "search_result";
  const plain = readText(text, isDocument);
  const views = readViews(text, plain.tokens);
  const readings: ScoredReading[] = [scoreReading(plain, start, model)];
  for (const view of views)
    readings.push({
      ...scoreReading(readText(view.text, isDocument), start, model),
      span: { start: start + view.start, end: start + view.end, kind: view.kind },
    });
  const markup = [text, ...views.filter((view) => view.kind !== "respelled").map((view) => view.text)].map((one) =>
    findMarkupRules(one),
  );
  return {
    readings,
    markup: (markup[0] ?? []).map((hit) => ({ ...hit, start: hit.start + start, end: hit.end + start })),
    markupWeight: Math.max(...markup.map((hits) => weighMarkup(hits))),
    context: weighContext(input, readings),
    isPrompt: !isDocument,
  };
}

function scoreReading(reading: Reading, base: number, model: SecurityModel): ScoredReading {
  return { reading, window: scoreWindows(reading, model.weights, model), base };
}

function weighMarkup(hits: readonly MarkupHit[]): number {
  const rules = new Set(hits.map((hit) => hit.rule));
  return Math.min(
    4,
    [...rules].reduce((sum, rule) => sum + (MARKUP_RULES[rule]?.weight ?? 0), 0),
  );
}
