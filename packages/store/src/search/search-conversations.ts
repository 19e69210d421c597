import type { ConversationFilter, ConversationStore, Page, SearchHit } from "@ai-orchestrator/contract";
import type { SQLInputValue } from "node:sqlite";
import { allOf, conversationConditions, someTurnConditions, timeConditions, turnConditions, type Conditions } from "../conversations/conversation-filter.ts";
import { decodeConversation, CONVERSATION_COLUMNS } from "../conversations/conversation-row.ts";
import { pageLimit, readCursor, writeCursor } from "../conversations/page-cursor.ts";
import { decodeTexts } from "../conversations/turn-row.ts";
import type { StoreContext } from "../store-context.ts";
import { matchExpression, parseQuery, type QueryTerm } from "./match-query.ts";
import { SEARCH_FIELDS, searchableText } from "./searchable-text.ts";
import { excerpt } from "./snippet.ts";

/** Where more turns match than this, only the newest so many are ranked: a word that is everywhere says nothing, and ranking it takes time. */
export const RANKED_MATCHES = 6_000;

/** Which kind of row a candidate is; titles come before turns of equal rank. */
const TITLE = 0;
const TURN = 1;

interface Candidate {
  readonly rank: number;
  readonly kind: typeof TITLE | typeof TURN;
  readonly rid: number;
}

type Filter = Parameters<ConversationStore["search"]>[0];

/** Titles and turns that hold all that the query asks for, best first (bm25; questions and titles weigh more). Deleted conversations are left out unless asked for. */
export function searchConversations(context: StoreContext, filter: Filter): Page<SearchHit> {
  const limit = pageLimit(filter.limit ?? 20);
  const terms = parseQuery(filter.query);
  const match = matchExpression(terms, context.codec);
  if (match === undefined) return { items: [] };
  const place = readCursor(filter.cursor, 3);
  const after = place === undefined ? undefined : { rank: place[0] ?? 0, kind: place[1] === TITLE ? TITLE : TURN, rid: place[2] ?? 0 } satisfies Candidate;
  const search: Search = { context, filter, match, after, limit: limit + 1 };
  const candidates = [...titleCandidates(search), ...turnCandidates(search)].toSorted(compare).slice(0, limit + 1);
  const items = candidates.slice(0, limit).map((candidate) => hit(context, candidate, terms));
  const last = candidates[limit - 1];
  if (candidates.length <= limit || last === undefined) return { items };
  return { items, next: writeCursor([last.rank, last.kind, last.rid]) };
}

interface Search {
  readonly context: StoreContext;
  readonly filter: Filter;
  readonly match: string;
  readonly after: Candidate | undefined;
  readonly limit: number;
}

function titleCandidates({ context, filter, match, after, limit }: Search): readonly Candidate[] {
  const where = allOf(conversationConditions(filter), someTurnConditions(filter), timeConditions("c.updated_at", filter), beyond("s", after, TITLE));
  const sql = `SELECT s.rowid AS rid, s.rank AS rank FROM search_title s CROSS JOIN conversation c ON c.rid = s.rowid
    WHERE search_title MATCH ? AND ${where.sql.join(" AND ")} ORDER BY s.rank, s.rowid DESC LIMIT ?`;
  return rows(context, sql, [match, ...where.params, limit]).map(({ rid, rank }) => ({ rid, rank, kind: TITLE }));
}

function turnCandidates(search: Search): readonly Candidate[] {
  const { context, filter, match, after, limit } = search;
  const narrowed = allOf(conversationConditions(filter), turnConditions(filter), timeConditions("t.created_at", filter));
  const from = "search_turn s CROSS JOIN turn t ON t.rid = s.rowid CROSS JOIN conversation c ON c.rid = t.conversation";
  const isNarrow = narrowed.sql.length > 1;
  // Without filters only hidden conversations drop out: looking up the newest matches in the index alone is enough.
  const floorSql = isNarrow
    ? `SELECT s.rowid AS rid, 0 AS rank FROM ${from} WHERE search_turn MATCH ? AND ${narrowed.sql.join(" AND ")} ORDER BY s.rowid DESC LIMIT 1 OFFSET ${RANKED_MATCHES}`
    : `SELECT rowid AS rid, 0 AS rank FROM search_turn s WHERE search_turn MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ${RANKED_MATCHES}`;
  const floor = rows(context, floorSql, [match, ...(isNarrow ? narrowed.params : [])])[0]?.rid ?? 0;
  const where = allOf(beyond("s", after, TURN), narrowed);
  if (!isNarrow) return visibleTurns(search, floor);
  const sql = `SELECT s.rowid AS rid, s.rank AS rank FROM ${from} WHERE search_turn MATCH ? AND s.rowid > ? AND ${where.sql.join(" AND ")}
    ORDER BY s.rank, s.rowid DESC LIMIT ?`;
  return rows(context, sql, [match, floor, ...where.params, limit]).map(({ rid, rank }) => ({ rid, rank, kind: TURN }));
}

/** Ranks in the index first and looks conversations up only for the best. */
function visibleTurns({ context, filter, match, after, limit }: Search, floor: number): readonly Candidate[] {
  const place = beyond("s", after, TURN);
  const ranked = (count: number): readonly Candidate[] =>
    rows(
      context,
      `SELECT s.rowid AS rid, s.rank AS rank FROM search_turn s WHERE search_turn MATCH ? AND s.rowid > ? ${place.sql.map((sql) => `AND ${sql}`).join("")}
       ORDER BY s.rank, s.rowid DESC LIMIT ?`,
      [match, floor, ...place.params, count],
    ).map(({ rid, rank }) => ({ rid, rank, kind: TURN }));
  const shown = context.database.prepare(
    `SELECT 1 FROM turn t JOIN conversation c ON c.rid = t.conversation WHERE t.rid = ? AND c.deleted_at IS ${filter.deleted === true ? "NOT " : ""}NULL`,
  );
  const best = ranked(limit * 4);
  const visible = best.filter((candidate) => shown.get(candidate.rid) !== undefined);
  if (visible.length >= limit || best.length < limit * 4) return visible.slice(0, limit);
  return ranked(RANKED_MATCHES).filter((candidate) => shown.get(candidate.rid) !== undefined).slice(0, limit);
}

function beyond(alias: string, after: Candidate | undefined, kind: number): Conditions {
  if (after === undefined) return { sql: [], params: [] };
  if (after.kind === kind) return { sql: [`(${alias}.rank > ? OR (${alias}.rank = ? AND ${alias}.rowid < ?))`], params: [after.rank, after.rank, after.rid] };
  return { sql: [`${alias}.rank ${kind > after.kind ? ">=" : ">"} ?`], params: [after.rank] };
}

function compare(a: Candidate, b: Candidate): number {
  return a.rank - b.rank || a.kind - b.kind || b.rid - a.rid;
}

function rows({ database }: StoreContext, sql: string, params: readonly SQLInputValue[]): readonly { readonly rid: number; readonly rank: number }[] {
  return database
    .prepare(sql)
    .all(...params)
    .map((row) => ({ rid: Number(row.rid), rank: Number(row.rank) }));
}

function hit(context: StoreContext, candidate: Candidate, terms: readonly QueryTerm[]): SearchHit {
  const { database } = context;
  if (candidate.kind === TITLE) {
    const conversation = decodeConversation(database.prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.rid = ?`).get(candidate.rid) ?? {}, context);
    return { conversation, field: "title", snippet: excerpt(conversation.title, terms).snippet, rank: candidate.rank };
  }
  const row = database.prepare("SELECT rid, id, conversation, question, answer, facts FROM turn WHERE rid = ?").get(candidate.rid) ?? {};
  const conversation = database.prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.rid = ?`).get(row.conversation ?? null) ?? {};
  return {
    conversation: decodeConversation(conversation, context),
    turnId: String(row.id),
    ...bestField(searchableText(decodeTexts(row, context)), terms),
    rank: candidate.rank,
  };
}

/** The field that holds most of the query; the first of equals. */
function bestField(text: ReturnType<typeof searchableText>, terms: readonly QueryTerm[]): Pick<SearchHit, "field" | "snippet"> {
  let best: { field: SearchHit["field"]; snippet: string; found: number } | undefined;
  for (const field of SEARCH_FIELDS) {
    if (text[field] === "") continue;
    const made = excerpt(text[field], terms);
    if (best === undefined || made.found > best.found) best = { field, ...made };
  }
  return { field: best?.field ?? "question", snippet: best?.snippet ?? "" };
}

/** What `search` takes beyond the query. */
export type SearchFilter = ConversationFilter & { readonly query: string };
