import { TASKS, type Scored } from "@ai-orchestrator/contract";
import { logit, sigmoid } from "../capability/capability-table.ts";
import type { DialSetting } from "../routing-config.ts";
import type { ObservedLatency } from "./decide-input.ts";
import { observedPace, secondsAt } from "./expected-seconds.ts";
import { THINKING_TOKENS, expectedAnswer } from "./expected-work.ts";
import { costOf, dollars, type ExpectedTokens } from "./model-rates.ts";
import type { Preference } from "./preferences.ts";
import type { CandidateRow } from "./snapshot.ts";

/** A candidate with everything the score needs. */
export interface Weighed {
  readonly row: CandidateRow;
  readonly inputTokens: number;
  /** Of the input, held in the provider's prompt cache. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Expected quality for this task and difficulty, 0–1. */
  readonly quality: number;
  /** Expected quality of the same model at any task this hard: what the default is chosen by. */
  readonly generalQuality: number;
  /** US cents per unit of work: a long prompt is dear on every model, only the ratio matters there. */
  readonly cents: number;
  readonly seconds: number;
  readonly preference: number;
  /** Preferences of this very turn, on top of the row's. */
  readonly turnPreferences: readonly Preference[];
}

/** What the turn asks, as the score sees it. */
export interface Work {
  /** Probability of each task, in the order of `TASKS`. */
  readonly tasks: Float64Array;
  readonly difficulty: number;
  readonly inputTokens: number;
  readonly maxOutputTokens: number | undefined;
  readonly cachedFor: { readonly model: string; readonly tokens: number } | undefined;
  readonly latencyStats: Readonly<Record<string, ObservedLatency>> | undefined;
  /** Learned offsets in logits: model key → by task. */
  readonly learned: ReadonlyMap<string, Float64Array> | undefined;
  /** Preferences of this turn for a row; undefined if the turn has none. */
  readonly turnPreferences: ((row: CandidateRow, quality: number) => readonly Preference[]) | undefined;
}

/** A turn of about one cent's work: 500 tokens in, 800 out, at $2 and $10 a million. */
const REFERENCE = { input: 2e-6, output: 10e-6 };
/** What a provider's search tool costs a call where the catalogue has no fee of its own (OpenAI 1.0, Anthropic 1.0, Google 1.4 cents list price). */
const SEARCH_FEE_CENTS = 1;
const WEBSEARCH: number = TASKS.indexOf("websearch");
/** Tasks less probable than this do not move the score; keeps the loop short. */
const NEGLIGIBLE = 0.04;

const NO_PREFERENCES: readonly Preference[] = [];

/** What is the same for every candidate of a turn, worked out before the loop. */
interface Load {
  readonly work: Work;
  readonly mix: Mix;
  /** Log odds that a small model succeeds, and the odds that it fails. */
  readonly base: number;
  readonly failOdds: number;
  readonly answer: number;
  readonly thoughtfulAnswer: number;
  readonly searchFee: number;
  /** Cents of the reference model for this much work. */
  readonly unit: number;
}

/** Weighs the candidates of a turn, in their order. */
export function weigh(rows: readonly CandidateRow[], work: Work): Weighed[] {
  const load = loadOf(work);
  const weighed: Weighed[] = [];
  for (const row of rows) weighed.push(weighRow(row, load));
  return weighed;
}

/** Weighs a single model. */
export function weighOne(row: CandidateRow, work: Work): Weighed {
  return weighRow(row, loadOf(work));
}

function loadOf(work: Work): Load {
  const { inputTokens, tasks, difficulty, maxOutputTokens = Number.POSITIVE_INFINITY } = work;
  const base = logit(1 - difficulty);
  const answer = Math.min(expectedAnswer(tasks, inputTokens), maxOutputTokens);
  return {
    work,
    mix: taskMix(tasks),
    base,
    failOdds: Math.exp(-base),
    answer,
    thoughtfulAnswer: Math.min(answer + THINKING_TOKENS * difficulty, maxOutputTokens),
    searchFee: (tasks[WEBSEARCH] ?? 0) * SEARCH_FEE_CENTS,
    unit: Math.max(1, 100 * (inputTokens * REFERENCE.input + answer * REFERENCE.output)),
  };
}

function weighRow(row: CandidateRow, load: Load): Weighed {
  const { rates, pace } = row;
  const { inputTokens, cachedFor, latencyStats, learned, turnPreferences } = load.work;
  const cachedTokens = cachedFor?.model === row.key ? Math.min(cachedFor.tokens, inputTokens) : 0;
  const outputTokens = Math.round(Math.min(row.reasons ? load.thoughtfulAnswer : load.answer, row.maxOutput));
  const isFlat = cachedTokens === 0 && rates.tiers.length === 0;
  const usd = isFlat
    ? inputTokens * rates.input + outputTokens * rates.output + rates.request
    : dollars(rates, inputTokens, { cached: cachedTokens, output: outputTokens });
  const observed = latencyStats?.[row.key];
  const quality = sigmoid(load.base + skillFor(row, load.mix, learned?.get(row.key)));
  const preferences = turnPreferences === undefined ? NO_PREFERENCES : turnPreferences(row, quality);
  return {
    row,
    inputTokens,
    cachedTokens,
    outputTokens,
    quality,
    generalQuality: 1 / (1 + load.failOdds * row.capability.generalOdds),
    cents: (100 * usd + (row.searches && rates.request === 0 ? load.searchFee : 0)) / load.unit,
    seconds: secondsAt(
      observed === undefined ? pace : observedPace(pace, observed),
      inputTokens - cachedTokens,
      outputTokens,
    ),
    preference: preferences.length === 0 ? row.preference : row.preference + sumOf(preferences),
    turnPreferences: preferences,
  };
}

/** The entry of a row in a list of candidates; undefined if it is not there. Lists keep the snapshot's order, so halving finds it. */
export function weighedOf(weighed: readonly Weighed[], row: CandidateRow): Weighed | undefined {
  let low = 0;
  let high = weighed.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = weighed[middle];
    if (candidate === undefined || candidate.row === row) return candidate;
    if (candidate.row.index < row.index) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function sumOf(preferences: readonly Preference[]): number {
  let sum = 0;
  for (const preference of preferences) sum += preference.amount;
  return sum;
}

interface Mix {
  readonly at: readonly number[];
  readonly weight: readonly number[];
}

const mixes: WeakMap<Float64Array, Mix> = new WeakMap();

function taskMix(tasks: Float64Array): Mix {
  let mix = mixes.get(tasks);
  if (mix === undefined) mixes.set(tasks, (mix = mixOf(tasks)));
  return mix;
}

function mixOf(tasks: Float64Array): Mix {
  const at: number[] = [];
  const weight: number[] = [];
  let total = 0;
  for (let t = 0; t < tasks.length; t++) {
    const p = tasks[t] ?? 0;
    if (p < NEGLIGIBLE) continue;
    at.push(t);
    weight.push(p);
    total += p;
  }
  return { at, weight: weight.map((p) => p / total) };
}

/** Skill in logits for a mix of tasks. */
function skillFor(row: CandidateRow, mix: Mix, learned: Float64Array | undefined): number {
  const { mean } = row.capability;
  let skill = 0;
  for (let i = 0; i < mix.at.length; i++) {
    const t = mix.at[i] ?? 0;
    skill += (mix.weight[i] ?? 0) * ((mean[t] ?? 0) + (learned?.[t] ?? 0));
  }
  return skill;
}

/** U = quality − λ·cost − μ·latency + preference, in quality points (0–1 scale). */
export function utility(weighed: Weighed, setting: DialSetting): number {
  return (
    weighed.quality - setting.costWeight * weighed.cents - setting.latencyWeight * weighed.seconds + weighed.preference
  );
}

/** The same with the model's general standing instead of its skill at the task: what a model is worth by default. */
export function generalUtility(weighed: Weighed, setting: DialSetting): number {
  return (
    weighed.generalQuality -
    setting.costWeight * weighed.cents -
    setting.latencyWeight * weighed.seconds +
    weighed.preference
  );
}

/** The tokens of a weighed model's call. */
export function tokensOf(weighed: Weighed): ExpectedTokens {
  return { input: weighed.inputTokens, cached: weighed.cachedTokens, output: weighed.outputTokens };
}

/** A weighed model as decisions show it. */
export function scoredOf(weighed: Weighed, setting: DialSetting): Scored {
  return {
    model: weighed.row.key,
    provider: weighed.row.provider,
    quality: round(weighed.quality),
    cost: costOf(weighed.row.rates, tokensOf(weighed)),
    latencyMs: Math.round(1000 * weighed.seconds),
    utility: round(utility(weighed, setting)),
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
