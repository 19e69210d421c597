/** A model as models.dev writes it (`api.json`); the npm export carries only name, cost and context. */
export interface ModelsDevModel {
  readonly id: string;
  readonly name?: string | undefined;
  readonly reasoning?: boolean | undefined;
  readonly tool_call?: boolean | undefined;
  readonly temperature?: boolean | undefined;
  readonly structured_output?: boolean | undefined;
  readonly open_weights?: boolean | undefined;
  readonly status?: string | undefined;
  readonly knowledge?: string | undefined;
  readonly release_date?: string | undefined;
  readonly modalities?:
    | { readonly input?: readonly string[] | undefined; readonly output?: readonly string[] | undefined }
    | undefined;
  readonly limit?: { readonly context?: number | undefined; readonly output?: number | undefined } | undefined;
  readonly cost?: ModelsDevCost | undefined;
}

/** Dollars per million tokens. */
export interface ModelsDevRates {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cache_read?: number | undefined;
  readonly cache_write?: number | undefined;
}

/** A price of models.dev, with the tiers of either of its two notations. */
export interface ModelsDevCost extends ModelsDevRates {
  readonly reasoning?: number | undefined;
  readonly context_over_200k?: ModelsDevRates | undefined;
  readonly tiers?: readonly (ModelsDevRates & { readonly tier: { readonly size: number } })[] | undefined;
}

/** How genai-prices says which ids an entry covers. */
export type GenaiMatch =
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string }
  | { readonly or: readonly GenaiMatch[] }
  | { readonly and: readonly GenaiMatch[] };

/** One amount, or one that depends on the input tokens of the whole request. */
export type GenaiAmount =
  | number
  | { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] };

/** Amounts by unit: `input_mtok`, `requests_kcount` … */
export type GenaiPrice = Readonly<Record<string, GenaiAmount | undefined>>;

/** Prices with the day or the hours from which they hold; the last that holds wins. */
export interface GenaiConditionalPrice {
  readonly constraint?:
    | {
        readonly start_date?: string | undefined;
        readonly start_time?: string | undefined;
        readonly end_time?: string | undefined;
      }
    | undefined;
  readonly prices: GenaiPrice;
}

/** A model of genai-prices. */
export interface GenaiModel {
  readonly id: string;
  readonly name?: string | undefined;
  readonly match: GenaiMatch;
  readonly context_window?: number | undefined;
  readonly deprecated?: boolean | undefined;
  readonly prices: GenaiPrice | readonly GenaiConditionalPrice[];
}

/** Both sources, by our own provider ids. */
export interface CatalogueSources {
  readonly modelsDev: SourceSnapshot<ModelsDevModel>;
  readonly genai: SourceSnapshot<GenaiModel>;
}

/** What one source says, and how old it is. */
export interface SourceSnapshot<T> {
  /** Name and version a person can check: `models.dev 2026-09-22`. */
  readonly label: string;
  /** ISO date of the data. */
  readonly date: string;
  readonly providers: ReadonlyMap<string, readonly T[]>;
}

/** Our provider ids to the names the two sources use. */
export const SOURCE_PROVIDERS: Readonly<Record<string, { readonly modelsDev: string; readonly genai: string }>> = {
  openai: { modelsDev: "openai", genai: "openai" },
  anthropic: { modelsDev: "anthropic", genai: "anthropic" },
  google: { modelsDev: "google", genai: "google" },
  "vertex-ai": { modelsDev: "google-vertex", genai: "google" },
  mistral: { modelsDev: "mistral", genai: "mistral" },
  groq: { modelsDev: "groq", genai: "groq" },
  xai: { modelsDev: "xai", genai: "x-ai" },
  perplexity: { modelsDev: "perplexity", genai: "perplexity" },
  deepseek: { modelsDev: "deepseek", genai: "deepseek" },
  moonshot: { modelsDev: "moonshotai", genai: "moonshotai" },
};
