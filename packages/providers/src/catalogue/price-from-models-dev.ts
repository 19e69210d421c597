import type { Price, PriceTier } from "@ai-orchestrator/contract";
import type { ModelsDevCost, ModelsDevRates } from "./source-models.ts";

/** models.dev's older notation names no threshold but this one. */
const OLD_TIER_TOKENS = 200_000;

/**
 * Our price from models.dev's; undefined where it names none. It writes 0 for a free preview, for an unknown
 * price and for what is not billed alike, so a zero is read as "not said".
 */
export function priceFromModelsDev(cost: ModelsDevCost | undefined): Price | undefined {
  if (cost === undefined || !cost.input) return undefined;
  const tiers = readTiers(cost);
  return {
    ...readRates(cost),
    ...(cost.reasoning && cost.reasoning !== cost.output ? { reasoning: cost.reasoning } : {}),
    ...(tiers.length > 0 ? { tiers } : {}),
  };
}

function readTiers(cost: ModelsDevCost): PriceTier[] {
  if (cost.tiers !== undefined && cost.tiers.length > 0) {
    return cost.tiers
      .map((tier) => ({ above: tier.tier.size, ...readRates(tier) }))
      .toSorted((a, b) => a.above - b.above);
  }
  const over = cost.context_over_200k;
  return over === undefined ? [] : [{ above: OLD_TIER_TOKENS, ...readRates(over) }];
}

function readRates(rates: ModelsDevRates): Pick<Price, "input" | "output" | "cacheRead" | "cacheWrite"> {
  return {
    ...(rates.input ? { input: rates.input } : {}),
    ...(rates.output ? { output: rates.output } : {}),
    ...(rates.cache_read ? { cacheRead: rates.cache_read } : {}),
    ...(rates.cache_write ? { cacheWrite: rates.cache_write } : {}),
  };
}
