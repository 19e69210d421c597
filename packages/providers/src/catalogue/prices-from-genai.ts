import type { Model, Price, PriceHours, PriceTier } from "@ai-orchestrator/contract";
import type { GenaiAmount, GenaiConditionalPrice, GenaiPrice } from "./source-models.ts";

const UNITS = {
  input: "input_mtok",
  output: "output_mtok",
  cacheRead: "cache_read_mtok",
  cacheWrite: "cache_write_mtok",
} as const;
type Rate = keyof typeof UNITS;
const RATES = Object.keys(UNITS) as Rate[];

/** The unit of what an image model answers with; its `output_mtok` is the text around the pictures. */
const IMAGE_OUTPUT = "output_image_mtok";

/**
 * Our prices from those of genai-prices: one entry for each span of days, its hours inside. Empty where it
 * prices no input tokens (free tiers are written as an empty object there, which we keep as unknown).
 * In the source the last entry whose day or hour holds wins (`get_active_model_price`), so hours listed
 * after a day beat it, and hours listed before it lose. What an image model puts out is priced as images.
 */
export function pricesFromGenai(source: GenaiPrice | readonly GenaiConditionalPrice[], kind?: Model["kind"]): Price[] {
  const prices = kind === "image" ? withImageOutput(source) : source;
  if (!isConditional(prices)) return onlyPriced([toPrice(prices)]);
  const days = [...new Set(prices.flatMap((entry) => entry.constraint?.start_date ?? []))].toSorted();
  const spans = [undefined, ...days].map((from, index) => ({ from, until: days[index] }));
  return onlyPriced(spans.map(({ from, until }) => priceOfSpan(prices, from, until)));
}

function withImageOutput(
  source: GenaiPrice | readonly GenaiConditionalPrice[],
): GenaiPrice | readonly GenaiConditionalPrice[] {
  const asImages = (amounts: GenaiPrice): GenaiPrice => ({
    ...amounts,
    output_mtok: amounts[IMAGE_OUTPUT] ?? amounts["output_mtok"],
  });
  return isConditional(source)
    ? source.map((entry) => ({ ...entry, prices: asImages(entry.prices) }))
    : asImages(source);
}

function priceOfSpan(
  prices: readonly GenaiConditionalPrice[],
  from: string | undefined,
  until: string | undefined,
): Price {
  const winner = prices.findLastIndex(
    ({ constraint }) =>
      constraint === undefined ||
      (constraint.start_date !== undefined && from !== undefined && constraint.start_date <= from),
  );
  const hours = prices
    .slice(winner + 1)
    .flatMap(({ constraint, prices: amounts }) =>
      constraint?.start_time === undefined ? [] : [toHours(constraint, amounts)],
    );
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...toPrice(prices[Math.max(winner, 0)]?.prices ?? {}),
    ...(hours.length > 0 ? { hours } : {}),
  };
}

function toPrice(amounts: GenaiPrice): Price {
  const reasoning = baseOf(amounts["output_reasoning_mtok"]);
  const requests = baseOf(amounts["requests_kcount"]);
  const tiers = toTiers(amounts);
  return {
    ...ratesWith((rate) => baseOf(amounts[UNITS[rate]])),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(requests === undefined ? {} : { requestsPer1k: requests }),
    ...(tiers.length > 0 ? { tiers } : {}),
  };
}

function toTiers(amounts: GenaiPrice): PriceTier[] {
  const starts = new Set(RATES.flatMap((rate) => tiersOf(amounts[UNITS[rate]]).map((tier) => tier.start)));
  return [...starts]
    .toSorted((a, b) => a - b)
    .map((above) => ({ above, ...ratesWith((rate) => amountAbove(amounts[UNITS[rate]], above)) }));
}

function toHours(constraint: NonNullable<GenaiConditionalPrice["constraint"]>, amounts: GenaiPrice): PriceHours {
  const { cacheWrite: _, ...rates } = ratesWith((rate) => baseOf(amounts[UNITS[rate]]));
  return { start: toUtcMinute(constraint.start_time ?? ""), end: toUtcMinute(constraint.end_time ?? ""), ...rates };
}

function ratesWith(amount: (rate: Rate) => number | undefined): Partial<Record<Rate, number>> {
  return Object.fromEntries(
    RATES.flatMap((rate) => {
      const value = amount(rate);
      return value === undefined ? [] : [[rate, value]];
    }),
  );
}

function baseOf(amount: GenaiAmount | undefined): number | undefined {
  return typeof amount === "object" ? amount.base : amount;
}

function tiersOf(amount: GenaiAmount | undefined): readonly { readonly start: number; readonly price: number }[] {
  return typeof amount === "object" ? amount.tiers : [];
}

function amountAbove(amount: GenaiAmount | undefined, start: number): number | undefined {
  return (
    tiersOf(amount)
      .filter((tier) => tier.start <= start)
      .toSorted((a, b) => a.start - b.start)
      .at(-1)?.price ?? baseOf(amount)
  );
}

/** `23:00:00+08:00` to `15:00`. */
function toUtcMinute(time: string): string {
  const parts = /^(\d{2}):(\d{2}):\d{2}(?:\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(time);
  if (parts === null) throw new TypeError(`"${time}" is not a time of day.`);
  const [, hour, minute, sign, offsetHour, offsetMinute] = parts;
  const offset = sign === undefined ? 0 : (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "+" ? 1 : -1);
  const minutes = (Number(hour) * 60 + Number(minute) - offset + 2880) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function onlyPriced(prices: readonly Price[]): Price[] {
  return prices.filter((price) => price.input !== undefined || price.output !== undefined);
}

function isConditional(
  prices: GenaiPrice | readonly GenaiConditionalPrice[],
): prices is readonly GenaiConditionalPrice[] {
  return Array.isArray(prices);
}
