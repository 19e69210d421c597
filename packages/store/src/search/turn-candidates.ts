import type { ConversationStore } from "@ai-orchestrator/contract";
import type { SQLInputValue } from "node:sqlite";
import {
  allOf,
  conversationConditions,
  timeConditions,
  turnConditions,
  type Conditions,
} from "../conversations/conversation-filter.ts";
import type { StoreContext } from "../store-context.ts";
import { beyond, TURN, type Candidate } from "./candidate.ts";

/** A search among turns. */
export interface TurnSearch {
  readonly context: StoreContext;
  readonly filter: Parameters<ConversationStore["search"]>[0];
  readonly match: string;
  readonly after: Candidate | undefined;
  readonly limit: number;
}

/** Where more turns match than this, the newest so many are ranked first: a word that is everywhere says nothing, and ranking it takes time. */
export const RANKED_MATCHES = 6_000;
/** More of them are looked at only while the page is not full. */
const WINDOWS = [RANKED_MATCHES, RANKED_MATCHES * 4, Number.POSITIVE_INFINITY] as const;
/** Up to so many conversations that fit a filter are searched one by one instead. */
const FEW_CONVERSATIONS = 300;

/** The best matches after `after`, at most `limit`. */
export function turnCandidates(search: TurnSearch): readonly Candidate[] {
  const few = fewTurns(search);
  let found: readonly Candidate[] = [];
  for (const window of few === undefined ? WINDOWS : WINDOWS.slice(-1)) {
    const floor = floorOf(search, window);
    found = few === undefined ? within(search, floor) : among(search, few);
    if (found.length >= search.limit || floor === 0) break;
  }
  return found;
}

/** The row id above which the newest `window` matches lie; 0 if there are no more than that. */
function floorOf({ context, match }: TurnSearch, window: number): number {
  if (window === Number.POSITIVE_INFINITY) return 0;
  const sql = "SELECT rowid AS rid FROM search_turn WHERE search_turn MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?";
  return Number(context.database.prepare(sql).get(match, window)?.rid ?? 0);
}

/** Ranks the matches above `floor`. Without filters only hidden conversations drop out: then they are looked up for the best alone. */
function within(search: TurnSearch, floor: number): readonly Candidate[] {
  const { filter, limit } = search;
  const where = narrowing(filter);
  if (where.sql.length > 1 || filter.deleted === true) return ranked(search, { floor, where, count: limit });
  const none: Conditions = { sql: [], params: [] };
  const best = ranked(search, { floor, where: none, count: limit * 4 });
  const visible = best.filter((candidate) => isShown(search.context, candidate.rid));
  if (visible.length >= limit || best.length < limit * 4) return visible.slice(0, limit);
  return ranked(search, { floor, where, count: limit });
}

function narrowing(filter: TurnSearch["filter"]): Conditions {
  return allOf(conversationConditions(filter), turnConditions(filter), timeConditions("t.created_at", filter));
}

function ranked(
  { context, match, after }: TurnSearch,
  { floor, where, count }: { readonly floor: number; readonly where: Conditions; readonly count: number },
): readonly Candidate[] {
  const join =
    where.sql.length === 0
      ? ""
      : "CROSS JOIN turn t ON t.rid = s.rowid CROSS JOIN conversation c ON c.rid = t.conversation";
  const all = allOf(beyond(after, TURN), where);
  const sql = `SELECT s.rowid AS rid, s.rank AS rank FROM search_turn s ${join} WHERE search_turn MATCH ? AND s.rowid > ?
    ${all.sql.map((condition) => `AND ${condition}`).join(" ")} ORDER BY s.rank, s.rowid DESC LIMIT ?`;
  return candidates(context, sql, [match, floor, ...all.params, count]);
}

/** Turns that fit, where the filter leaves few conversations; undefined where it leaves many or does not ask about conversations. */
function fewTurns({ context, filter }: TurnSearch): string | undefined {
  const where = conversationConditions(filter);
  if (where.sql.length < 2) return undefined;
  const chosen = `SELECT c.rid FROM conversation c WHERE ${where.sql.join(" AND ")} LIMIT ${FEW_CONVERSATIONS + 1}`;
  const conversations = context.database.prepare(chosen).all(...where.params);
  if (conversations.length > FEW_CONVERSATIONS) return undefined;
  const turns = allOf(turnConditions(filter), timeConditions("t.created_at", filter));
  const sql = `SELECT t.rid FROM turn t WHERE t.conversation IN (SELECT value FROM json_each(?))
    ${turns.sql.map((condition) => `AND ${condition}`).join(" ")}`;
  const rids = context.database.prepare(sql).all(JSON.stringify(conversations.map((row) => row.rid)), ...turns.params);
  return JSON.stringify(rids.map((row) => row.rid));
}

/** Ranks only the given turns. The plus sign keeps SQLite from asking the index anew for each of them. */
function among({ context, match, after, limit }: TurnSearch, rids: string): readonly Candidate[] {
  const place = beyond(after, TURN);
  const sql = `SELECT rid, rank FROM (
      SELECT s.rowid AS rowid, s.rowid AS rid, bm25(search_turn, 2.0, 1.0, 0.6, 0.8) AS rank FROM search_turn s
      WHERE search_turn MATCH ? AND +s.rowid IN (SELECT value FROM json_each(?))
    ) s WHERE 1 ${place.sql.map((condition) => `AND ${condition}`).join(" ")} ORDER BY rank, rid DESC LIMIT ?`;
  return candidates(context, sql, [match, rids, ...place.params, limit]);
}

function isShown({ database }: StoreContext, rid: number): boolean {
  const sql =
    "SELECT 1 FROM turn t JOIN conversation c ON c.rid = t.conversation WHERE t.rid = ? AND c.deleted_at IS NULL";
  return database.prepare(sql).get(rid) !== undefined;
}

function candidates({ database }: StoreContext, sql: string, params: readonly SQLInputValue[]): readonly Candidate[] {
  return database
    .prepare(sql)
    .all(...params)
    .map((row) => ({ rid: Number(row.rid), rank: Number(row.rank), kind: TURN }));
}
