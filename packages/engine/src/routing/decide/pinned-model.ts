import type { Prepared } from "./prepare-decision.ts";
import { breachOf, type Breach } from "./hard-constraints.ts";
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
  const { snapshot, constraints } = prepared;
  const { rows, notice } = snapshot.named(name);
  let breach: Breach | undefined;
  const fit: CandidateRow[] = [];
  for (const row of rows) {
    const found = breachOf(row, snapshot, constraints);
    if (found === undefined) fit.push(row);
    else if (row === rows[0]) breach = found;
  }
  const [row, ...same] = fit;
  if (row !== undefined) return { row, same, notice };
  breach ??= { code: "no_credential", why: "cannot be used" };
  throw pinnedError(name, breach, { provider: rows[0].provider, constraints });
}
