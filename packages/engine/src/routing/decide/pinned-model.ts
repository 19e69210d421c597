import type { Prepared } from "./prepare-decision.ts";
import { breachOf } from "./hard-constraints.ts";
import { pinnedError } from "./nothing-left.ts";
import type { CandidateRow } from "./snapshot.ts";

/** The model a user named, and the same model elsewhere. */
export interface Pinned {
  readonly row: CandidateRow;
  /** The same model at other providers, allowed as fallbacks: naming a model never means getting another. */
  readonly same: readonly CandidateRow[];
  readonly notice: string | undefined;
}

/** Resolves a named model under the hard constraints. Throws `unknown_model` (from the catalogue), or why it may not answer and what to do. */
export function pinnedModel(prepared: Prepared, name: string): Pinned {
  const { snapshot, constraints, input } = prepared;
  const resolved = input.catalogue.resolve(name, (provider) => snapshot.statuses.get(provider)?.usable === true);
  const named = snapshot.rowOf(resolved.model);
  const rows = [named, ...resolved.alternatives.map((model) => snapshot.rowOf(model))];
  const breaches = rows.map((candidate) => breachOf(candidate, snapshot, constraints));
  const [row, ...same] = rows.filter((_candidate, i) => breaches[i] === undefined);
  if (row !== undefined) return { row, same, notice: resolved.notice };
  const [breach = { code: "no_credential" as const, why: "cannot be used" }] = breaches;
  throw pinnedError(name, breach, { provider: named.provider, constraints });
}
