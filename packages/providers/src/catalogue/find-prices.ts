import type { Model, Price } from "@ai-orchestrator/contract";
import type { CuratedModel } from "./curated-catalogue.ts";
import { findGenaiModel } from "./match-genai.ts";
import { priceFromModelsDev } from "./price-from-models-dev.ts";
import { priceAt } from "./price-usage.ts";
import { pricesFromGenai } from "./prices-from-genai.ts";
import type { CatalogueSources, ModelsDevModel } from "./source-models.ts";

/** Prices and where they are from. */
export interface FoundPrices {
  readonly prices: readonly Price[];
  readonly priceSource?: string;
  readonly asOf?: string;
  readonly disputed?: string;
}

/** What is priced, with what our own entry says of its price. */
export interface Priced extends Pick<CuratedModel, "provider" | "id" | "prices" | "priceSource" | "asOf"> {
  readonly kind?: Model["kind"] | undefined;
}

/**
 * Prices of one model: genai-prices first, then our own entry, then models.dev; none where nobody names any.
 * `disputed` tells where models.dev differs.
 */
export function findPrices(
  entry: Priced,
  listed: ModelsDevModel | undefined,
  { genai, modelsDev }: CatalogueSources,
): FoundPrices {
  const known = findGenaiModel(genai.providers.get(entry.provider) ?? [], entry.id);
  const prices = known === undefined ? [] : pricesFromGenai(known.prices, entry.kind);
  const other = priceFromModelsDev(listed?.cost);
  const found: FoundPrices | undefined =
    prices.length > 0
      ? { prices, priceSource: genai.label, asOf: genai.date }
      : entry.prices !== undefined
        ? { prices: entry.prices, ...(entry.priceSource === undefined ? {} : { priceSource: entry.priceSource }) }
        : undefined;
  if (found === undefined)
    return other === undefined
      ? { prices: [] }
      : { prices: [other], priceSource: modelsDev.label, asOf: modelsDev.date };
  const disputed = other === undefined ? undefined : describeDispute(found.prices, other, modelsDev);
  return { ...found, ...(disputed === undefined ? {} : { disputed }) };
}

/** What models.dev says where it differs, for the day its data is from. */
function describeDispute(
  prices: readonly Price[],
  other: Price,
  source: { readonly label: string; readonly date: string },
): string | undefined {
  const ours = priceAt({ prices }, Date.parse(source.date));
  const differences = (["input", "output", "cacheRead"] as const).filter(
    (rate) => other[rate] !== undefined && ours?.[rate] !== undefined && other[rate] !== ours[rate],
  );
  if (differences.length === 0) return undefined;
  return `${source.label}: ${differences.map((rate) => `${rate} ${other[rate]}`).join(", ")}`;
}
