import type { Price, PriceHours, PriceTier } from "@ai-orchestrator/contract";

/** A price as lines people read: `$5 in, $30 out, $0.5 cached, a million tokens`, then what differs and when. */
export function describePrice(price: Price): readonly string[] {
  const { from, until, requestsPer1k, tiers = [], hours = [] } = price;
  const when = [from === undefined ? "" : `from ${from}`, until === undefined ? "" : `until ${until}`]
    .filter((text) => text !== "")
    .join(" ");
  return [
    `${amounts(price)} a million tokens${when === "" ? "" : ` (${when})`}`,
    ...(requestsPer1k === undefined ? [] : [`$${requestsPer1k} a thousand requests`]),
    ...tiers.map((tier) => `above ${tier.above.toLocaleString("en-US")} tokens in: ${amounts(tier)}`),
    ...hours.map((span) => `${span.start}–${span.end} UTC: ${amounts(span)}`),
  ];
}

function amounts(price: Price | PriceTier | PriceHours): string {
  const named: readonly (readonly [string, number | undefined])[] = [
    ["in", price.input],
    ["out", price.output],
    ["cached", price.cacheRead],
    ["to cache", "cacheWrite" in price ? price.cacheWrite : undefined],
    ["reasoning", "reasoning" in price ? price.reasoning : undefined],
  ];
  return named.flatMap(([name, usd]) => (usd === undefined ? [] : [`$${usd} ${name}`])).join(", ");
}
