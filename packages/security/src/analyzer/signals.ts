import { readViews } from "../text/read-views.ts";
import { type ContextSignal, weighContext } from "./context/weigh-context.ts";
import type { SecurityModel } from "./model/security-model.ts";
import { type BestWindow, type Reading, scoreWindows } from "./model/score-windows.ts";
import { readText } from "./read-text.ts";
import { CONCEPT_RULES } from "./rules/concept-rules.ts";
import { findMarkupRules, type MarkupHit } from "./rules/find-markup-rules.ts";
import { MARKUP_RULES } from "./rules/markup-rules.ts";
import type { ScanInput } from "./scan-result.ts";

/** One reading of the text and what it scores; `span` is set where the reading is a decoded part. */
export interface ScoredReading {
  readonly reading: Reading;
  readonly window: BestWindow;
  readonly rule: number;
  readonly second: number;
  readonly span?: { readonly start: number; readonly end: number; readonly kind: string };
}

/** Everything a score is made of. */
export interface Signals {
  readonly readings: readonly ScoredReading[];
  readonly markup: readonly MarkupHit[];
  readonly markupWeight: number;
  readonly context: ContextSignal;
}

/** Reads a text in every view and weighs it. */
export function findSignals(input: ScanInput, model: SecurityModel): Signals {
  const plain = readText(input.text);
  const views = readViews(input.text, plain.tokens);
  const readings: ScoredReading[] = [scoreReading(plain, model)];
  for (const { text, start, end, kind } of views) readings.push({ ...scoreReading(readText(text), model), span: { start, end, kind } });
  const markup = [input.text, ...views.filter((view) => view.kind !== "respelled").map((view) => view.text)].map(findMarkupRules);
  const markupWeight = Math.max(...markup.map((hits) => weighMarkup(hits)));
  const context = weighContext(input, readings.map((scored) => scored.reading));
  return { readings, markup: markup[0] ?? [], markupWeight, context };
}

/** The signals of one reading as log-odds. */
export function readingLogit(scored: Pick<ScoredReading, "window" | "rule" | "second">, { combine }: SecurityModel, rest: { readonly markup: number; readonly context: number }): number {
  return combine.bias + combine.window * scored.window.logit + combine.rule * scored.rule + combine.second * scored.second + combine.markup * rest.markup + combine.context * rest.context;
}

function scoreReading(reading: Reading, model: SecurityModel): ScoredReading {
  const best = new Map<string, number>();
  for (const { rule } of reading.rules) {
    const { rule: name, weight } = CONCEPT_RULES[rule] ?? { rule: "", weight: 0 };
    best.set(name, weight);
  }
  const weights = [...best.values()].sort((a, b) => b - a);
  return { reading, window: scoreWindows(reading, model.weights, model), rule: weights[0] ?? 0, second: Math.min(6, weights.slice(1, 5).reduce((sum, weight) => sum + weight, 0)) };
}

function weighMarkup(hits: readonly MarkupHit[]): number {
  const weights = new Set(hits.map((hit) => hit.rule));
  return Math.min(4, [...weights].reduce((sum, rule) => sum + (MARKUP_RULES[rule]?.weight ?? 0), 0));
}
