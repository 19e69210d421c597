import type { Cost, Model, Price, Usage } from "@ai-orchestrator/contract";
import { dayOf } from "./day-of.ts";

const MILLION = 1_000_000;

/**
 * What `usage` costs on `model` at `at` (epoch ms) in US dollars, as the provider bills it: the price of that
 * day and hour, the tier of the whole request, cached tokens apart, reasoning apart where it has its own rate,
 * the fee of one request. `usd: null` where a needed rate is unknown. Without a cache rate cached tokens cost
 * what fresh ones do, and the cost is marked as estimated.
 */
export function priceUsage(model: Model, usage: Usage, at: number): Cost {
  const price = priceAt(model, at);
  if (price === undefined) return { usd: null };
  const rates = ratesAt(price, usage.inputTokens, at);
  const tokens = splitTokens(usage);
  const billsOutput = model.kind !== "embedding";
  if (rates.input === undefined && usage.inputTokens > 0) return { usd: null };
  if (rates.output === undefined && usage.outputTokens > 0 && billsOutput) return { usd: null };
  const input = rates.input ?? 0;
  const output = rates.output ?? 0;
  const usd =
    (tokens.fresh * input +
      tokens.cacheRead * (rates.cacheRead ?? input) +
      tokens.cacheWrite * (rates.cacheWrite ?? input) +
      tokens.answer * output +
      tokens.reasoning * (price.reasoning ?? output)) /
      MILLION +
    (price.requestsPer1k ?? 0) / 1000;
  const isGuessed =
    usage.estimated === true ||
    (tokens.cacheRead > 0 && rates.cacheRead === undefined) ||
    (tokens.cacheWrite > 0 && rates.cacheWrite === undefined);
  return isGuessed ? { usd, estimated: true } : { usd };
}

/** The price of `model` on the day of `at` (UTC); undefined where none is known. */
export function priceAt(model: Pick<Model, "prices">, at: number): Price | undefined {
  const day = dayOf(at);
  return model.prices.find(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day < until),
  );
}

type Rates = Pick<Price, "input" | "output" | "cacheRead" | "cacheWrite">;

function ratesAt(price: Price, inputTokens: number, at: number): Rates {
  const hours = hoursAt(price, at);
  // A price for hours replaces the day's whole: a rate it does not name is unknown then, not the day's.
  const base: Rates =
    hours === undefined
      ? price
      : { ...pick(hours), ...(price.cacheWrite === undefined ? {} : { cacheWrite: price.cacheWrite }) };
  const tier = price.tiers?.findLast(({ above }) => above < inputTokens);
  return tier === undefined ? base : { ...base, ...tier };
}

function hoursAt({ hours }: Price, at: number): NonNullable<Price["hours"]>[number] | undefined {
  if (hours === undefined) return undefined;
  const minute = new Date(at).toISOString().slice(11, 16);
  return hours.findLast(({ start, end }) => isWithin(minute, start, end));
}

function pick({ input, output, cacheRead }: Rates): Rates {
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
  };
}

function isWithin(minute: string, start: string, end: string): boolean {
  return end < start ? minute >= start || minute < end : minute >= start && minute < end;
}

function splitTokens(usage: Usage): Record<"fresh" | "cacheRead" | "cacheWrite" | "answer" | "reasoning", number> {
  const cacheRead = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const cacheWrite = Math.min(usage.cacheWriteTokens, usage.inputTokens - cacheRead);
  const reasoning = Math.min(usage.reasoningTokens, usage.outputTokens);
  return {
    fresh: usage.inputTokens - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    answer: usage.outputTokens - reasoning,
    reasoning,
  };
}
