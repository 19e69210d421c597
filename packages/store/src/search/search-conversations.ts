import type { ConversationStore, Page, SearchHit } from "@ai-orchestrator/contract";
import {
  allOf,
  conversationConditions,
  someTurnConditions,
  timeConditions,
  turnConditions,
} from "../conversations/conversation-filter.ts";
import { decodeConversation, CONVERSATION_COLUMNS } from "../conversations/conversation-row.ts";
import { pageLimit, readCursor, writeCursor } from "../conversations/page-cursor.ts";
import { decodeTexts } from "../conversations/turn-row.ts";
import type { StoreContext } from "../store-context.ts";
import { matchExpression, parseQuery, questionExpression, type QueryTerm } from "./match-query.ts";
import { SEARCH_FIELDS, searchableText } from "./searchable-text.ts";
import { beyond, TITLE, TURN, type Candidate } from "./candidate.ts";
import { excerpt } from "./snippet.ts";
import { turnCandidates, type TurnSearch } from "./turn-candidates.ts";

type Filter = Parameters<ConversationStore["search"]>[0];

/** Titles and turns that hold all that the query asks for, best first (bm25; questions and titles weigh more). Deleted conversations are left out unless asked for. */
export function searchConversations(context: StoreContext, filter: Filter): Page<SearchHit> {
  const limit = pageLimit(filter.limit ?? 20);
  const terms = parseQuery(filter.query);
  const match = matchExpression(terms, context);
  if (match === undefined) return { items: [] };
  const place = readCursor(filter.cursor, 3);
  const after =
    place === undefined
      ? undefined
      : ({ rank: place[0] ?? 0, kind: place[1] === TITLE ? TITLE : TURN, rid: place[2] ?? 0 } satisfies Candidate);
  const search: TurnSearch = { context, filter, match, after, limit: limit + 1 };
  const candidates = [
    ...titleCandidates(search, questionExpression(terms, context) ?? match),
    ...turnCandidates(search),
  ]
    .toSorted(compare)
    .slice(0, limit + 1);
  const items = candidates.slice(0, limit).map((candidate) => hit(context, candidate, terms));
  const last = candidates[limit - 1];
  if (candidates.length <= limit || last === undefined) return { items };
  return { items, next: writeCursor([last.rank, last.kind, last.rid]) };
}

/** Titles that match. An automatic title repeats its first question; where that is a hit itself, the title is none. */
function titleCandidates(search: TurnSearch, inQuestion: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let { after } = search; ;) {
    const batch = matchingTitles({ ...search, after });
    for (const title of batch) if (!repeatsQuestion(title, search, inQuestion)) found.push(title);
    if (found.length >= search.limit || batch.length < search.limit) return found.slice(0, search.limit);
    after = batch.at(-1);
  }
}

function matchingTitles({ context, filter, match, after, limit }: TurnSearch): readonly Candidate[] {
  const where = allOf(
    conversationConditions(filter),
    someTurnConditions(filter),
    timeConditions("c.updated_at", filter),
    beyond(after, TITLE),
  );
  const sql = `SELECT s.rowid AS rid, s.rank AS rank FROM search_title s CROSS JOIN conversation c ON c.rid = s.rowid
    WHERE search_title MATCH ? AND ${where.sql.join(" AND ")} ORDER BY s.rank, s.rowid DESC LIMIT ?`;
  return context.database
    .prepare(sql)
    .all(match, ...where.params, limit)
    .map((row) => ({ rid: Number(row.rid), rank: Number(row.rank), kind: TITLE }));
}

function repeatsQuestion({ rid }: Candidate, { context, filter }: TurnSearch, inQuestion: string): boolean {
  const turn = allOf(turnConditions(filter), timeConditions("t.created_at", filter));
  const sql = `SELECT 1 FROM conversation c JOIN turn t ON t.conversation = c.rid AND t.parent IS NULL
    CROSS JOIN search_turn s ON s.rowid = t.rid
    WHERE c.rid = ? AND c.title_by <> 'user' AND search_turn MATCH ?
    ${turn.sql.map((condition) => `AND ${condition}`).join(" ")} LIMIT 1`;
  return context.database.prepare(sql).get(rid, inQuestion, ...turn.params) !== undefined;
}

function compare(a: Candidate, b: Candidate): number {
  return a.rank - b.rank || a.kind - b.kind || b.rid - a.rid;
}

function hit(context: StoreContext, candidate: Candidate, terms: readonly QueryTerm[]): SearchHit {
  const { database } = context;
  if (candidate.kind === TITLE) {
    const conversation = decodeConversation(
      database.prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.rid = ?`).get(candidate.rid) ?? {},
      context,
    );
    return { conversation, field: "title", snippet: excerpt(conversation.title, terms).snippet, rank: candidate.rank };
  }
  const row =
    database
      .prepare("SELECT rid, id, conversation, question, answer, facts FROM turn WHERE rid = ?")
      .get(candidate.rid) ?? {};
  const conversation =
    database
      .prepare(`SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.rid = ?`)
      .get(row.conversation ?? null) ?? {};
  return {
    conversation: decodeConversation(conversation, context),
    turnId: String(row.id),
    ...bestField(searchableText(decodeTexts(row, context)), terms),
    rank: candidate.rank,
  };
}

/** The field that holds most of the query; the first of equals. */
function bestField(
  text: ReturnType<typeof searchableText>,
  terms: readonly QueryTerm[],
): Pick<SearchHit, "field" | "snippet"> {
  let best: { field: SearchHit["field"]; snippet: string; found: number } | undefined;
  for (const field of SEARCH_FIELDS) {
    if (text[field] === "") continue;
    const made = excerpt(text[field], terms);
    if (best === undefined || made.found > best.found) best = { field, ...made };
  }
  return { field: best?.field ?? "question", snippet: best?.snippet ?? "" };
}
