import type { Conditions } from "../conversations/conversation-filter.ts";

/** Which kind of row a candidate is; titles come before turns of equal rank. */
export const TITLE = 0;
/** The other kind. */
export const TURN = 1;

/** A match with its place in the order of results: rank, kind, newest first. */
export interface Candidate {
  /** bm25: the lower the better. */
  readonly rank: number;
  readonly kind: typeof TITLE | typeof TURN;
  readonly rid: number;
}

/** What restricts index rows (alias `s`) of a kind to those after a candidate. */
export function beyond(after: Candidate | undefined, kind: Candidate["kind"]): Conditions {
  if (after === undefined) return { sql: [], params: [] };
  if (after.kind === kind) {
    return { sql: ["(s.rank > ? OR (s.rank = ? AND s.rowid < ?))"], params: [after.rank, after.rank, after.rid] };
  }
  return { sql: [`s.rank ${kind > after.kind ? ">=" : ">"} ?`], params: [after.rank] };
}
