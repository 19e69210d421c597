import { z } from "zod";
import { pricesFromGenai } from "./prices-from-genai.ts";
import { SOURCE_PROVIDERS, type GenaiMatch, type GenaiModel, type ModelsDevModel } from "./source-models.ts";

const amount = z.number().min(0).max(10_000);
const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u);
const id = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\w./:@+-]+$/);
const day = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/);
const rates = {
  input: amount.optional(),
  output: amount.optional(),
  cache_read: amount.optional(),
  cache_write: amount.optional(),
};

const modelsDevModel: z.ZodType<ModelsDevModel> = z.object({
  id,
  name: name.optional(),
  reasoning: z.boolean().optional(),
  tool_call: z.boolean().optional(),
  temperature: z.boolean().optional(),
  structured_output: z.boolean().optional(),
  open_weights: z.boolean().optional(),
  status: name.optional(),
  knowledge: day.optional().catch(undefined),
  release_date: day.optional().catch(undefined),
  modalities: z.object({ input: z.array(z.string()).optional(), output: z.array(z.string()).optional() }).optional(),
  limit: z
    .object({ context: z.int().min(0).max(100_000_000).optional(), output: z.int().min(0).max(100_000_000).optional() })
    .optional(),
  cost: z
    .object({
      ...rates,
      reasoning: amount.optional(),
      context_over_200k: z.object(rates).optional(),
      tiers: z
        .array(z.object({ ...rates, tier: z.object({ size: z.int().min(0) }) }))
        .max(10)
        .optional(),
    })
    .optional(),
});

const pattern = z.string().min(1).max(200);
const genaiMatch: z.ZodType<GenaiMatch> = z.lazy(() =>
  z.union([
    z.object({ equals: pattern }),
    z.object({ starts_with: pattern }),
    z.object({ ends_with: pattern }),
    z.object({ contains: pattern }),
    z.object({ regex: pattern }),
    z.object({ or: z.array(genaiMatch).max(100) }),
    z.object({ and: z.array(genaiMatch).max(100) }),
  ]),
);
const genaiAmount = z.union([
  amount,
  z.object({ base: amount, tiers: z.array(z.object({ start: z.int().min(0), price: amount })).max(10) }),
]);
const genaiPrice = z.record(z.string().max(60), genaiAmount.optional());
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/);

const genaiModel: z.ZodType<GenaiModel> = z.object({
  id,
  name: name.optional(),
  match: genaiMatch,
  context_window: z.int().positive().optional(),
  deprecated: z.boolean().optional(),
  prices: z.union([
    genaiPrice,
    z
      .array(
        z.object({
          constraint: z
            .object({
              start_date: z.iso.date().optional(),
              start_time: timeOfDay.optional(),
              end_time: timeOfDay.optional(),
            })
            .refine(
              ({ start_time, end_time }) => (start_time === undefined) === (end_time === undefined),
              "has half a span of hours",
            )
            .optional(),
          prices: genaiPrice,
        }),
      )
      .min(1)
      .max(20),
  ]),
});

/** What could be read of a source, by our provider ids. */
export interface ReadSource<T> {
  readonly providers: ReadonlyMap<string, readonly T[]>;
  /** Entries left out because they are not of the documented form. */
  readonly skipped: readonly string[];
}

/** models.dev's `api.json`: providers by name, each with its models by id. Throws a TypeError that says what is wrong. */
export function readModelsDev(data: unknown): ReadSource<ModelsDevModel> {
  const outer = z.record(z.string(), z.unknown()).safeParse(data);
  if (!outer.success) throw new TypeError("models.dev did not answer with an object of providers.");
  const read = readProviders(
    "models.dev",
    (ours) => {
      const provider = own(outer.data, SOURCE_PROVIDERS[ours]?.modelsDev ?? "");
      const models = z.object({ models: z.record(z.string(), z.unknown()) }).safeParse(provider);
      return models.success ? Object.values(models.data.models) : undefined;
    },
    modelsDevModel,
  );
  return requirePrices("models.dev", read, ({ cost }) => cost?.input !== undefined);
}

/** genai-prices' `data.json`: a list of providers with their models. Throws a TypeError that says what is wrong. */
export function readGenaiPrices(data: unknown): ReadSource<GenaiModel> {
  const outer = z.array(z.object({ id: z.string(), models: z.array(z.unknown()) })).safeParse(data);
  if (!outer.success) throw new TypeError("genai-prices did not answer with a list of providers.");
  const read = readProviders(
    "genai-prices",
    (ours) => outer.data.find((provider) => provider.id === SOURCE_PROVIDERS[ours]?.genai)?.models,
    genaiModel,
  );
  return requirePrices("genai-prices", read, ({ prices }) => pricesFromGenai(prices).length > 0);
}

/** A source that names hardly any price has another form than we know, though it parses. */
const FEWEST_PRICED = 0.5;

function requirePrices<T>(source: string, read: ReadSource<T>, isPriced: (model: T) => boolean): ReadSource<T> {
  const models = [...read.providers.values()].flat();
  const priced = models.filter(isPriced).length;
  if (priced >= models.length * FEWEST_PRICED) return read;
  throw new TypeError(`${source} names prices for ${priced} of ${models.length} models only.`);
}

/** A source may hold a few entries we cannot read, not many: then it has another form than we know. */
const MOST_SKIPPED = 0.1;

function readProviders<T>(
  source: string,
  find: (ours: string) => readonly unknown[] | undefined,
  schema: z.ZodType<T>,
): ReadSource<T> {
  const providers = new Map<string, readonly T[]>();
  const skipped: string[] = [];
  let total = 0;
  for (const ours of Object.keys(SOURCE_PROVIDERS)) {
    const entries = find(ours);
    if (entries === undefined || entries.length === 0) throw new TypeError(`${source} lists no models for ${ours}.`);
    total += entries.length;
    providers.set(
      ours,
      entries.flatMap((entry) => {
        const parsed = schema.safeParse(entry);
        if (parsed.success) return [parsed.data];
        skipped.push(
          `${source}, ${ours}: ${describe(entry)}: ${parsed.error.issues[0]?.path.join(".") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`,
        );
        return [];
      }),
    );
  }
  if (skipped.length > total * MOST_SKIPPED)
    throw new TypeError(
      `${skipped.length} of ${total} models of ${source} are not of the form we know; first: ${skipped[0]}`,
    );
  return { providers, skipped };
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** An entry's id without what could disturb a terminal. */
function describe(entry: unknown): string {
  const { id: found } = (entry ?? {}) as { id?: unknown };
  return typeof found === "string"
    ? JSON.stringify(found.slice(0, 60).replace(/[^\x20-\x7e]/g, "?"))
    : "an entry without an id";
}
