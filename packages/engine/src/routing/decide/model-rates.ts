import type { Cost, Model, Price } from "@ai-orchestrator/contract";
import { TIER_PRICE } from "../capability/tier-priors.ts";

/** Dollars per token as they hold at one moment. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Dollars per call on top. */
  readonly request: number;
  /** False where the catalogue does not know; then the numbers are what such a model usually costs. */
  readonly known: boolean;
  readonly tiers: readonly {
    readonly above: number;
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number;
  }[];
}

const MILLION = 1_000_000;

/** The price that holds at `at` (epoch ms, UTC); unknown prices are assumed dear, never free. Same rules as `Catalogue.price`. */
export function ratesAt(model: Model, at: number): Rates {
  const day = new Date(at).toISOString();
  const price = model.prices.find(
    (entry) => (entry.from ?? "") <= day.slice(0, 10) && (entry.until === undefined || day.slice(0, 10) < entry.until),
  );
  const hours = price?.hours?.findLast((window) => isWithin(day.slice(11, 16), window.start, window.end));
  const base = hours ?? price;
  if (price === undefined || base?.input === undefined || base.output === undefined) return assumedRates(model);
  const { input, output, cacheRead = input } = base;
  return {
    input: input / MILLION,
    output: output / MILLION,
    cacheRead: cacheRead / MILLION,
    request: (price.requestsPer1k ?? 0) / 1000,
    known: true,
    tiers: tiersOf(price, input, output, cacheRead),
  };
}

function tiersOf(price: Price, input: number, output: number, cacheRead: number): Rates["tiers"] {
  return (price.tiers ?? []).map((tier) => ({
    above: tier.above,
    input: (tier.input ?? input) / MILLION,
    output: (tier.output ?? output) / MILLION,
    cacheRead: (tier.cacheRead ?? cacheRead) / MILLION,
  }));
}

function isWithin(time: string, start: string, end: string): boolean {
  return start <= end ? time >= start && time < end : time >= start || time < end;
}

/** Half as dear again as is usual in the tier: not knowing a price is no reason to prefer a model. */
function assumedRates(model: Model): Rates {
  if (model.local) return { input: 0, output: 0, cacheRead: 0, request: 0, known: true, tiers: [] };
  const blended = (1.5 * TIER_PRICE[model.tier]) / MILLION;
  return {
    input: (blended * 4) / 7,
    output: (blended * 16) / 7,
    cacheRead: (blended * 4) / 7,
    request: 0,
    known: false,
    tiers: [],
  };
}

/** Tokens of a call that is being weighed. */
export interface ExpectedTokens {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/** Dollars of a call at given rates, the whole request moving to the last tier below its input. `cached` is part of the input. */
export function dollars(
  rates: Rates,
  input: number,
  tokens: { readonly cached: number; readonly output: number },
): number {
  let at: { readonly input: number; readonly output: number; readonly cacheRead: number } = rates;
  for (const tier of rates.tiers) if (input > tier.above) at = tier;
  return (input - tokens.cached) * at.input + tokens.cached * at.cacheRead + tokens.output * at.output + rates.request;
}

/** The same as a cost: unknown where the price is. */
export function costOf(rates: Rates, tokens: ExpectedTokens): Cost {
  return { usd: rates.known ? dollars(rates, tokens.input, tokens) : null, estimated: true };
}
