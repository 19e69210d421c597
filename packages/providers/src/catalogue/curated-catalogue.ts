import type { Model } from "@ai-orchestrator/contract";

/** What holds for every model of a family unless the model's own entry says otherwise. */
export type FamilyFacts = Partial<Omit<Model, "key" | "id" | "name" | "provider" | "prices" | "asOf">>;

/** A rule that gives facts to all ids of one provider it matches; the first that matches wins. */
export interface Family extends FamilyFacts {
  readonly provider: string;
  /** Regular expression over the provider's own id. */
  readonly match: string;
  /** Skips models of this family that only a source lists (speech, live, research agents …). */
  readonly skip?: boolean;
}

/** One model of ours: identity, and what the sources do not say or say wrongly. */
export interface CuratedModel extends Partial<Omit<Model, "key" | "id" | "provider">> {
  readonly key: string;
  readonly provider: string;
  readonly id: string;
}

/**
 * Our own part of the catalogue (`curated-models.json`): which models we name, their aliases, retirements and
 * successors, and the facts neither source carries. Prices appear only where no source has them.
 */
export interface CuratedCatalogue {
  /** ISO date at which a person last checked the entries. */
  readonly asOf: string;
  readonly families: readonly Family[];
  readonly models: readonly CuratedModel[];
}
