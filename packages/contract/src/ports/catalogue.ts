import type { Model } from "../model.ts";
import type { Cost, Usage } from "../usage.ts";

/** A name resolved to a model, with what the user should know about it. */
export interface ResolvedModel {
  readonly model: Model;
  /** Other entries serving the same name, in order of preference (Vertex before Google for Gemini 3 where usable). */
  readonly alternatives: readonly Model[];
  /** E.g. "gpt-4.5-preview is retired since 2025-07-14; using gpt-5.5". */
  readonly notice?: string;
}

/** All models known, shipped and discovered. Synchronous; nothing is fetched. */
export interface Catalogue {
  all(): readonly Model[];
  get(key: string): Model | undefined;
  /** Resolves a key, alias, provider's id or `provider/name`. `usable` says which providers may be preferred. Throws `unknown_model` with the nearest names. */
  resolve(name: string, usable?: (provider: string) => boolean): ResolvedModel;
  /** What `usage` costs on `model` at `at` (epoch ms); `usd: null` where the price is unknown. */
  price(model: Model, usage: Usage, at: number): Cost;
}
