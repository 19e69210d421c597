import type { Model } from "@ai-orchestrator/contract";
import { z } from "zod";
import type { CatalogueFile } from "./merge-catalogue.ts";

const MOST_MODELS = 2000;
/** Dollars per million tokens above which a number is a mistake of units, not a price. */
const HIGHEST_RATE = 10_000;

const isoDay = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, "must be an ISO date");
const fullDay = z.iso.date();
const text = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "must not hold control characters");
const rate = z.number().min(0).max(HIGHEST_RATE);
const tokens = z.int().positive().max(100_000_000);
const modality = z.enum(["text", "image", "audio", "video", "pdf"]);
const rates = { input: rate.optional(), output: rate.optional(), cacheRead: rate.optional() };
const minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day");

const price = z.strictObject({
  from: fullDay.optional(),
  until: fullDay.optional(),
  ...rates,
  cacheWrite: rate.optional(),
  reasoning: rate.optional(),
  requestsPer1k: rate.optional(),
  tiers: z
    .array(z.strictObject({ above: z.int().min(0), ...rates, cacheWrite: rate.optional() }))
    .max(10)
    .optional(),
  hours: z
    .array(z.strictObject({ start: minute, end: minute, ...rates }))
    .max(10)
    .optional(),
});

/** One model, as strict as the contract's type: unknown fields, control characters and absurd numbers are refused. */
export const modelSchema: z.ZodType<Model> = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9._/:@-]{0,119}$/, "must be a lower-case name"),
  name: text,
  provider: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, "must be a provider's id"),
  id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\w./:@+-]+$/, "must be a model id"),
  aliases: z.array(text).max(20).optional(),
  contextWindow: tokens,
  maxOutput: tokens,
  input: z.array(modality).min(1),
  output: z.array(modality).min(1),
  tools: z.boolean(),
  reasoning: z.boolean(),
  webSearch: z.boolean(),
  structuredOutput: z.boolean().optional(),
  temperature: z.boolean().optional(),
  released: isoDay.optional(),
  knowledge: isoDay.optional(),
  deprecated: isoDay.optional(),
  retired: fullDay.optional(),
  successor: z.string().optional(),
  openWeights: z.boolean(),
  local: z.boolean(),
  tier: z.enum(["small", "medium", "large", "frontier"]),
  kind: z.enum(["chat", "embedding", "image", "audio", "moderation"]).optional(),
  prices: z.array(price).max(20),
  priceSource: text.optional(),
  asOf: fullDay,
  disputed: text.optional(),
  bestFor: text.optional(),
}) as z.ZodType<Model>;

/** A whole catalogue file, with what holds between its models. */
export const catalogueSchema: z.ZodType<CatalogueFile> = z
  .strictObject({
    version: z.literal(1),
    asOf: fullDay,
    sources: z.array(text).max(5),
    models: z.array(modelSchema).min(1).max(MOST_MODELS),
  })
  .superRefine(({ models }, context) => {
    const keys = new Set<string>();
    for (const { key } of models) {
      if (keys.has(key)) context.addIssue({ code: "custom", path: ["models", key], message: "is there twice" });
      keys.add(key);
    }
    for (const { key, successor } of models) {
      if (successor !== undefined && !keys.has(successor))
        context.addIssue({
          code: "custom",
          path: ["models", key],
          message: `has a successor that does not exist: ${successor}`,
        });
    }
  });
