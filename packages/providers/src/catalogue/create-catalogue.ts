import type { Catalogue, Model, ResolvedModel } from "@ai-orchestrator/contract";
import { dayOf } from "./day-of.ts";
import { indexNames, type NameIndex } from "./name-index.ts";
import { priceUsage } from "./price-usage.ts";
import { resolveModel } from "./resolve-model.ts";

/** What a catalogue is made from. */
export interface CatalogueParts {
  /** Models of the shipped or refreshed file. */
  readonly models: readonly Model[];
  /** Models found on this machine; one with the key of a shipped model replaces it. */
  readonly discovered?: readonly Model[];
  /** Epoch ms now, to tell which models are retired. Without it the newest `asOf` of the models counts as today. */
  readonly now?: () => number;
}

/** The models in memory, found by name. Never reads a file or the network. */
export function createCatalogue({ models, discovered = [], now }: CatalogueParts): Catalogue {
  const byKey = new Map([...models, ...discovered].map((model) => [model.key, model]));
  const all: readonly Model[] = [...byKey.values()];
  let names: NameIndex | undefined;
  const index = (): NameIndex => (names ??= indexNames(all));
  const newest = all.reduce((day, model) => (model.asOf > day ? model.asOf : day), "");
  const today = (): string => (now === undefined ? newest : dayOf(now()));
  return {
    all: () => all,
    get: (key) => byKey.get(key),
    resolve: (name, usable = () => false): ResolvedModel =>
      resolveModel(name, { index: index(), byKey, usable, today: today() }),
    price: priceUsage,
  };
}
